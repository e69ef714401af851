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
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.QueueChange;
import java.util.Objects;

/** Applies events about members to their queues. */
final class MemberRules {
    private final Queues queues;
    private final Conversations conversations;
    private final Announcer announcer;
    private final Looks looks;
    private final TalkEnds ends;

    MemberRules(Queues queues, Conversations conversations, Announcer announcer, Looks looks) {
        this.queues = queues;
        this.conversations = conversations;
        this.announcer = announcer;
        this.looks = looks;
        this.ends = new TalkEnds(conversations, announcer, looks);
    }

    void apply(QueueFact.OfMember fact, long time) {
        boolean ofCall = fact instanceof QueueFact.Completed;
        Queue queue = ofCall ? queues.ofCaller(fact.queue(), time) : queues.of(fact.queue(), time);
        if (queue == null) {
            return;
        }
        if (fact instanceof QueueFact.Completed completed) {
            completed(queue, completed, time);
        } else if (fact instanceof QueueFact.MemberTold told) {
            told(queue, told, time);
        }
    }

    private void told(Queue queue, QueueFact.MemberTold fact, long time) {
        Member member = queue.member(fact.member().interfaceName());
        if (fact.told() == Told.REMOVED) {
            if (member != null) {
                queue.take(member, fact.member(), fact.told(), time);
                conversations.forget(member);
                queue.remove(member);
                announcer.member(queue, QueueChange.MEMBER_REMOVED, member, time);
            } else {
                queue.omitsNoMore(fact.member().interfaceName());
            }
        } else if (member == null) {
            Member added = queue.add(fact.member(), time, false, fact.told() == Told.ADDED);
            if (added != null) {
                announcer.member(queue, QueueChange.MEMBER_ADDED, added, time);
            }
        } else {
            changed(queue, member, fact, time);
        }
    }

    private void changed(Queue queue, Member member, QueueFact.MemberTold fact, long time) {
        Facts before = member.facts();
        long pausedBefore = member.pausedAt();
        boolean ended = !fact.member().inCall() && member.calls().counted(fact.member()) > 0;
        if (ended) {
            endsCalls(member, time);
        }
        if (queue.take(member, fact.member(), fact.told(), time) || ended) {
            queue.memberChanged();
            boolean pauses = member.pausedAt() != pausedBefore
                    || !Objects.equals(before.reason(), member.facts().reason());
            announcer.member(queue, changeFrom(before, member.facts(), pauses), member, time);
        }
    }

    /**
     * Ends conversations that the queue has counted before it has reported their ends. This happens if the caller was
     * transferred: the queue then reports the end only when the caller hangs up.
     */
    private void endsCalls(Member member, long time) {
        conversations.count(member);
        member.endsCalls(Integer.MAX_VALUE, 0, time);
        queues.callEnds(member, time);
    }

    private static QueueChange changeFrom(Facts before, Facts after, boolean pauses) {
        if (after.paused() && pauses) {
            return QueueChange.MEMBER_PAUSED;
        }
        return before.paused() && !after.paused() ? QueueChange.MEMBER_UNPAUSED : QueueChange.MEMBER_STATE;
    }

    private void completed(Queue queue, QueueFact.Completed fact, long time) {
        Member member = queue.member(fact.member());
        Conversation conversation = conversations.end(queue, member, fact, time);
        long talkTime = conversation == null ? fact.talkTime() * 1000 : Math.max(0, time - conversation.since());
        boolean changed = false;
        if (member == null) {
            looks.memberIsUnknown(queue);
        } else {
            if (conversation == null) {
                member.endsCalls(conversations.lose(member, time - talkTime), 0, time);
            }
            boolean known = conversation != null && conversation.member() == member;
            changed = member.completes(known ? conversation : null, time);
            if (changed) {
                queues.callEnds(member, time);
            }
        }
        queue.memberChanged();
        if (!ends.reported(queue, conversation, fact, talkTime, time) && changed) {
            announcer.member(queue, QueueChange.MEMBER_STATE, member, time);
        }
    }

    /** Whether this event may show that a conversation has ended, although the queue does not report it now. */
    boolean mayEndTalk(AmiEvent event) {
        return ends.mayShow(event);
    }

    void endTalks(AmiEvent event, long time) {
        if (ends.mayShow(event)) {
            ends.endAll(time);
        }
    }
}
