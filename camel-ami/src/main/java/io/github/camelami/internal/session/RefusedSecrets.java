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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which secrets the PBXes have refused, even after the end of a session. Otherwise a producer that is started
 * for each message, or a route that is restarted until it runs, would send a wrong secret again and again, and the PBX
 * would lock out this host. Contains fingerprints instead of secrets. Thread-safe.
 */
public final class RefusedSecrets {
    static final int MOST = 1000;

    /**
     * A secret of an account.
     *
     * @param account equal for all sessions that log in as the same user, in the same way, at the same PBX
     */
    record Key(Object account, String fingerprint) {}

    private final SecretHash hash = new SecretHash();
    private final Map<Key, Refusals> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Refusals> eldest) {
            return size() > MOST;
        }
    };

    Key key(Object account, String secret) {
        return new Key(account, hash.of(secret));
    }

    /** Whether there is a secret of this account that must not be sent now. */
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

    /** The failure for a login that is not attempted. */
    synchronized AmiException failure(Key key, Duration pause) {
        Refusals refusals = refused.get(key);
        return new AmiException.AuthenticationFailed((refusals == null ? "" : refusals.failure() + "; ")
                + "to prevent a lock-out, there is no login with this secret before "
                + Instant.now().plus(pause).truncatedTo(ChronoUnit.SECONDS) + "; another secret is tried at once");
    }

    /**
     * Records that the PBX has refused this secret.
     *
     * @param mayTryOnce whether the next login may be made at once; only a further refusal then makes others wait
     */
    synchronized void refused(Key key, AmiException failure, long now, boolean mayTryOnce) {
        Refusals before = refused.remove(key);
        Long earlier = before == null || mayTryOnce ? null : before.last();
        refused.put(key, new Refusals(failure.getMessage(), earlier, now, mayTryOnce));
    }

    /** Records that the PBX has accepted this secret. */
    synchronized void accepted(Key key) {
        refused.remove(key);
    }

    /** Forgets all refusals, because the Camel context has stopped. */
    synchronized void clear() {
        refused.clear();
    }
}
