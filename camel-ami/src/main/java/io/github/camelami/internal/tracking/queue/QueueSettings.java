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
package io.github.camelami.internal.tracking.queue;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a {@link QueueTracker} is told once.
 *
 * @param pbx the name of the PBX
 * @param wanted which queues, by their names
 * @param agents whether to give agents out, not queues
 * @param serviceLevel in seconds; 0 for that of each queue
 * @param resetAt the times of day at which the figures begin anew
 * @param zone in which those times are
 * @param interval after which each queue is given out without a change; zero for never
 * @param maxQueues bound of the queues
 * @param maxMembers bound of the members of one queue
 * @param maxCallers bound of the callers who wait in one queue
 */
public record QueueSettings(
        String pbx,
        Predicate<String> wanted,
        boolean agents,
        int serviceLevel,
        List<LocalTime> resetAt,
        ZoneId zone,
        Duration interval,
        int maxQueues,
        int maxMembers,
        int maxCallers) {

    /** Defaults for everything but the name. */
    public static QueueSettings of(String pbx, boolean agents) {
        return new QueueSettings(
                pbx, queue -> true, agents, 0, List.of(), ZoneId.systemDefault(), Duration.ZERO, 1_000, 1_000, 1_000);
    }
}
