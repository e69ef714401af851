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

import io.github.camelami.message.AmiEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.AgentLoginEvent;

/** A subject in a process of its own, which measures itself on demand: a line in, a line of numbers out. */
public final class Measured implements Consumer<Object> {
    private final Control control = new Control();
    private final Semaphore marks = new Semaphore(0);
    private final String name;
    private volatile long routed;
    private volatile long[] waits = {};

    private Measured(String name) throws IOException {
        this.name = name;
    }

    public static void main(String[] args) throws Exception {
        Measured measured = new Measured(args[0]);
        Subject.start(args[0], measured);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split(" ");
            int[] numbers = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
            System.out.println(switch (words[0]) {
                case "flood" -> measured.flood(numbers[0], numbers[1]);
                case "pace" -> measured.pace(numbers[0], numbers[1]);
                default -> throw new IllegalArgumentException(line);
            });
        }
        System.exit(0);
    }

    /** @return events routed without the marks, nanoseconds, CPU nanoseconds, bytes */
    private String flood(int times, int fields) throws Exception {
        long before = routed;
        Usage start = Usage.now();
        control.flood(name, times, fields);
        marks.acquire(times);
        Usage used = Usage.now().since(start);
        return (routed - before - times) + " " + used.nanos() + ' ' + used.cpu() + ' ' + used.bytes();
    }

    /** @return nanoseconds from when an event was due until it was routed: median, 99th percentile */
    private String pace(int perSecond, int count) throws Exception {
        waits = new long[count];
        routed = 0;
        control.pace(name, perSecond, count);
        marks.acquire();
        long[] sorted = waits.clone();
        waits = new long[] {};
        Arrays.sort(sorted);
        return sorted[count / 2] + " " + sorted[count - 1 - count / 100];
    }

    @Override
    public void accept(Object event) {
        long[] measured = waits;
        int number = (int) routed;
        if (number < measured.length) {
            measured[number] = System.nanoTime() - Long.parseLong(sentAt(event));
        }
        routed = routed + 1;
        if (isMark(event)) {
            try {
                control.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            marks.release();
        }
    }

    private static String sentAt(Object event) {
        return event instanceof AmiEvent ami
                ? ami.get(Feeder.SENT_AT)
                : event instanceof SketchEvent sketch ? sketch.get(Feeder.SENT_AT) : "0";
    }

    private static boolean isMark(Object event) {
        if (event instanceof AmiEvent ami) {
            return ami.name().equals(Feeder.MARKER);
        }
        return event instanceof SketchEvent sketch ? sketch.name().equals(Feeder.MARKER) : event instanceof AgentLoginEvent;
    }
}
