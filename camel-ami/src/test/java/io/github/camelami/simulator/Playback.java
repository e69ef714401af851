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
package io.github.camelami.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sends the events of a recording, faster or slower than they were recorded. Runs on the timer thread. */
final class Playback {

    private static final Duration STEP = Duration.ofMillis(2);

    private final SimulatedPbx pbx;
    private final Recording recording;
    private final double speed;
    private final Consumer<OutgoingEvent> listener;
    private final long start = System.nanoTime();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int next;

    /** @param listener is told each event before it is sent */
    Playback(SimulatedPbx pbx, Recording recording, double speed, Consumer<OutgoingEvent> listener) {
        this.pbx = pbx;
        this.recording = recording;
        this.speed = checked(speed);
        this.listener = listener;
    }

    static double checked(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0, but is " + speed);
        }
        return speed;
    }

    CompletableFuture<Integer> start() {
        pbx.timers().now(this::step);
        return done;
    }

    private void step() {
        double elapsed = (System.nanoTime() - start) * speed;
        List<OutgoingEvent> due = new ArrayList<>();
        while (next < recording.size() && recording.offset(next).toNanos() <= elapsed) {
            due.add(recording.events().get(next++));
        }
        due.forEach(listener);
        pbx.sessionRegistry().deliver(due);
        if (next == recording.size()) {
            done.complete(next);
        } else {
            pbx.timers().after(STEP, this::step);
        }
    }
}
