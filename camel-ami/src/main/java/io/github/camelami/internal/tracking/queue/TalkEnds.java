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
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Counts and reports the end of each conversation once. The queue does not see that a member behind a Local channel
 * transfers the caller, and reports the end when the caller hangs up. If a Local channel is optimised away, the queue
 * may report the end at once, although the member and the caller continue to talk. The channels show the true end.
 */
final class TalkEnds {
    private static final Set<String> TRANSFERS = Set.of("BlindTransfer", "AttendedTransfer");
    private static final String BY_TRANSFER = "transfer";

    /** A conversation that goes on, although the queue has reported its end. */
    private record Early(Queue queue, Conversation conversation, QueueFact.Completed fact, long talkTime, int losses) {}

    private final Conversations conversations;
    private final Announcer announcer;
    private final Looks looks;
    private final List<Early> early = new ArrayList<>();

    TalkEnds(Conversations conversations, Announcer announcer, Looks looks) {
        this.conversations = conversations;
        this.announcer = announcer;
        this.looks = looks;
    }

    /**
     * Called if the queue has reported the end of a conversation.
     *
     * @param conversation null if its beginning is unknown
     * @param talkTime the length of the conversation according to the queue, in milliseconds
     * @return whether this is the end that is counted and reported
     */
    boolean reported(Queue queue, Conversation conversation, QueueFact.Completed fact, long talkTime, long time) {
        if (conversation != null && conversation.isHandedOn()) {
            return false;
        }
        VisitTalk talk = conversation == null ? null : conversation.talk();
        if (talk != null && talk.goesOn()) {
            early.add(new Early(queue, conversation, fact, talkTime, looks.losses()));
            return false;
        }
        ends(queue, fact, talk != null && talk.isInVain() ? talk.talkTime() : talkTime, time);
        return true;
    }

    /** Whether this event may show the end of a conversation. */
    boolean mayShow(AmiEvent event) {
        return !early.isEmpty() || TRANSFERS.contains(event.name());
    }

    /** Counts and reports the conversations that have ended, as the channels show. */
    void endAll(long time) {
        for (Conversation each : conversations.justHandedOn()) {
            long talkTime = each.talk().talkTime();
            each.handOn(time);
            QueueFact.Connected how = each.how();
            ends(
                    each.queue(),
                    new QueueFact.Completed(
                            how.queue(), how.caller(), how.agent(), how.member(), talkTime / 1000, BY_TRANSFER),
                    talkTime,
                    time);
        }
        for (Iterator<Early> all = early.iterator(); all.hasNext(); ) {
            Early each = all.next();
            boolean lost = each.losses() != looks.losses();
            if (lost || !each.conversation().talk().goesOn()) {
                all.remove();
                ends(each, lost, time);
            }
        }
    }

    /** @param lost whether events were lost, so that only the end that the queue reported is certain */
    private void ends(Early how, boolean lost, long time) {
        VisitTalk talk = how.conversation().talk();
        QueueFact.Completed fact = how.fact();
        if (lost || !talk.wentOn()) {
            ends(how.queue(), fact, how.talkTime(), time);
        } else {
            ends(how.queue(), fact.by(talk.endedBy()), talk.talkTime(), time);
        }
    }

    private void ends(Queue queue, QueueFact.Completed fact, long talkTime, long time) {
        if (queue.isRemoved()) {
            return;
        }
        queue.figures().countCompleted(talkTime);
        queue.total().countCompleted(talkTime);
        Member member = queue.member(fact.member());
        if (member != null) {
            member.readings().countCompleted(talkTime);
        }
        queue.memberChanged();
        announcer.completed(queue, member, fact, talkTime, time);
    }
}
