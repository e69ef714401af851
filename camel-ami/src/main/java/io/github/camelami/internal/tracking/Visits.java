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

import io.github.camelami.call.QueueOutcome;
import java.util.List;

/** What the calls show of their visits to queues, for the tracker of queues. */
public final class Visits {
    private final Calls calls;
    private final Output output;

    Visits(Calls calls, Output output) {
        this.calls = calls;
        this.output = output;
    }

    /** The outcome of a channel's last visit to this queue, or null if it is unknown. */
    public QueueOutcome outcome(String uniqueid, String queue) {
        Channel caller = calls.known(uniqueid);
        return caller == null || !caller.call().hasFacts()
                ? null
                : caller.call().facts().queues().outcome(queue);
    }

    /**
     * The last conversation of a caller with an agent of this queue, or null if it is unknown.
     *
     * @param caller the Uniqueid of the caller's channel
     * @param agent the Uniqueid of the agent's channel, or null
     */
    public VisitTalk talk(String caller, String queue, String agent) {
        Channel channel = calls.known(caller);
        if (channel == null || !channel.call().hasFacts()) {
            return null;
        }
        List<AgentTalk> talks = channel.call().facts().queues().talksIn(queue);
        AgentTalk last = talks.isEmpty() ? null : talks.get(talks.size() - 1);
        boolean found = last != null && last.isWith(agent);
        return found ? new VisitTalk(last, channel, output) : null;
    }
}
