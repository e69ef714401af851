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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which secrets the PBXes have refused, longer than a session lives. A producer that starts with each
 * message, or a route that is restarted until it runs, would otherwise send a wrong secret again and again, and the PBX
 * would lock out this host. Holds no secret, only fingerprints. Safe for use by several threads.
 */
public final class RefusedSecrets {
    static final int MOST = 1000;

    /** Long enough for the other routes of a start, and short for an administrator who has corrected the PBX. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** At most two logins with the same secret are refused within this time. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    /**
     * A secret of an account.
     *
     * @param account equal for all sessions that log in as the same user, in the same way, at the same PBX
     */
    record Key(Object account, String fingerprint) {}

    /** @param before when the last refusal but one was; null if there was none */
    private record Refusals(String failure, Long before, long last) {

        Duration pause(long now) {
            Duration pause = PAUSE.minusNanos(now - last);
            Duration rest = before == null ? Duration.ZERO : WINDOW.minusNanos(now - before);
            Duration longer = pause.compareTo(rest) > 0 ? pause : rest;
            return longer.isNegative() ? Duration.ZERO : longer;
        }
    }

    private final byte[] salt = new byte[32];

    private final Map<Key, Refusals> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Refusals> eldest) {
            return size() > MOST;
        }
    };

    public RefusedSecrets() {
        new SecureRandom().nextBytes(salt);
    }

    Key key(Object account, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return new Key(account, HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether any secret of this account must not be sent now. */
    synchronized boolean concern(Object account, long now) {
        return refused.entrySet().stream()
                .anyMatch(each -> each.getKey().account().equals(account)
                        && !each.getValue().pause(now).isZero());
    }

    /** How long this secret must not be sent. */
    synchronized Duration pause(Key key, long now) {
        Refusals refusals = refused.get(key);
        return refusals == null ? Duration.ZERO : refusals.pause(now);
    }

    /** The failure of a login that is not attempted. */
    synchronized AmiException failure(Key key, Duration pause) {
        Refusals refusals = refused.get(key);
        return new AmiException.AuthenticationFailed((refusals == null ? "" : refusals.failure() + "; ")
                + "to prevent a lock-out, there is no login with this secret before "
                + Instant.now().plus(pause).truncatedTo(ChronoUnit.SECONDS) + "; another secret is tried at once");
    }

    /** The PBX has refused this secret. */
    synchronized void refused(Key key, AmiException failure, long now) {
        Refusals before = refused.remove(key);
        refused.put(key, new Refusals(failure.getMessage(), before == null ? null : before.last(), now));
    }

    /** The PBX has accepted this secret. */
    synchronized void accepted(Key key) {
        refused.remove(key);
    }

    /** Forgets all: the next start of the context is a new one. */
    synchronized void clear() {
        refused.clear();
    }
}
