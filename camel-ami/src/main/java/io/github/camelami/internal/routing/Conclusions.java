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
package io.github.camelami.internal.routing;

import io.github.camelami.internal.session.Notice;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/** What follows from answers of the PBX. It takes effect when all events received before the answer have been processed. */
final class Conclusions {
    /** The effect of an answer, when it arrived, in milliseconds since 1970, and in which login. */
    private record Conclusion(long arrived, long epoch, LongConsumer effect) {
        boolean isDueBefore(AmiEvent event) {
            return event.receivedAt() > arrived;
        }

        /** A Gap does not report when it happened, and a Connected ends nothing. */
        boolean isDueBefore(Notice notice) {
            return notice.kind() == Notice.Kind.Disconnected && notice.event().epoch() >= epoch;
        }
    }

    private final Deque<Conclusion> waiting = new ArrayDeque<>();

    /** @param effect receives the time at which the answer arrived */
    void add(long arrived, long epoch, LongConsumer effect) {
        waiting.add(new Conclusion(arrived, epoch, effect));
    }

    /** Whether an answer waits for the events that were received before it. */
    boolean arePending() {
        return !waiting.isEmpty();
    }

    /** Applies the answers whose earlier events have all been processed when this event is next. */
    void before(AmiEvent next) {
        while (arePending() && waiting.peek().isDueBefore(next)) {
            applyFirst();
        }
    }

    /** Applies the answers whose earlier events have all been processed when this notice is next. */
    void before(Notice next) {
        while (arePending() && waiting.peek().isDueBefore(next)) {
            applyFirst();
        }
    }

    /** Applies all answers: no event that was received before them is still waiting. */
    void all() {
        while (arePending()) {
            applyFirst();
        }
    }

    private void applyFirst() {
        Conclusion first = waiting.poll();
        first.effect.accept(first.arrived);
    }

    /** Events are ignored from here on, so that earlier answers have no place among the later events. */
    void clear() {
        waiting.clear();
    }
}
