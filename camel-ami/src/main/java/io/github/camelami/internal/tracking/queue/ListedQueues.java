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

import static io.github.camelami.internal.tracking.queue.QueueTranslator.field;
import static io.github.camelami.internal.tracking.queue.QueueTranslator.number;

import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups the items of QueueStatus by queue. */
final class ListedQueues {

    /**
     * A waiting caller.
     *
     * @param waited the length of the wait, in seconds
     * @param receivedAt when the item arrived, in milliseconds since 1970; the items of a long list arrive at different
     *     times
     */
    record Entry(Party caller, int position, long waited, long receivedAt) {}

    /**
     * A queue in the list.
     *
     * @param strategy the strategy of the queue; null if the list has no item about the queue itself
     */
    record Listed(
            String name,
            String strategy,
            int weight,
            int maxCallers,
            int serviceLevel,
            List<Facts> members,
            List<Entry> callers) {}

    /**
     * An agent who logs in with AgentLogin, from the list Agents.
     *
     * @param channel the channel of the agent; null if the agent is not logged in
     * @param login when the agent logged in, in seconds since 1970, or 0
     */
    record ListedAgent(String id, String name, String channel, boolean loggedIn, boolean inUse, long login) {}

    private ListedQueues() {}

    /** The queues by name, in the order of the list. */
    static Map<String, Listed> of(List<AmiEvent> items) {
        Map<String, Listed> queues = new LinkedHashMap<>();
        for (AmiEvent item : items) {
            String queue = item.first("Queue");
            if (queue == null) {
                continue;
            }
            switch (item.name()) {
                case "QueueParams" -> queues.put(queue, params(queue, item, queues.get(queue)));
                case "QueueMember" -> {
                    Facts member = QueueTranslator.facts(item, location(item), field(item, "Name"));
                    if (member != null) {
                        known(queues, queue).members().add(member);
                    }
                }
                case "QueueEntry" -> {
                    Party caller = QueueTranslator.party(item, "");
                    if (caller != null) {
                        known(queues, queue)
                                .callers()
                                .add(new Entry(
                                        caller,
                                        number(item, "Position", 0),
                                        QueueTranslator.seconds(item, "Wait"),
                                        item.receivedAt()));
                    }
                }
                default -> {
                    // QueueStatusComplete, or an item that a later version of Asterisk has added
                }
            }
        }
        return queues;
    }

    static List<ListedAgent> agents(List<AmiEvent> items) {
        List<ListedAgent> agents = new ArrayList<>();
        for (AmiEvent item : items) {
            String id = field(item, "Agent");
            if (id != null) {
                String status = item.first("Status");
                boolean loggedIn = !"AGENT_LOGGEDOFF".equals(status);
                agents.add(new ListedAgent(
                        id,
                        field(item, "Name"),
                        loggedIn ? field(item, "Channel") : null,
                        loggedIn,
                        "AGENT_ONCALL".equals(status),
                        QueueTranslator.seconds(item, "LoggedInTime")));
            }
        }
        return agents;
    }

    private static Listed known(Map<String, Listed> queues, String queue) {
        return queues.computeIfAbsent(
                queue, name -> new Listed(name, null, 0, 0, 0, new ArrayList<>(), new ArrayList<>()));
    }

    private static Listed params(String queue, AmiEvent item, Listed before) {
        return new Listed(
                queue,
                field(item, "Strategy"),
                number(item, "Weight", 0),
                number(item, "Max", 0),
                number(item, "ServiceLevel", 0),
                before == null ? new ArrayList<>() : before.members(),
                before == null ? new ArrayList<>() : before.callers());
    }

    private static String location(AmiEvent item) {
        String location = field(item, "Location");
        return location == null ? field(item, "Interface") : location;
    }
}
