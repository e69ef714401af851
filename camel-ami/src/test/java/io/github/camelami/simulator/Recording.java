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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The events in a recording of what a real server sent to a client, byte for byte. Answers and items of lists are left
 * out. The recording may be compressed with gzip.
 */
public final class Recording {

    private static final int BATCH = 256;

    private static final String LIST_ID = "\r\nActionID: " + RecorderConnection.ID_PREFIX;

    private final List<OutgoingEvent> events = new ArrayList<>();
    private final List<Duration> offsets = new ArrayList<>();
    private final List<List<OutgoingEvent>> batches = new ArrayList<>();
    private final Map<String, List<Map<String, String>>> lists = new HashMap<>();
    private int answers;
    private double firstTimestamp = Double.NaN;

    private Recording() {}

    /**
     * Reads the recording in a file.
     *
     * @throws IllegalArgumentException if the file is not a recording
     * @throws UncheckedIOException if the file does not exist, or cannot be read
     */
    static Recording read(Path file) {
        Path path = file.toAbsolutePath();
        if (Files.notExists(path)) {
            throw new UncheckedIOException(
                    "the recording " + path + " does not exist", new NoSuchFileException(path.toString()));
        }
        try {
            return read(Files.newInputStream(path));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + path + " cannot be played: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw unreadable(path, e.getCause());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static UncheckedIOException unreadable(Path path, IOException e) {
        return new UncheckedIOException("the recording " + path + " cannot be read: " + e.getMessage(), e);
    }

    /**
     * Reads a recording to its end, and closes the stream.
     *
     * @throws IllegalArgumentException if it is not a recording
     */
    public static Recording read(InputStream serverToClient) {
        try (InputStream in = unzipped(new BufferedInputStream(serverToClient))) {
            Recording recording = new Recording();
            byte[] bytes = in.readAllBytes();
            if (bytes.length == 0) {
                throw new IllegalArgumentException("it is empty");
            }
            recording.split(bytes);
            if (recording.events.isEmpty() && recording.answers == 0) {
                throw new IllegalArgumentException(
                        "it is not a recording, because it contains neither an event nor a list"
                                + " of a PBX. The lines of a recording end with CR LF");
            }
            for (int start = 0; start < recording.events.size(); start += BATCH) {
                recording.batches.add(
                        List.copyOf(recording.events.subList(start, Math.min(start + BATCH, recording.events.size()))));
            }
            return recording;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The items of a recorded list, with the field Event first; empty if the list was not recorded. */
    List<Map<String, String>> list(String action) {
        return lists.getOrDefault(action, List.of());
    }

    /** The number of events. */
    public int size() {
        return events.size();
    }

    /** The size of all events, in bytes. */
    public long bytes() {
        return events.stream().mapToLong(event -> event.bytes().length).sum();
    }

    List<OutgoingEvent> events() {
        return events;
    }

    List<List<OutgoingEvent>> batches() {
        return batches;
    }

    /** The time from the first event to the event with this index, by their timestamps. */
    Duration offset(int event) {
        return offsets.get(event);
    }

    private static InputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return zipped ? new GZIPInputStream(in) : in;
    }

    /** Splits the bytes into messages. If another empty line follows an event, it stays with that event. */
    private void split(byte[] bytes) {
        int start = 0;
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                int end = i + 4;
                while (end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n') {
                    end += 2;
                }
                add(Arrays.copyOfRange(bytes, start, end));
                start = end;
                i = end - 1;
            }
        }
    }

    /**
     * Adds a message if it is an event that the PBX sent to all sessions. The Privilege of such an event ends with
     * {@code all}. A FullyBooted without a Timestamp is left out, because it belongs to the login of the recorded
     * client.
     */
    private void add(byte[] block) {
        String text = WireText.decode(block);
        int id = text.indexOf(LIST_ID);
        if (id >= 0) {
            answers++;
            addToList(text.substring(id + LIST_ID.length(), text.indexOf('\r', id + 1)), text);
            return;
        }
        boolean broadcast = text.startsWith("Event: ") && text.contains(",all\r\n");
        if (broadcast && (!text.startsWith("Event: FullyBooted") || text.contains("\r\nTimestamp: "))) {
            events.add(OutgoingEvent.of(block));
            offsets.add(offsetOf(text));
        }
    }

    private void addToList(String action, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("ActionID:")) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        if (fields.containsKey("Event") && !fields.containsKey("EventList")) {
            lists.computeIfAbsent(action, key -> new ArrayList<>()).add(fields);
        }
    }

    private Duration offsetOf(String text) {
        int at = text.indexOf("\r\nTimestamp: ");
        if (at < 0) {
            return offsets.isEmpty() ? Duration.ZERO : offsets.get(offsets.size() - 1);
        }
        double timestamp = timestamp(text.substring(at + 13, text.indexOf('\r', at + 13)));
        firstTimestamp = Double.isNaN(firstTimestamp) ? timestamp : firstTimestamp;
        return Duration.ofNanos(Math.max(0, (long) ((timestamp - firstTimestamp) * 1e9)));
    }

    private static double timestamp(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an event has the Timestamp '" + value + "', which is not a number", e);
        }
    }
}
