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

import io.github.camelami.internal.tracking.EventTracker;

/**
 * A tracker, which turns the events of a consumer into calls, queues or agents, together with its comparison with the
 * PBX.
 */
interface TrackerStage {
    EventTracker tracker();

    /** Lets the tracker emit what is due. Called while no event is waiting. */
    void tick();

    /** The time until {@link #tick} has something to do, in milliseconds, or {@code Long.MAX_VALUE}. */
    long nextTick();

    /**
     * Compares the state with the PBX.
     *
     * @return false if the PBX did not answer, so that the comparison must be repeated
     */
    boolean look() throws InterruptedException;

    /**
     * Whether the tracker needs a comparison with the PBX, because of an event or a reload. Returns true only once for
     * each request.
     */
    boolean wantsLook();

    /**
     * Whether the user may lack the right to receive the events of the tracker, and only a comparison with the PBX can
     * show it.
     */
    default boolean mayBeBlind() {
        return false;
    }

    /** Updates the counters that other threads read. Called after each event, notice and comparison. */
    void updateCounters();

    /** Called when the consumer has stopped routing. */
    void stop();
}
