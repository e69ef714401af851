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
package io.github.camelami.bench;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.AgentLoginEvent;

/**
 * A subject in a process of its own, which measures itself on demand: a line in, a line of numbers out. Prints first
 * how many nanoseconds it took to start and to route its first event.
 */
public final class Measured implements Consumer<Object> {
    private static final int IN_FLIGHT = 256;

    private final Control control = new Control();
    private final Semaphore marks = new Semaphore(0);
    /** The marks that the consumer of a thread has seen, and how many consumers have seen one that not all have. */
    private final Map<Thread, Integer> marksSeen = new ConcurrentHashMap<>();

    private final Map<Integer, Integer> consumersAtMark = new ConcurrentHashMap<>();
    private final AtomicLong routed = new AtomicLong();
    private final String name;
    private final int consumers;

    private Subject subject;
    private volatile long[] waits = {};
    private volatile long work;
    private long lastSentAt;
    private long outOfOrder;

    private Measured(String name) throws IOException {
        this.name = name;
        this.consumers = Subject.consumers(name);
    }

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Measured measured = new Measured(args[0]);
        measured.subject = Subject.start(args[0], measured);
        if (Subject.takesEvents(args[0])) {
            measured.pace(1_000, 1);
        }
        System.out.println(System.nanoTime() - start);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split(" ");
            int number = Integer.parseInt(words[1]);
            System.out.println(
                    switch (words[0]) {
                        case "flood" -> measured.flood(number, words[2]);
                        case "pace" -> measured.pace(number, Integer.parseInt(words[2]));
                        case "burst" -> measured.burst(number, Integer.parseInt(words[2]));
                        case "ping" -> measured.ping(number);
                        case "alone" -> measured.alone(number);
                        case "list" -> measured.list(number);
                        default -> throw new IllegalArgumentException(line);
                    });
        }
        System.exit(0);
    }

    /** @return events routed without the marks, nanoseconds, CPU nanoseconds, bytes */
    private String flood(int times, String shape) throws Exception {
        long before = routed.get();
        Usage start = Usage.now();
        if (!subject.flood(times)) {
            control.flood(name, times, shape);
        }
        marks.acquire(times);
        Usage used = Usage.now().since(start);
        return (routed.get() - before - (long) times * consumers) + " " + used;
    }

    /** @return nanoseconds from when an event was due until it was routed: median, 99th percentile */
    private String pace(int perSecond, int count) throws Exception {
        waits = new long[count];
        routed.set(0);
        control.pace(name, perSecond, count);
        marks.acquire();
        long[] sorted = waits;
        waits = new long[] {};
        return percentiles(sorted);
    }

    private static String percentiles(long[] waits) {
        Arrays.sort(waits);
        return waits[waits.length / 2] + " " + waits[waits.length - 1 - waits.length / 100];
    }

    /** @return events routed, those of them that came behind a later one, nanoseconds */
    private String burst(int count, int microsOfWork) throws Exception {
        routed.set(0);
        outOfOrder = 0;
        work = microsOfWork * 1_000L;
        long start = System.nanoTime();
        control.pace(name, 1_000_000_000, count);
        marks.acquire();
        work = 0;
        return (routed.get() - 1) + " " + outOfOrder + ' ' + (System.nanoTime() - start);
    }

    /** @return actions, nanoseconds, CPU nanoseconds, bytes */
    private String ping(int count) throws Exception {
        Semaphore window = new Semaphore(IN_FLIGHT);
        Usage start = Usage.now();
        for (int i = 0; i < count; i++) {
            window.acquire();
            subject.ping(window::release);
        }
        window.acquire(IN_FLIGHT);
        return count + " " + Usage.now().since(start);
    }

    /** @return nanoseconds of an action that is sent when the last has been answered: median, 99th percentile */
    private String alone(int count) throws Exception {
        Semaphore answered = new Semaphore(0);
        long[] waits = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            subject.ping(answered::release);
            answered.acquire();
            waits[i] = System.nanoTime() - start;
        }
        return percentiles(waits);
    }

    /** @return entries, nanoseconds, CPU nanoseconds, bytes */
    private String list(int times) throws Exception {
        long entries = 0;
        Usage start = Usage.now();
        for (int i = 0; i < times; i++) {
            entries += subject.channels().size();
        }
        return entries + " " + Usage.now().since(start);
    }

    @Override
    public void accept(Object event) {
        long[] measured = waits;
        int number = (int) routed.get();
        if (number < measured.length) {
            measured[number] = System.nanoTime() - sentAt(event);
        }
        if (consumers > 1) {
            routed.incrementAndGet();
        } else {
            routed.lazySet(number + 1L);
        }
        if (isMark(event)) {
            mark();
        } else if (work > 0) {
            work(event);
        }
    }

    private void mark() {
        int number = marksSeen.merge(Thread.currentThread(), 1, Integer::sum);
        if (consumersAtMark.merge(number, 1, Integer::sum) < consumers) {
            return;
        }
        consumersAtMark.remove(number);
        try {
            control.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        marks.release();
    }

    private void work(Object event) {
        long end = System.nanoTime() + work;
        long sentAt = sentAt(event);
        outOfOrder += sentAt < lastSentAt ? 1 : 0;
        lastSentAt = sentAt;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static long sentAt(Object event) {
        String sentAt = event instanceof AmiEvent ami
                ? ami.get(Feeder.SENT_AT)
                : event instanceof SketchEvent sketch ? sketch.get(Feeder.SENT_AT) : null;
        return sentAt == null ? 0 : Long.parseLong(sentAt);
    }

    private static boolean isMark(Object event) {
        if (event instanceof AmiEvent ami) {
            return ami.name().equals(Feeder.MARKER);
        }
        if (event instanceof AmiCall call) {
            return call.id().contains(Recording.MARK_CALL);
        }
        return event instanceof SketchEvent sketch
                ? sketch.name().equals(Feeder.MARKER)
                : event instanceof AgentLoginEvent;
    }
}
