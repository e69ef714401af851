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
 * The settings of a {@link QueueTracker}.
 *
 * @param pbx the name of the PBX
 * @param wanted accepts the names of the queues to track
 * @param agents whether to emit agents instead of queues
 * @param serviceLevel the time within which a caller should be answered, in seconds; 0 for the servicelevel of each
 *     queue
 * @param resetAt the times of day at which the figures are reset
 * @param zone the time zone of {@code resetAt}
 * @param interval the interval at which each queue or agent is emitted even if it has not changed; zero for never
 * @param maxQueues the maximum number of queues
 * @param maxMembers the maximum number of members of one queue
 * @param maxCallers the maximum number of waiting callers of one queue
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

    /** Accepts all queues. With this value, agents who are in no queue are reported, too. */
    public static final Predicate<String> EVERY = queue -> true;

    /** Returns settings with the default values. */
    public static QueueSettings of(String pbx, boolean agents) {
        return new QueueSettings(
                pbx, EVERY, agents, 0, List.of(), ZoneId.systemDefault(), Duration.ZERO, 1_000, 1_000, 1_000);
    }
}
