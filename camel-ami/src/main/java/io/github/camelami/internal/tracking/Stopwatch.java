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
package io.github.camelami.internal.tracking;

/** Measures the total time during which a condition was true. */
final class Stopwatch {
    private long since;
    private long sum;

    void runs(boolean now, long time) {
        if (now && since == 0) {
            since = Math.max(1, time);
        } else if (!now && since > 0) {
            sum += Math.max(0, Moments.between(since, time));
            since = 0;
        }
    }

    long total(long now) {
        return sum + (since > 0 ? Math.max(0, Moments.between(since, now)) : 0);
    }
}
