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

/**
 * Delays the effects of the PBX's answers. An answer takes effect once all events received before it have been
 * processed.
 */
final class Conclusions {
    /**
     * An answer that has not taken effect.
     *
     * @param arrived when the answer arrived, in milliseconds since 1970
     * @param epoch the number of the login in which it arrived
     * @param effect receives {@code arrived}
     */
    private record Conclusion(long arrived, long epoch, LongConsumer effect) {
        boolean isDueBefore(AmiEvent event) {
            return event.receivedAt() > arrived;
        }

        /**
         * Only a Disconnected of the same or a later login is known to follow all events of that login. A Gap has no
         * exact time, and Connected does not end a login.
         */
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

    /** Called before this event is processed. Applies the answers that arrived before the event. */
    void before(AmiEvent next) {
        while (arePending() && waiting.peek().isDueBefore(next)) {
            applyFirst();
        }
    }

    /** Called before this notice is processed. Applies the answers that arrived before the notice. */
    void before(Notice next) {
        while (arePending() && waiting.peek().isDueBefore(next)) {
            applyFirst();
        }
    }

    /** Applies all answers, because all events received before them have been processed. */
    void all() {
        while (arePending()) {
            applyFirst();
        }
    }

    private void applyFirst() {
        Conclusion first = waiting.poll();
        first.effect.accept(first.arrived);
    }

    /** Drops all answers, because events are now ignored, so that the answers no longer have a place among them. */
    void clear() {
        waiting.clear();
    }
}
