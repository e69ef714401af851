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

import io.github.camelami.queue.QueueCaller;
import java.util.Map;
import java.util.Set;

/** The end of a wait, whose outcome is known a little later. */
final class Departure {
    private final Queue queue;
    private long nanos;
    private final boolean mayRing;
    private QueueCaller caller;
    private long time;
    private Map<String, String> ringing;
    private boolean abandoned;
    private boolean missed;
    private boolean uncertain;
    private boolean decided;
    private boolean answered;
    private Ending counted;

    /** The beginning of the figures in which it is counted. */
    private long countedIn;

    private boolean inTotal;

    /**
     * @param from who waited
     * @param caller the same with the length of the wait
     * @param time the end of the wait, by the clock of the PBX
     * @param nanos the same by the monotonic clock
     */
    Departure(Queue queue, Caller from, QueueCaller caller, long time, long nanos) {
        this.queue = queue;
        this.caller = caller;
        this.ringing = from.ringing();
        this.mayRing = from.mayRing();
        this.time = time;
        this.nanos = nanos;
        queue.figures().leaving(1);
    }

    Queue queue() {
        return queue;
    }

    QueueCaller caller() {
        return caller;
    }

    /** The caller with this length of the wait. */
    QueueCaller waited(long waitTime) {
        return waited(caller.id(), caller.callId(), caller.channel(), waitTime)
                .number(caller.number())
                .name(caller.name())
                .build();
    }

    private QueueCaller.Builder waited(String id, String callId, String channel, Long waitTime) {
        return QueueCaller.builder()
                .id(id)
                .callId(callId)
                .channel(channel)
                .position(caller.position())
                .since(caller.since())
                .waitTime(waitTime);
    }

    /** Another party continues in place of the caller. */
    void becomes(Party other) {
        caller = waited(other.uniqueid(), other.linkedid(), other.channel(), caller.waitTime())
                .number(other.number())
                .name(other.name())
                .build();
    }

    long time() {
        return time;
    }

    long nanos() {
        return nanos;
    }

    /** The queue reports the caller as abandoned: it hung up, reached the timeout, or was sent away. */
    Departure abandons() {
        abandoned = true;
        return this;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Whether a member may be about to answer the caller: while its channel is up, the queue may be playing it an
     * announcement, or running a Gosub.
     */
    boolean mayBeConnecting(RingingPhones phones) {
        return !abandoned && !missed && phones.anyOf(ringing.values());
    }

    /** Removes and returns the members that are being called for the caller. */
    Set<String> takeRinging() {
        Set<String> taken = ringing.keySet();
        ringing = Map.of();
        return taken;
    }

    /** @return whether the member was being called */
    boolean ringsNoMore(String member) {
        boolean rang = ringing.containsKey(member);
        if (rang) {
            ringing.remove(member);
        }
        return rang;
    }

    /** The event that shows the outcome may have been lost. */
    void isUncertain() {
        uncertain = true;
    }

    boolean wasUncertain() {
        return uncertain;
    }

    /** Whether the next event would show that a member has answered the caller, or that nobody has. */
    boolean mayBeAnswered() {
        return mayRing && !abandoned && !missed && !decided;
    }

    /** Whether nothing but the outcome is known, which is not going to be known. */
    boolean isUnseen() {
        return uncertain && !abandoned && !answered;
    }

    /** A list follows, so that the outcome is unknown for good, unless a member answers the caller after it. */
    void endsUnseen() {
        if (!decided && !missed) {
            isMissed().count(Ending.UNSEEN);
        }
    }

    /** The caller is missing in a list. */
    Departure isMissed() {
        missed = true;
        return this;
    }

    boolean wasMissed() {
        return missed;
    }

    /** The outcome is final as far as it can be known now: it also counts in the totals, which never go back. */
    void decide() {
        decided = true;
        inTotal = true;
        queue.total().count(counted, caller.waitTime());
    }

    /** A member has answered the caller. */
    void answer() {
        queue.figures().leaving(-1);
        missed = false;
        decided = true;
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Its own event has arrived after all, which has the exact time: the list without the caller came later. */
    void reopen(long at, long nanosNow) {
        time = at;
        nanos = nanosNow;
        caller = waited(Math.max(0, at - caller.since()));
        missed = false;
        decided = false;
    }

    boolean isDecided() {
        return decided;
    }

    /** Counts the outcome in the figures of the queue. */
    void count(Ending ending) {
        counted = ending;
        countedIn = queue.figures().since();
        queue.figures().leaving(-1);
        queue.figures().count(ending, caller.waitTime());
    }

    /** Takes the outcome back. In figures that have been reset since, the caller is offered anew. */
    void uncount() {
        if (counted == null) {
            return;
        }
        if (inTotal) {
            queue.total().uncount(counted);
        }
        if (countedIn == queue.figures().since()) {
            queue.figures().uncount(counted);
        } else {
            queue.figures().countOffered(1);
        }
        queue.figures().leaving(1);
        inTotal = false;
        counted = null;
    }
}
