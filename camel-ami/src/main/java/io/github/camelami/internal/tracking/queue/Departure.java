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

/** Somebody waits no more, and how that came is known a little later. */
final class Departure {
    private final Queue queue;
    private final long nanos;
    private QueueCaller caller;
    private long time;
    private Map<String, String> ringing;
    private boolean abandoned;
    private boolean missed;
    private boolean decided;
    private boolean answered;
    private Ending counted;

    /** Since when the figures were counted that counted it. */
    private long countedIn;

    private boolean inTotal;

    /**
     * @param ringing the members that are called for it, with their channels
     * @param time of the PBX
     * @param nanos of the clock that does not step
     */
    Departure(Queue queue, QueueCaller caller, Map<String, String> ringing, long time, long nanos) {
        this.queue = queue;
        this.caller = caller;
        this.ringing = ringing;
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

    /** The caller with another wait. */
    QueueCaller waited(long waitTime) {
        return QueueCaller.builder()
                .id(caller.id())
                .callId(caller.callId())
                .channel(caller.channel())
                .number(caller.number())
                .name(caller.name())
                .position(caller.position())
                .since(caller.since())
                .waitTime(waitTime)
                .build();
    }

    /** Its own event is exact. The list that did not have it any more came later. */
    void endedAt(long at) {
        time = at;
        caller = waited(Math.max(0, at - caller.since()));
    }

    long time() {
        return time;
    }

    long nanos() {
        return nanos;
    }

    /** The queue reports that nobody took the caller: it hung up, its time was up, or it was sent away. */
    Departure abandons() {
        abandoned = true;
        return this;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Whether a member may be about to take the caller: the queue plays it an announcement first, or runs a Gosub, while
     * its channel is up.
     */
    boolean mayBeConnecting(RingingPhones phones) {
        return !abandoned && !missed && phones.anyOf(ringing.values());
    }

    /** Those who ring for nobody from here on. */
    Set<String> takeRinging() {
        Set<String> taken = ringing.keySet();
        ringing = Map.of();
        return taken;
    }

    /** @return whether the member did ring */
    boolean ringsNoMore(String member) {
        boolean rang = ringing.containsKey(member);
        if (rang) {
            ringing.remove(member);
        }
        return rang;
    }

    /** A list does not have the caller any more. */
    Departure isMissed() {
        missed = true;
        return this;
    }

    boolean wasMissed() {
        return missed;
    }

    /** Its outcome counts in the totals, too, which never go back. */
    void decide() {
        decided = true;
        inTotal = true;
        queue.total().count(counted, caller.waitTime());
    }

    /** A member has taken the caller. */
    void answer() {
        queue.figures().leaving(-1);
        missed = false;
        decided = true;
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Its own event has come. */
    void reopen() {
        missed = false;
        decided = false;
    }

    boolean isDecided() {
        return decided;
    }

    /** Counts it in the figures of its queue. */
    void count(Ending ending) {
        counted = ending;
        countedIn = queue.figures().since();
        queue.figures().leaving(-1);
        queue.figures().count(ending, caller.waitTime());
    }

    /** What it was counted as was wrong. Figures that began later offer the caller anew. */
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
