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

import io.github.camelami.internal.tracking.VisitTalk;
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

    /**
     * Begins a conversation. If the last list has shown it already, it has not shown an earlier one.
     *
     * @param member null if the member is unknown, or omitted because of maxQueueMembers
     * @param talk what the channels show of the conversation, or null
     */
    void begin(QueueFact.Connected how, Queue queue, Member member, VisitTalk talk, long time) {
        if (member != null && member.calls().isListedSince(time)) {
            member.endsCalls(countGone(member, false), 0, time);
        }
        String key = how.agent() == null ? how.caller().uniqueid() : how.agent();
        byAgent.put(key, new Conversation(how, queue, member, talk, time, looks.losses()));
    }

    /** The conversations in which the member has just transferred the caller, as the channels show. */
    List<Conversation> justHandedOn() {
        return byAgent.values().stream().filter(Conversation::isJustHandedOn).toList();
    }

    /**
     * Removes and returns the conversation whose end was reported; null if its beginning is unknown. If the channels of
     * the member and the caller have already ended, the event does not contain them.
     */
    Conversation end(Queue queue, Member member, QueueFact.Completed fact, long time) {
        long began = time - fact.talkTime() * 1000;
        Predicate<Conversation> theirs = each -> each.isOfSame(fact, queue, member);
        Conversation of = fact.agent() == null ? null : byAgent.get(fact.agent());
        if (of == null && fact.caller() != null) {
            String caller = fact.caller().uniqueid();
            of = nearest(theirs.and(each -> each.isWith(caller)), began);
        }
        Predicate<Conversation> alike = theirs.and(each -> !each.isGuessed() && each.distanceTo(began) == 0);
        if (of == null) {
            of = nearest(alike.and(each -> !each.isOther(fact)), began);
            if (of != null && byAgent.values().stream().filter(alike).count() > 1) {
                of.guess();
                return of;
            }
        } else if (of.isGuessed()) {
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
                        .thenComparing(Conversation::isGone)
                        .thenComparing(each -> !each.isCounted()))
                .orElse(null);
    }

    /**
     * Marks all conversations of a member as counted, because the queue has counted them before it has reported their
     * ends.
     */
    void count(Member member) {
        byAgent.values().stream().filter(each -> each.isOf(member)).forEach(Conversation::count);
    }

    /** Marks all conversations of a member as counted, because a list shows that the member is in no call. */
    void countAllGone(Member member) {
        byAgent.values().stream().filter(each -> each.isOf(member)).forEach(Conversation::ends);
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
                .filter(each -> each.isOf(member) && !each.isCounted())
                .toList();
        List<Conversation> gone = theirs.stream()
                .limit(Math.max(0, theirs.size() - (butLast ? 1 : 0)))
                .filter(this::mayBeLost)
                .toList();
        gone.forEach(Conversation::ends);
        return gone.size();
    }

    /** Whether the end of the conversation may have been lost, because events were lost since it began. */
    private boolean mayBeLost(Conversation conversation) {
        return conversation.losses() != looks.losses();
    }

    /**
     * Removes the conversations of a member who was removed. Keeps those whose ends must not be counted again when the
     * queue reports them.
     */
    void forget(Member member) {
        byAgent.values().removeIf(each -> each.member() == member && !each.isHandedOn());
        byAgent.values().stream().filter(each -> each.member() == member).forEach(Conversation::forgetMember);
    }

    /**
     * Removes the conversations of a member whose ends must have been lost. This is known because the end of another
     * conversation was reported, which began later and whose beginning is unknown. Keeps conversations that the queue
     * has counted, or that have ended with a transfer, because their ends may still be reported.
     *
     * @param began when the other conversation began, in milliseconds since 1970
     * @return the number of conversations that were removed, or whose ends must have been lost
     */
    int lose(Member member, long began) {
        List<Conversation> lost = byAgent.values().stream()
                .filter(each -> each.isOf(member)
                        && !each.isCounted()
                        && mayBeLost(each)
                        && each.since() - began < Conversation.ROUNDED)
                .toList();
        lost.forEach(Conversation::ends);
        byAgent.values().removeIf(each -> lost.contains(each) && !each.isHandedOn());
        return lost.size();
    }
}
