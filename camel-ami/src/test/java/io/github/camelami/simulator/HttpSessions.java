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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * The sessions of the HTTP server. Each is found by a number, which is its cookie or its nonce. Sessions that have been
 * unused for too long are ended.
 */
final class HttpSessions {

    private final SimulatedPbx pbx;
    private final HttpSettings settings;
    private final HttpCounters counters;
    private final List<HttpSession> sessions = new ArrayList<>();

    HttpSessions(SimulatedPbx pbx, HttpSettings settings, HttpCounters counters) {
        this.pbx = pbx;
        this.settings = settings;
        this.counters = counters;
    }

    HttpSettings settings() {
        return settings;
    }

    HttpCounters counters() {
        return counters;
    }

    String render(Reply reply, ReceivedAction action) {
        return pbx.render(reply, action);
    }

    /** The session of this cookie. Creates a session with another number if there is none. */
    synchronized HttpSession ofCookie(long cookie, Wire wire) {
        HttpSession known = find(session -> session.nonces().know(cookie));
        return known != null ? known : open(newNumber(), wire);
    }

    /**
     * The session of this user with this nonce; null if there is none. The nonce may be the current or the previous
     * one.
     */
    synchronized HttpSession ofNonce(PbxUser user, long nonce) {
        return find(session -> session.isLoggedIn()
                && session.pbxUser().equals(user)
                && session.nonces().know(nonce));
    }

    synchronized HttpSession open(long number, Wire wire) {
        HttpSession session = new HttpSession(
                this, pbx.sessionRegistry().log(), pbx.settings().version().hasQueues(), wire, number);
        sessions.add(session);
        return session;
    }

    synchronized void forget(HttpSession session) {
        sessions.remove(session);
        session.gone();
        pbx.sessionEnded(session);
    }

    /** Ends the sessions that have been unused for too long. */
    synchronized void expire() {
        List.copyOf(sessions).stream().filter(HttpSession::isOverdue).forEach(this::forget);
    }

    synchronized void forgetAll() {
        List.copyOf(sessions).forEach(this::forget);
    }

    synchronized void replaceNonces() {
        sessions.forEach(session -> session.nonces().replace());
    }

    synchronized int size() {
        return sessions.size();
    }

    static long newNumber() {
        return ThreadLocalRandom.current().nextLong(0x01000000, 0xFFFFFFFFL);
    }

    private HttpSession find(Predicate<HttpSession> which) {
        expire();
        return sessions.stream()
                .filter(HttpSession::isFound)
                .filter(which)
                .findFirst()
                .orElse(null);
    }
}
