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

import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The recorded events of 200 calls, as they are or in another shape. */
final class Recording {
    private static final Pattern EVENT_END = Pattern.compile("(?<=\\r\\n\\r\\n)");
    private static final Pattern ID = Pattern.compile("(?<=(?:nique|inked)[iI][dD]: )[^.\\r]*");

    private static final int CALLS = 2_000;

    /** Event and Privilege. */
    private static final int FIRST_FIELDS = 2;

    private static final AtomicInteger SERIAL = new AtomicInteger(100_000_000);
    private static final Pattern SERIAL_AT = Pattern.compile("000000000(?=-call)");

    private static String[] recorded;

    private final String[] events;
    private final byte[] bytes;
    private final int[] serials;

    private Recording(String[] events) {
        this.events = events;
        String text = String.join("", events);
        this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        this.serials =
                SERIAL_AT.matcher(text).results().mapToInt(MatchResult::start).toArray();
    }

    /**
     * The recording in a shape.
     *
     * @param shape {@code recorded}; {@code fields=n}: each event has that many fields; {@code calls=n}: one recorded
     *     call, n times at once, and that over again until there are {@link #callsOf} calls
     */
    static Recording shaped(String shape) {
        String[] words = shape.split("=");
        int number = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        return new Recording(
                switch (words[0]) {
                    case "recorded" -> recorded();
                    case "fields" ->
                        Arrays.stream(recorded())
                                .map(event -> withFields(event, number))
                                .toArray(String[]::new);
                    case "calls" -> calls(number);
                    default -> throw new IllegalArgumentException(shape);
                });
    }

    private static synchronized String[] recorded() {
        if (recorded == null) {
            recorded = EVENT_END.split(new String(Capture.events(), StandardCharsets.ISO_8859_1));
        }
        return recorded;
    }

    int count() {
        return events.length;
    }

    /** Gives each call an id that none had before. */
    void writeTo(OutputStream out) throws IOException {
        byte[] serial = String.valueOf(SERIAL.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
        for (int at : serials) {
            System.arraycopy(serial, 0, bytes, at, serial.length);
        }
        out.write(bytes);
    }

    /** The event of that number, counted around, with a field that tells when it was due. */
    byte[] event(int number, long due) {
        String text = events[number % events.length];
        return (text.substring(0, text.length() - 2) + Feeder.SENT_AT + ": " + due + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The first fields of an event, and the following ones over and over until there are enough. */
    private static String withFields(String event, int count) {
        List<String> lines = List.of(event.strip().split("\\r\\n"));
        int rest = lines.size() - FIRST_FIELDS;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int line = i < lines.size() ? i : FIRST_FIELDS + (i - FIRST_FIELDS) % rest;
            text.append(lines.get(line)).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /** Step by step of the call, so that all are open at the same time; each set of calls has ids of its own. */
    private static String[] calls(int count) {
        List<String> call = firstCall();
        List<String> all = new ArrayList<>();
        for (int first = 0; first < callsOf(count); first += count) {
            for (String event : call) {
                for (int number = first; number < first + count; number++) {
                    all.add(ID.matcher(event).replaceAll("000000000-call" + number));
                }
            }
        }
        return all.toArray(String[]::new);
    }

    /** How many calls there are in all where so many are open at once. */
    static int callsOf(int atOnce) {
        return Math.max(1, CALLS / atOnce) * atOnce;
    }

    private static List<String> firstCall() {
        String linkedid = Arrays.stream(recorded())
                .map(event -> AmiEvent.parse(event).get("Linkedid"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return Arrays.stream(recorded())
                .filter(event -> event.contains("inkedid: " + linkedid + "\r\n"))
                .filter(event -> CallTracker.needs(AmiEvent.parse(event).name()))
                .toList();
    }
}
