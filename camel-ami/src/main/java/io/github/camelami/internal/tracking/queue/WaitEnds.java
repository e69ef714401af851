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

import io.github.camelami.call.QueueOutcome;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.tracking.VisitTalk;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Determines the outcome of a wait that the queue reports as abandoned. The caller has hung up, has reached the
 * timeout, or was sent elsewhere. Only the events of the channels distinguish these cases, so this class uses a {@link
 * CallTracker}.
 */
final class WaitEnds {
    private final CallTracker calls;
    private boolean seesCalls;

    WaitEnds(String pbx, LongSupplier clock) {
        this.calls = new CallTracker(CallSettings.of(pbx, false), call -> {}, clock);
    }

    static boolean needs(String eventName) {
        return CallTracker.needs(eventName);
    }

    /**
     * Passes an event to the {@link CallTracker}. Begins with the first event of class call: without that class, events
     * of queues would begin calls that never end.
     */
    void event(AmiEvent event, QueueFact fact) {
        boolean ofAgent = fact instanceof QueueFact.OfCaller || fact instanceof QueueFact.OfMember;
        seesCalls |= !ofAgent && CallTracker.needs(event.name());
        if (seesCalls) {
            calls.event(event);
        }
    }

    QueueOutcome of(String uniqueid, String queue) {
        QueueOutcome outcome = seesCalls ? calls.visits().outcome(uniqueid, queue) : null;
        return outcome == null || outcome == QueueOutcome.WAITING ? QueueOutcome.ABANDONED : outcome;
    }

    /** The conversation that has just begun, as the channels show it; null if their events are missing. */
    VisitTalk talk(QueueFact.Connected fact) {
        return seesCalls ? calls.visits().talk(fact.caller().uniqueid(), fact.queue(), fact.agent()) : null;
    }

    void tick() {
        calls.tick();
    }

    void gap() {
        calls.gap();
    }

    void disconnected(long at) {
        calls.disconnected(at);
    }

    void restarted(long now) {
        calls.restarted(now);
    }

    /**
     * Applies a list of channels to the tracker of calls.
     *
     * @param asked when the list was requested, in milliseconds since 1970
     * @param now when the list arrived, in milliseconds since 1970
     */
    void channels(List<AmiEvent> items, long asked, long now) {
        if (seesCalls) {
            calls.channels(items, asked, now);
        }
    }

    void waiting(List<AmiEvent> items, long now) {
        if (seesCalls) {
            calls.waiting(items, now);
        }
    }

    boolean seesCalls() {
        return seesCalls;
    }
}
