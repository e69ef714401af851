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

/** A tracker in the stream of a consumer, with its comparison with the PBX. */
interface TrackerStage {
    EventTracker tracker();

    /** No event is waiting. */
    void tick();

    /** In how many milliseconds {@link #tick} has something to do, or {@code Long.MAX_VALUE}. */
    long nextTick();

    /** @return false if there was no answer, so that the comparison must be repeated */
    boolean look() throws InterruptedException;

    /** Whether events demand a comparison. */
    boolean wantsLook();

    /** Updates the counters, after anything that may have changed them. */
    void count();

    /** Nothing is routed any more. */
    void stop();
}
