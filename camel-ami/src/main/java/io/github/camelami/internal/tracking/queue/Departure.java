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

/** A caller who has left a queue. The outcome of the wait becomes known, and is decided, a little later. */
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

    /** The start of the figures in which the outcome was counted. Shows whether the figures have been reset since. */
    private long countedIn;

    private boolean inTotal;

    /**
     * @param from the caller who waited
     * @param caller the caller as a value for routes, with the length of the wait
     * @param time when the wait ended, by the clock of the PBX
     * @param nanos when the wait ended, by the monotonic clock
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

    /** The caller as a value for routes, with this length of the wait, in milliseconds. */
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

    /** Replaces the caller, because another party takes the place of the caller. */
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

    /**
     * Records that the queue reports the caller as abandoned. This means that the caller hung up, reached the timeout,
     * or was sent away.
     */
    Departure abandons() {
        abandoned = true;
        return this;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Whether a member may be about to answer the caller. After the member has picked up, the queue may play an
     * announcement to the member or run a Gosub before it connects the caller.
     */
    boolean mayBeConnecting(RingingPhones phones) {
        return !abandoned && !missed && phones.anyOf(ringing.values());
    }

    /** Removes and returns the members that ring for the caller. */
    Set<String> takeRinging() {
        Set<String> taken = ringing.keySet();
        ringing = Map.of();
        return taken;
    }

    /**
     * Records that a member no longer rings for the caller.
     *
     * @return whether the member was ringing for the caller
     */
    boolean ringsNoMore(String member) {
        boolean rang = ringing.containsKey(member);
        if (rang) {
            ringing.remove(member);
        }
        return rang;
    }

    /** Records that the outcome is uncertain, because the event that shows it may have been lost. */
    void isUncertain() {
        uncertain = true;
    }

    boolean wasUncertain() {
        return uncertain;
    }

    /** Whether the next event may still report that a member answers the caller. */
    boolean mayBeAnswered() {
        return mayRing && !abandoned && !missed && !decided;
    }

    /** Whether the outcome will remain unknown, because its event may have been lost. */
    boolean isUnseen() {
        return uncertain && !abandoned && !answered;
    }

    /**
     * Counts the outcome as unknown ({@link Ending#UNSEEN}). The queue was compared with a list before an event showed
     * the outcome. The outcome now changes only if a member answers the caller.
     */
    void endsUnseen() {
        if (!decided && !missed) {
            isMissed().count(Ending.UNSEEN);
        }
    }

    /** Records that a list showed the end of the wait, before an event reported it. */
    Departure isMissed() {
        missed = true;
        return this;
    }

    boolean wasMissed() {
        return missed;
    }

    /** Decides the outcome, even if it is unknown. From now on, it also counts in the totals, which never decrease. */
    void decide() {
        decided = true;
        inTotal = true;
        queue.total().count(counted, caller.waitTime());
    }

    /** Records that a member has answered the caller. */
    void answer() {
        queue.figures().leaving(-1);
        missed = false;
        decided = true;
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /**
     * Makes the outcome undecided again. A list had shown the end of the wait, and now the event about it has arrived,
     * which has the exact time.
     */
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

    /** Counts this outcome in the figures of the queue. */
    void count(Ending ending) {
        counted = ending;
        countedIn = queue.figures().since();
        queue.figures().leaving(-1);
        queue.figures().count(ending, caller.waitTime());
    }

    /**
     * Removes the counted outcome from the figures, because another outcome follows. If the figures have been reset
     * since, the caller is counted as offered again.
     */
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
