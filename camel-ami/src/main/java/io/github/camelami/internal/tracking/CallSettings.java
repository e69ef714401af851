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

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The settings of a {@link CallTracker}.
 *
 * @param pbx the name of the PBX
 * @param trunks recognizes the channel names of trunks, or null if trunks are not configured
 * @param variables the channel variables to keep, of those that the PBX sends with its events ({@code channelvars})
 * @param grace how long after its last hang-up a call waits for late events
 * @param maxOpenCalls the limit of calls that are open at the same time
 * @param maxFacts the limit, for one call, of the legs, of the queue visits, of the transfers and so on
 * @param progress whether to report every {@link io.github.camelami.call.CallState}, not only the end
 */
public record CallSettings(
        String pbx,
        Predicate<String> trunks,
        Set<String> variables,
        Duration grace,
        int maxOpenCalls,
        int maxFacts,
        boolean progress) {

    /** The default limit of legs, of queue visits, of transfers and so on for one call. */
    public static final int DEFAULT_MAX_FACTS = 100;

    /** The defaults for everything but name and progress. */
    public static CallSettings of(String pbx, boolean progress) {
        return new CallSettings(pbx, null, Set.of(), Duration.ofMillis(1500), 10_000, DEFAULT_MAX_FACTS, progress);
    }
}
