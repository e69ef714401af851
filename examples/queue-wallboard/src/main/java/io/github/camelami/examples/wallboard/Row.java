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
package io.github.camelami.examples.wallboard;

import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueFigures;
import io.github.camelami.queue.QueueMember;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A row of the page: a queue or an agent. Rows are equal if they look the same. Times are by the clock of the PBX. */
public sealed interface Row {

    /**
     * A queue.
     *
     * @param waitingSince when the caller with the longest wait joined, or null
     * @param serviceLevel the percentage of callers answered within serviceLevelTime seconds, or null
     * @param members the number of members in each state
     * @param omitted callers and members beyond the limits of the component, which are not counted here
     */
    record Queue(
            String name,
            int waiting,
            Long waitingSince,
            Double serviceLevel,
            int serviceLevelTime,
            long offered,
            long answered,
            long abandoned,
            long timedOut,
            Map<MemberState, Integer> members,
            int omitted)
            implements Row {

        static Queue of(AmiQueue queue) {
            QueueFigures figures = queue.figures();
            Map<MemberState, Integer> members = new EnumMap<>(MemberState.class);
            queue.members().forEach(member -> members.merge(member.state(), 1, Integer::sum));
            return new Queue(
                    queue.name(),
                    queue.callers().size(),
                    queue.callers().stream()
                            .map(QueueCaller::since)
                            .min(Long::compare)
                            .orElse(null),
                    figures.serviceLevel(),
                    figures.serviceLevelTime(),
                    figures.offered(),
                    figures.answered(),
                    figures.abandoned(),
                    figures.timedOut(),
                    members,
                    queue.omitted());
        }
    }

    /** An agent and the queues to which the agent belongs. */
    record Agent(String name, MemberState state, String reason, long since, int callsTaken, List<String> queues)
            implements Row {

        static Agent of(AmiAgent agent) {
            return new Agent(
                    agent.name(),
                    agent.state(),
                    agent.pauseReason(),
                    agent.since(),
                    agent.callsTaken(),
                    agent.queues().stream().map(QueueMember::queue).toList());
        }
    }
}
