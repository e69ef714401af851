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

import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The conversations between members and callers, until their ends are reported. */
final class Conversations {
    private static final int REMEMBERED = 10_000;

    /** The queue reports the length of a conversation in seconds. */
    private static final long ROUNDED = 3_000;

    /** A conversation, which the queue may count before it reports its end. */
    static final class Conversation {
        private final String caller;
        private final Queue queue;
        private final Member member;
        private final long since;
        private boolean counted;

        private Conversation(String caller, Queue queue, Member member, long since) {
            this.caller = caller;
            this.queue = queue;
            this.member = member;
            this.since = since;
        }

        long since() {
            return since;
        }

        boolean isCounted() {
            return counted;
        }

        /** How far its beginning is from this time; 0 if it may be the same. */
        private long distanceTo(long began) {
            return Math.max(0, Math.abs(since - began) - ROUNDED);
        }
    }

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

    /**
     * Removes and returns the conversation that has ended. The channels of the member and of the caller may have ended
     * before, so that the event does not have them. Null if its beginning is unknown.
     */
    Conversation end(Queue queue, Member member, QueueFact.Completed fact, long time) {
        Conversation of = fact.agent() == null ? null : byAgent.remove(fact.agent());
        if (of != null) {
            return of;
        }
        long began = time - fact.talkTime() * 1000;
        Predicate<Conversation> theirs = each -> each.queue == queue && each.member == member;
        if (fact.caller() != null) {
            String caller = fact.caller().uniqueid();
            of = nearest(theirs.and(each -> each.caller.equals(caller)), began);
        }
        if (of == null) {
            of = nearest(theirs.and(each -> each.distanceTo(began) == 0), began);
        }
        byAgent.values().remove(of);
        return of;
    }

    private Conversation nearest(Predicate<Conversation> which, long began) {
        return byAgent.values().stream()
                .filter(which)
                .min(Comparator.comparing((Conversation each) -> each.distanceTo(began))
                        .thenComparing(each -> !each.counted))
                .orElse(null);
    }

    /**
     * The queue has counted conversations of a member before it reports their ends: all if these facts have it in no
     * call, else those that began before the last call ended.
     *
     * @return how many; {@code Integer.MAX_VALUE} for all
     */
    int count(Member member, Facts told) {
        long before = told.inCall() ? told.lastCall() * 1000 : Long.MAX_VALUE;
        int counted = 0;
        for (Conversation each : byAgent.values()) {
            if (each.member == member && each.since < before && !each.counted) {
                each.counted = true;
                counted++;
            }
        }
        return told.inCall() ? counted : Integer.MAX_VALUE;
    }

    /** Removes the conversations of a member, whose ends need not be known. */
    void forget(Member member) {
        byAgent.values().removeIf(each -> each.member == member);
    }

    /**
     * Removes the conversations of a member that began before an unknown one, which has ended now: their ends were lost.
     * The ends of those that the queue has counted may still come.
     *
     * @return how many these were
     */
    int lose(Member member, long began) {
        int known = byAgent.size();
        byAgent.values().removeIf(each -> each.member == member && !each.counted && each.since < began - ROUNDED);
        return known - byAgent.size();
    }
}
