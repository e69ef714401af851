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

import java.time.Duration;

/**
 * The last refusals of a secret.
 *
 * @param before when the refusal before the last one happened; null if there was none
 * @param mayTryOnce whether the next login may be made at once
 */
record Refusals(String failure, Long before, long last, boolean mayTryOnce) {
    /**
     * The time without a login after a refusal. It is long enough to cover the other routes of a starting context, and
     * short enough for an administrator who has corrected the PBX.
     */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** At most two logins with the same secret are refused within this time. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** How long no login with the secret must be made. */
    Duration pause(long now) {
        if (mayTryOnce) {
            return Duration.ZERO;
        }
        Duration pause = PAUSE.minusNanos(now - last);
        Duration rest = before == null ? Duration.ZERO : WINDOW.minusNanos(now - before);
        Duration longer = pause.compareTo(rest) > 0 ? pause : rest;
        return longer.isNegative() ? Duration.ZERO : longer;
    }
}
