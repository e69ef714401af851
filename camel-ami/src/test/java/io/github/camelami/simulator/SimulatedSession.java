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

/** A manager session. Over TCP it is a connection, over HTTP a cookie or a nonce. */
public abstract sealed class SimulatedSession permits TcpSession, HttpSession {

    private final List<EventFilter> filters = new CopyOnWriteArrayList<>();
    private final boolean hasQueue;
    private volatile PbxUser user;
    private volatile int eventMask = EventMask.ALL;
    private volatile String challenge = "";

    /** {@code hasQueue}: whether an event is queued for the session only if the session wants it at that moment. */
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

    /** Whether the connection is open, or over HTTP, whether the server still knows the session. */
    public abstract boolean isOpen();

    /** Sends text unchanged, in turn with everything else. */
    public void sendRaw(String text) {
        sendRaw(WireText.encode(text));
    }

    /** Sends bytes unchanged, in turn with everything else. */
    public abstract void sendRaw(byte[] bytes);

    /** Ends the session at once, and closes its connections in order (FIN). */
    public abstract void disconnect();

    /** Ends the session at once, and resets its connections (RST). Unsent bytes are lost. */
    public abstract void reset();

    /** Called on any thread. */
    abstract void deliver(List<OutgoingEvent> events);

    abstract Reply waitEvent(ReceivedAction action) throws InterruptedException;

    /** The session's connection, or over HTTP the connection by which the session began. */
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

    /** The mask. If the session has a queue of its own, classes that the user may not read do not count. */
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
