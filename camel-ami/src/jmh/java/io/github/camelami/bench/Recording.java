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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The recorded events of 200 calls, as they are or in another shape. */
final class Recording {
    private static final Pattern EVENT_END = Pattern.compile("(?<=\\r\\n\\r\\n)");
    private static final Pattern ID = Pattern.compile("(?<=(?:nique|inked)[iI][dD]: )[^.\\r]*");

    private static final int CALLS = 2_000;

    /** Part of the id of the call that ends each repetition of calls. */
    static final String MARK_CALL = "-callmark";

    private static final Path FREEPBX = Path.of("src/test/resources/calls/freepbx");
    private static final Pattern FREEPBX_ID = Pattern.compile("lab22-1|(?<=BridgeUniqueid: )");

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
     *     call, n times at once, and that over again until there are {@link #CALLS} calls or more; {@code freepbx}: the
     *     calls of a dialplan of FreePBX's shape
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
                    case "freepbx" -> freepbx();
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

    List<AmiEvent> parsed() {
        return Arrays.stream(events).map(AmiEvent::parse).toList();
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
        for (int first = 0; first < CALLS; first += count) {
            for (String event : call) {
                for (int number = first; number < first + count; number++) {
                    all.add(numbered(event, number));
                }
            }
        }
        call.forEach(event -> all.add(numbered(event, "mark")));
        return all.toArray(String[]::new);
    }

    private static String numbered(String event, Object call) {
        return ID.matcher(event).replaceAll("000000000-call" + call);
    }

    /**
     * The recordings of calls, of which only the events that a call needs were kept, and between them the other events
     * of the large recording, in its proportion.
     */
    private static String[] freepbx() {
        String[] others = Arrays.stream(recorded())
                .filter(event -> !CallTracker.needs(AmiEvent.parse(event).name()))
                .toArray(String[]::new);
        double othersForEach = (double) others.length / (recorded().length - others.length);
        List<String> all = new ArrayList<>();
        int needed = 0;
        int taken = 0;
        for (String event : freepbxCalls()) {
            all.add(FREEPBX_ID.matcher(event).replaceAll("000000000-call"));
            for (needed++; taken < needed * othersForEach; taken++) {
                all.add(others[taken % others.length]);
            }
        }
        firstCall().forEach(event -> all.add(numbered(event, "mark")));
        return all.toArray(String[]::new);
    }

    private static List<String> freepbxCalls() {
        try (Stream<Path> files = Files.list(FREEPBX)) {
            List<String> events = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file).strip().replace("\n", "\r\n") + "\r\n\r\n";
                events.addAll(List.of(EVENT_END.split(text)));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
