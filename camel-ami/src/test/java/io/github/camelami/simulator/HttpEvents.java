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

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The events that a session over HTTP has not fetched yet. Versions of Asterisk differ in where they keep these events,
 * and in when they apply the event mask.
 */
abstract sealed class HttpEvents {

    /** The object whose monitor a WaitEvent holds while it checks for events. */
    abstract Object lock();

    /** Adds events that the PBX sends to all sessions. */
    abstract void put(List<OutgoingEvent> events);

    /** Adds bytes for this session alone, whatever its event mask. */
    abstract void putRaw(byte[] bytes);

    abstract void await(BooleanSupplier ended, long nanos) throws InterruptedException;

    abstract List<OutgoingEvent> take();

    abstract void wake();

    /**
     * Reads the events from one {@link EventLog} for all sessions. Any event ends the wait of a WaitEvent. The event
     * mask applies when the session takes the events.
     */
    static final class Shared extends HttpEvents {
        private final EventLog log;
        private final HttpSession session;
        private EventLog.Batch read;

        Shared(EventLog log, HttpSession session) {
            this.log = log;
            this.session = session;
            this.read = log.last();
        }

        @Override
        Object lock() {
            return log;
        }

        @Override
        void put(List<OutgoingEvent> events) {
            // the session reads them from the log
        }

        @Override
        void putRaw(byte[] bytes) {
            log.append(List.of(new OutgoingEvent(bytes, 0)), session);
        }

        @Override
        void await(BooleanSupplier ended, long nanos) throws InterruptedException {
            log.await(read, ended, nanos);
        }

        @Override
        List<OutgoingEvent> take() {
            List<OutgoingEvent> taken = new ArrayList<>();
            for (EventLog.Batch end = log.last(); read != end; ) {
                read = read.next();
                for (OutgoingEvent event : read.events()) {
                    if (read.only() == null ? session.wants(event) : read.only() == session) {
                        taken.add(event);
                    }
                }
            }
            return taken;
        }

        @Override
        void wake() {
            log.wake();
        }
    }

    /**
     * Keeps the events of one session in its own queue. An event that the session does not want when it arrives is
     * dropped, and does not end the wait of a WaitEvent.
     */
    static final class Own extends HttpEvents {
        private final Predicate<OutgoingEvent> wanted;
        private final List<OutgoingEvent> queue = new ArrayList<>();

        Own(Predicate<OutgoingEvent> wanted) {
            this.wanted = wanted;
        }

        @Override
        Object lock() {
            return queue;
        }

        @Override
        void put(List<OutgoingEvent> events) {
            add(events.stream().filter(wanted).toList());
        }

        @Override
        void putRaw(byte[] bytes) {
            add(List.of(new OutgoingEvent(bytes, 0)));
        }

        private void add(List<OutgoingEvent> events) {
            synchronized (queue) {
                queue.addAll(events);
                queue.notifyAll();
            }
        }

        @Override
        void await(BooleanSupplier ended, long nanos) throws InterruptedException {
            synchronized (queue) {
                long end = System.nanoTime() + nanos;
                for (long left = nanos; queue.isEmpty() && !ended.getAsBoolean() && left > 0; ) {
                    queue.wait(left / 1_000_000, (int) (left % 1_000_000));
                    left = end - System.nanoTime();
                }
            }
        }

        @Override
        List<OutgoingEvent> take() {
            synchronized (queue) {
                List<OutgoingEvent> taken = List.copyOf(queue);
                queue.clear();
                return taken;
            }
        }

        @Override
        void wake() {
            synchronized (queue) {
                queue.notifyAll();
            }
        }
    }
}
