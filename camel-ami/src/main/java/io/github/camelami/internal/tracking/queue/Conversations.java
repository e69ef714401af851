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

import java.util.LinkedHashMap;
import java.util.Map;

/** The conversations between members and callers. */
final class Conversations {
    private static final int REMEMBERED = 10_000;

    private record Conversation(String caller, Queue queue, Member member, long since) {}

    private final Map<String, Conversation> byAgent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > REMEMBERED;
        }
    };

    void begin(String agent, String caller, Queue queue, Member member, long time) {
        byAgent.put(agent == null ? caller : agent, new Conversation(caller, queue, member, time));
    }

    /** @return when the conversation began; negative if that is unknown */
    long end(String agent, String caller) {
        Conversation conversation = agent == null ? null : byAgent.remove(agent);
        if (conversation == null && caller != null) {
            conversation = byAgent.values().stream()
                    .filter(each -> each.caller().equals(caller))
                    .findFirst()
                    .orElse(null);
            byAgent.values().remove(conversation);
        }
        return conversation == null ? -1 : conversation.since();
    }

    /** Removes the conversations of a member, whose end was not observed. */
    void forget(Member member) {
        byAgent.values().removeIf(each -> each.member() == member);
    }
}
