/*
 * Copyright The camel-ami authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelami.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session of a client. Over TCP, it is a connection. Over HTTP, a cookie or a digest nonce identifies it. */
public abstract sealed class SimulatedSession permits TcpSession, HttpSession {

    private final List<EventFilter> filters = new CopyOnWriteArrayList<>();
    private final boolean hasQueue;
    private volatile PbxUser user;
    private volatile int eventMask = EventMask.ALL;
    private volatile String challenge = "";

    /**
     * Creates a session in which nobody is logged in.
     *
     * @param hasQueue whether an event is queued for the session only if the session wants it when it is sent
     */
    SimulatedSession(boolean hasQueue) {
        this.hasQueue = hasQueue;
    }

    /** The name of the user that logged in; empty before the login. */
    public String user() {
        return user == null ? "" : user.name();
    }

    /** Whether a user has logged in and the session is open. */
    public boolean isLoggedIn() {
        return user != null && isOpen();
    }

    /** Whether the connection is open. Over HTTP, whether the server still knows the session. */
    public abstract boolean isOpen();

    /** Sends this text unchanged, after everything that the session is already to send. */
    public void sendRaw(String text) {
        sendRaw(WireText.encode(text));
    }

    /** Sends these bytes unchanged, after everything that the session is already to send. */
    public abstract void sendRaw(byte[] bytes);

    /** Ends the session at once, and closes its connections with FIN. */
    public abstract void disconnect();

    /** Ends the session at once, and resets its connections with RST. Bytes that were not sent are lost. */
    public abstract void reset();

    /** Passes events of the PBX to the session. May be called on any thread. */
    abstract void deliver(List<OutgoingEvent> events);

    abstract Reply waitEvent(ReceivedAction action) throws InterruptedException;

    /** The connection of the session. Over HTTP, the connection on which the session began. */
    abstract Wire wire();

    boolean wants(OutgoingEvent event) {
        return user != null
                && (event.classes() & ~(user.read() & eventMask)) == 0
                && (filters.isEmpty() || EventFilter.pass(filters, WireText.decode(event.bytes())));
    }

    void login(PbxUser newUser) {
        user = newUser;
    }

    PbxUser pbxUser() {
        return user;
    }

    /**
     * The event mask. If the session has its own queue of events, the mask contains only classes that the user may
     * read.
     */
    int eventMask() {
        return hasQueue && user != null ? eventMask & user.read() : eventMask;
    }

    boolean hasQueue() {
        return hasQueue;
    }

    void eventMask(int bits) {
        eventMask = bits;
    }

    String challenge() {
        return challenge;
    }

    void challenge(String value) {
        challenge = value;
    }

    void addFilter(EventFilter filter) {
        filters.add(filter);
    }

    @Override
    public String toString() {
        return "session of " + (user == null ? "nobody" : user) + " at " + wire().remote();
    }
}
