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
package io.github.camelami.internal.session;

/** Marks the place of an answer among the events of the consumer that sent the request. */
public final class Answered implements Marker {
    private final EventSubscription events;
    private final boolean early;
    private boolean placed;
    private volatile ActionResult result;

    private Answered(EventSubscription events, boolean early) {
        this.events = events;
        this.early = early;
    }

    /** Creates a place after the events that were read before the answer was complete, and before all others. */
    public static Answered amongThoseRead(EventSubscription events) {
        return new Answered(events, false);
    }

    /**
     * Creates a place that precedes all events that are newer than the answer. If the PBX keeps events until they are
     * fetched, such an event may be read before the answer. In this case, all events that are read after the action was
     * sent follow the answer, although some of them may be older.
     */
    public static Answered beforeNewer(EventSubscription events) {
        return new Answered(events, true);
    }

    /** Called when the action is about to be sent. */
    void leaves(boolean eventsAreKept) {
        if (early && eventsAreKept) {
            place();
        }
    }

    /** Called when the answer is complete. Called on the reading thread. */
    void completes(ActionResult with) {
        result = with;
        place();
    }

    private synchronized void place() {
        if (!placed) {
            placed = true;
            events.put(this);
        }
    }

    @Override
    public void giveTo(EventReceiver receiver) throws InterruptedException {
        if (result != null) {
            receiver.answered(result);
        }
    }
}
