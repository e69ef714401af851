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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session over HTTP, identified by a cookie, or by a user and a digest nonce. Its requests run in parallel. Its
 * events wait until a WaitEvent fetches them.
 */
final class HttpSession extends SimulatedSession {

    private static final Pattern C_NUMBER = Pattern.compile("-?(0[xX][0-9a-fA-F]{1,7}|0[0-7]{1,9}|0|[1-9][0-9]{0,8})");

    private final HttpSessions sessions;
    private final HttpEvents events;
    private final Wire wire;
    private final Nonces nonces;
    private final Set<HttpExchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile HttpExchange waiting;
    private volatile boolean doomed;
    private volatile boolean gone;
    private volatile long expiresAt;

    /**
     * Creates a session in which nobody is logged in.
     *
     * @param hasQueue whether the session has its own queue of events. Otherwise its event mask is empty at first, so
     *     that no FullyBooted follows a login.
     * @param number the number that is the cookie or the nonce
     */
    HttpSession(HttpSessions sessions, EventLog log, boolean hasQueue, Wire wire, long number) {
        super(hasQueue);
        this.sessions = sessions;
        this.events = hasQueue ? new HttpEvents.Own(this::wants) : new HttpEvents.Shared(log, this);
        this.wire = wire;
        this.nonces = new Nonces(number);
        if (!hasQueue) {
            eventMask(0);
        }
        renew();
    }

    @Override
    void login(PbxUser newUser) {
        super.login(newUser);
        renew();
    }

    @Override
    public boolean isOpen() {
        return !gone;
    }

    @Override
    public void sendRaw(byte[] bytes) {
        events.putRaw(bytes.clone());
    }

    @Override
    public void disconnect() {
        end(Cut.FIN);
    }

    @Override
    public void reset() {
        end(Cut.RST);
    }

    private void end(Cut how) {
        sessions.forget(this);
        exchanges.forEach(exchange -> exchange.cutNow(how));
    }

    @Override
    void deliver(List<OutgoingEvent> happened) {
        events.put(happened);
    }

    /**
     * Answers a WaitEvent with all waiting events. Waits for the first one if there are none. If another WaitEvent of
     * the session arrives meanwhile, this one ends with an empty answer. As in Asterisk, an empty event mask becomes a
     * full one.
     */
    @Override
    Reply waitEvent(ReceivedAction action) throws InterruptedException {
        HttpExchange exchange = (HttpExchange) action.output();
        long limit = waitNanos(action.field("Timeout"));
        if (eventMask() == 0) {
            eventMask(EventMask.ALL);
        }
        synchronized (events.lock()) {
            sessions.counters().polls.incrementAndGet();
            if (waiting != null) {
                sessions.counters().overlappingPolls.incrementAndGet();
            }
            waiting = exchange;
        }
        events.wake();
        events.await(() -> doomed || gone || waiting != exchange || exchange.isCut(), limit);
        synchronized (events.lock()) {
            if (waiting != exchange) {
                return Reply.none();
            }
            waiting = null;
            exchange.write(sessions.render(Reply.success("Waiting for Event completed."), action));
            events.take().forEach(event -> exchange.write(event.bytes()));
        }
        return Reply.raw(
                SimulatedEvent.named("WaitEventComplete").withIdOf(action).toString());
    }

    /**
     * How long a WaitEvent waits, in nanoseconds. Asterisk reads the field Timeout as C does ({@code 0x} begins a
     * hexadecimal number, a zero begins an octal number). Any other text sets no limit.
     */
    private long waitNanos(String timeout) {
        long most = Math.max(
                0,
                expiresAt - System.nanoTime() - sessions.settings().waitMargin().toNanos());
        Matcher number = C_NUMBER.matcher(timeout);
        if (!number.lookingAt()) {
            return most;
        }
        long asked = Duration.ofSeconds(Long.decode(number.group())).toNanos();
        return asked < 0 ? most : Math.min(asked, most);
    }

    Nonces nonces() {
        return nonces;
    }

    void began(HttpExchange exchange) {
        exchanges.add(exchange);
    }

    /** Records that a request has ended, and restarts the time after which the unused session expires. */
    void ended(HttpExchange exchange) {
        exchanges.remove(exchange);
        renew();
        if (doomed && exchanges.isEmpty()) {
            sessions.forget(this);
        }
    }

    private void renew() {
        HttpSettings settings = sessions.settings();
        Duration life = isLoggedIn() ? settings.timeout() : settings.loginTimeout();
        expiresAt = System.nanoTime() + life.toNanos();
    }

    /**
     * Makes the session end with its last request, after a refused login or a Logoff. No new request finds the session.
     */
    void doom() {
        doomed = true;
        events.wake();
    }

    boolean isFound() {
        return !doomed && !gone;
    }

    boolean isOverdue() {
        return exchanges.isEmpty() && System.nanoTime() - expiresAt > 0;
    }

    void gone() {
        gone = true;
        events.wake();
    }

    @Override
    Wire wire() {
        return wire;
    }
}
