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
import java.util.Objects;

/** A conversation of a member with a caller. */
final class Conversation {
    /**
     * The tolerance for the beginning of a conversation, in milliseconds, because queues report its length in whole
     * seconds.
     */
    static final long ROUNDED = 3_000;

    private final QueueFact.Connected how;
    private final Queue queue;
    private final long since;
    private final int losses;
    private Member member;

    /** What the channels show of the conversation; null if it is unknown, or no longer needed. */
    private VisitTalk talk;

    private boolean counted;

    /**
     * Whether a list has shown that the conversation has ended, so that its end may never be reported. Of several calls
     * at once, lists show only the one that began last.
     */
    private boolean gone;

    /** Whether an end was reported that may be that of another conversation at the same time. */
    private boolean guessed;

    /** Whether the member has transferred the caller, although the queue has not reported the end. */
    private boolean handedOn;

    /**
     * @param member null if the member is unknown, or omitted because of maxQueueMembers
     * @param talk null if the events of the channels are missing
     * @param losses how often events may have been lost until the conversation began
     */
    Conversation(QueueFact.Connected how, Queue queue, Member member, VisitTalk talk, long since, int losses) {
        this.how = how;
        this.queue = queue;
        this.member = member;
        this.talk = talk;
        this.since = since;
        this.losses = losses;
    }

    QueueFact.Connected how() {
        return how;
    }

    Queue queue() {
        return queue;
    }

    Member member() {
        return member;
    }

    VisitTalk talk() {
        return talk;
    }

    long since() {
        return since;
    }

    int losses() {
        return losses;
    }

    boolean isCounted() {
        return counted;
    }

    boolean isGone() {
        return gone;
    }

    boolean isGuessed() {
        return guessed;
    }

    void guess() {
        guessed = true;
    }

    boolean isHandedOn() {
        return handedOn;
    }

    /** Records that the member has transferred the caller. The queue reports the end only when the caller hangs up. */
    void handOn(long time) {
        handedOn = true;
        talk = null;
        if (member != null && !counted) {
            member.handsOn(time);
        }
    }

    /** Whether the channels show that the member has just transferred the caller. */
    boolean isJustHandedOn() {
        if (gone && talk != null && talk.isOver()) {
            talk = null;
        }
        return !guessed && talk != null && talk.isHandedOn();
    }

    /** Whether this is a conversation of the member whose end was not reported. */
    boolean isOf(Member its) {
        return member == its && !guessed;
    }

    /** Whether the reported end is that of a conversation of the same member. */
    boolean isOfSame(QueueFact.Completed fact, Queue in, Member its) {
        return queue == in && (member == null ? Objects.equals(how.member(), fact.member()) : member == its);
    }

    boolean isWith(String caller) {
        return how.caller().uniqueid().equals(caller);
    }

    void count() {
        if (handedOn && !counted && member != null) {
            member.calls().handOn(-1);
        }
        counted = true;
    }

    void ends() {
        count();
        gone = true;
    }

    /** Called when the member was removed from the queue. */
    void forgetMember() {
        member = null;
    }

    /** Whether the reported end is that of a conversation between other channels. */
    boolean isOther(QueueFact.Completed fact) {
        boolean otherAgent =
                how.agent() != null && fact.agent() != null && !how.agent().equals(fact.agent());
        boolean otherCaller = fact.caller() != null && !isWith(fact.caller().uniqueid());
        return gone ? otherAgent || otherCaller : otherAgent && otherCaller;
    }

    /**
     * The difference between the beginning of the conversation and this time, in milliseconds. It is 0 within the
     * tolerance {@link #ROUNDED}.
     */
    long distanceTo(long began) {
        return Math.max(0, Math.abs(since - began) - ROUNDED);
    }
}
