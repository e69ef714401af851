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

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The events of the PBX as a linked list of batches, as Asterisk keeps them for its HTTP sessions. Each session
 * remembers the last batch that it has read. Batches that all sessions have read are garbage-collected.
 */
final class EventLog {

    /**
     * Events that were added together. If {@code only} is set, they are for that session alone, whatever its event
     * mask.
     */
    static final class Batch {

        private final List<OutgoingEvent> events;
        private final HttpSession only;
        private volatile Batch next;

        private Batch(List<OutgoingEvent> events, HttpSession only) {
            this.events = events;
            this.only = only;
        }

        List<OutgoingEvent> events() {
            return events;
        }

        HttpSession only() {
            return only;
        }

        Batch next() {
            return next;
        }
    }

    private Batch last = new Batch(List.of(), null);

    void append(List<OutgoingEvent> events) {
        append(events, null);
    }

    synchronized void append(List<OutgoingEvent> events, HttpSession only) {
        Batch batch = new Batch(events, only);
        last.next = batch;
        last = batch;
        notifyAll();
    }

    synchronized Batch last() {
        return last;
    }

    /**
     * Waits until there is a batch after {@code read}, until {@code ended} returns true, or until this time has passed.
     */
    synchronized void await(Batch read, BooleanSupplier ended, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos;
                read.next == null && !ended.getAsBoolean() && left > 0;
                left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** Makes all waiting threads check whether their wait has ended. */
    synchronized void wake() {
        notifyAll();
    }
}
