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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tracks the conversations between members and callers until their ends are reported. A queue does not count a
 * conversation (CallsTaken) at the same time as it reports the end (AgentComplete), so each conversation remembers
 * whether it was counted.
 */
final class Conversations {
    private static final int REMEMBERED = 10_000;

    /**
     * The tolerance for the beginning of a conversation, in milliseconds, because queues report its length in whole
     * seconds.
     */
    private static final long ROUNDED = 3_000;

    /** A conversation of a member with a caller. */
    static final class Conversation {
        private final String agent;
        private final String caller;
        private final Queue queue;
        private final Member member;
        private final long since;
        private final int losses;
        private boolean counted;

        /** Whether a list has shown that the conversation has ended, so that its end may never be reported. */
        private boolean gone;

        /** Whether an end was reported that may be that of another conversation at the same time. */
        private boolean guessed;

        private Conversation(String agent, String caller, Queue queue, Member member, long since, int losses) {
            this.agent = agent;
            this.caller = caller;
            this.queue = queue;
            this.member = member;
            this.since = since;
            this.losses = losses;
        }

        long since() {
            return since;
        }

        boolean isCounted() {
            return counted;
        }

        /** Whether this is a conversation of the member whose end was not reported. */
        private boolean isOf(Member its) {
            return member == its && !guessed;
        }

        private void isGone() {
            counted = true;
            gone = true;
        }

        /** Whether the reported end is that of a conversation between other channels. */
        private boolean isOther(QueueFact.Completed fact) {
            boolean otherAgent = agent != null && fact.agent() != null && !agent.equals(fact.agent());
            boolean otherCaller =
                    fact.caller() != null && !caller.equals(fact.caller().uniqueid());
            return gone ? otherAgent || otherCaller : otherAgent && otherCaller;
        }

        /**
         * The difference between the beginning of the conversation and this time, in milliseconds. It is 0 within the
         * tolerance {@link #ROUNDED}.
         */
        private long distanceTo(long began) {
            return Math.max(0, Math.abs(since - began) - ROUNDED);
        }
    }

    private final Looks looks;

    private final Map<String, Conversation> byAgent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > REMEMBERED;
        }
    };

    Conversations(Looks looks) {
        this.looks = looks;
    }

    /** Begins a conversation. If the last list has shown it already, it has not shown an earlier one. */
    void begin(String agent, String caller, Queue queue, Member member, long time) {
        if (member.isListedSince(time)) {
            member.endsCalls(countGone(member, false), 0, time);
        }
        Conversation begun = new Conversation(agent, caller, queue, member, time, looks.losses());
        byAgent.put(agent == null ? caller : agent, begun);
    }

    /**
     * Removes and returns the conversation whose end was reported; null if its beginning is unknown. If the channels of
     * the member and the caller have already ended, the event does not contain them.
     */
    Conversation end(Queue queue, Member member, QueueFact.Completed fact, long time) {
        long began = time - fact.talkTime() * 1000;
        Predicate<Conversation> theirs = each -> each.queue == queue && each.member == member;
        Conversation of = fact.agent() == null ? null : byAgent.get(fact.agent());
        if (of == null && fact.caller() != null) {
            String caller = fact.caller().uniqueid();
            of = nearest(theirs.and(each -> each.caller.equals(caller)), began);
        }
        Predicate<Conversation> alike = theirs.and(each -> !each.guessed && each.distanceTo(began) == 0);
        if (of == null) {
            of = nearest(alike.and(each -> !each.isOther(fact)), began);
            if (of != null && byAgent.values().stream().filter(alike).count() > 1) {
                of.guessed = true;
                return of;
            }
        } else if (of.guessed) {
            // the end that was taken for that of this conversation was the end of another one
            byAgent.values().remove(of);
            of = nearest(alike, began);
        }
        byAgent.values().remove(of);
        return of;
    }

    private Conversation nearest(Predicate<Conversation> which, long began) {
        return byAgent.values().stream()
                .filter(which)
                .min(Comparator.comparing((Conversation each) -> each.distanceTo(began))
                        .thenComparing(each -> each.gone)
                        .thenComparing(each -> !each.counted))
                .orElse(null);
    }

    /**
     * Marks all conversations of a member as counted, because the queue has counted them before it has reported their
     * ends.
     */
    void count(Member member) {
        byAgent.values().stream().filter(each -> each.isOf(member)).forEach(each -> each.counted = true);
    }

    /** Marks all conversations of a member as counted, because a list shows that the member is in no call. */
    void countAllGone(Member member) {
        byAgent.values().stream().filter(each -> each.isOf(member)).forEach(Conversation::isGone);
    }

    /**
     * Marks the conversations of a member whose ends may have been lost as counted, so that none of them lasts forever.
     * Of several calls at once, the queue only knows the one that began last.
     *
     * @param butLast whether the conversation that began last may go on, so that it is not marked
     * @return the number of conversations that were marked
     */
    int countGone(Member member, boolean butLast) {
        List<Conversation> theirs = byAgent.values().stream()
                .filter(each -> each.isOf(member) && !each.counted)
                .toList();
        List<Conversation> gone = theirs.stream()
                .limit(Math.max(0, theirs.size() - (butLast ? 1 : 0)))
                .filter(this::mayBeLost)
                .toList();
        gone.forEach(Conversation::isGone);
        return gone.size();
    }

    /** Whether the end of the conversation may have been lost, because events were lost since it began. */
    private boolean mayBeLost(Conversation conversation) {
        return conversation.losses != looks.losses();
    }

    /** Removes the conversations of a member whose ends no longer matter. */
    void forget(Member member) {
        byAgent.values().removeIf(each -> each.member == member);
    }

    /**
     * Removes the conversations of a member whose ends must have been lost. This is known because the end of another
     * conversation was reported, which began later and whose beginning is unknown. Keeps conversations that the queue
     * has counted, because their ends may still be reported.
     *
     * @param began when the other conversation began, in milliseconds since 1970
     * @return the number of removed conversations
     */
    int lose(Member member, long began) {
        int known = byAgent.size();
        byAgent.values()
                .removeIf(
                        each -> each.isOf(member) && !each.counted && mayBeLost(each) && each.since - began < ROUNDED);
        return known - byAgent.size();
    }
}
