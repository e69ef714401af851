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
 * What a {@link CallTracker} is told once.
 *
 * @param pbx the name of the PBX
 * @param trunks which channel names are of trunks, or null if that is not known
 * @param variables the channel variables to keep, of those that the PBX sends with its events ({@code channelvars})
 * @param grace how long after the last hang-up late events of a call are waited for
 * @param maxOpenCalls bound of the calls that are open at one time
 * @param maxFacts bound of the legs, queue visits, transfers and so on of one call, each
 * @param progress whether to tell every {@link io.github.camelami.call.CallState}, not only the end
 */
public record CallSettings(
        String pbx,
        Predicate<String> trunks,
        Set<String> variables,
        Duration grace,
        int maxOpenCalls,
        int maxFacts,
        boolean progress) {

    /** Legs, queue visits, transfers and so on that are kept of one call. */
    public static final int DEFAULT_MAX_FACTS = 100;

    /** Defaults for everything but the name. */
    public static CallSettings of(String pbx, boolean progress) {
        return new CallSettings(pbx, null, Set.of(), Duration.ofMillis(1500), 10_000, DEFAULT_MAX_FACTS, progress);
    }
}
