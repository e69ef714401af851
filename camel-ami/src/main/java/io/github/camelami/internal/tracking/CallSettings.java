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
 * @param trunks accepts the channel names of trunks; null if trunks are not configured
 * @param variables the channel variables to keep; the PBX must send them with its events ({@code channelvars})
 * @param grace how long a call waits for late events after its last channel was hung up
 * @param maxOpenCalls the maximum number of calls that are open at the same time
 * @param maxFacts the maximum number of channels of one call; also the maximum number of its queue visits, of its
 *     transfers and so on
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

    /** The default of {@code maxFacts}. */
    public static final int DEFAULT_MAX_FACTS = 100;

    /** Returns settings with the default values. */
    public static CallSettings of(String pbx, boolean progress) {
        return new CallSettings(pbx, null, Set.of(), Duration.ofMillis(1500), 10_000, DEFAULT_MAX_FACTS, progress);
    }
}
