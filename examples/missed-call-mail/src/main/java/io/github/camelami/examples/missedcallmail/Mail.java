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
package io.github.camelami.examples.missedcallmail;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.Leg;
import io.github.camelami.call.QueueVisit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mail about a missed call, as plain lines. Callers choose the names that they show, so the names are cleaned. */
public record Mail(String subject, String text) {
    private static final String SUBJECT = "Subject: ";
    private static final int MAX_LENGTH = 80;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

    /** Writes the mail about a call. */
    public static Mail about(AmiCall call) {
        List<String> lines = new ArrayList<>();
        lines.add("Caller:  " + caller(call));
        lines.add("Called:  " + clean(call.calledNumber()));
        lines.add(
                "When:    " + TIME.format(Instant.ofEpochMilli(call.startedAt()).atZone(ZoneId.systemDefault())));
        lines.add("Waited:  " + Duration.ofMillis(call.duration()).toSeconds() + " s");
        lines.add("Result:  " + call.disposition());
        lines.add("Phones:  "
                + call.legs().stream()
                        .filter(leg -> leg.dialStatus() != null)
                        .map(Leg::number)
                        .map(Mail::clean)
                        .distinct()
                        .collect(Collectors.joining(", ")));
        lines.add("Queues:  "
                + call.queues().stream().map(QueueVisit::queue).map(Mail::clean).collect(Collectors.joining(", ")));
        lines.removeIf(line -> line.endsWith(":  "));
        if (call.partial()) {
            lines.add("The connection to the PBX was lost during this call; it may have been answered meanwhile.");
        }
        return new Mail("Missed call from " + caller(call), String.join("\n", lines) + "\n");
    }

    /** The mail as the text of a file: the subject, an empty line, and the text. */
    public String toFile() {
        return SUBJECT + subject + "\n\n" + text;
    }

    /** Reads a mail that {@link #toFile} has written. */
    public static Mail read(byte[] file) {
        String[] parts = new String(file, StandardCharsets.UTF_8).split("\n\n", 2);
        return new Mail(parts[0].substring(SUBJECT.length()), parts[1]);
    }

    /**
     * The caller's name and number. The name is that which the phones showed, because the dialplan may have looked it
     * up. If there is none, it is the name that the caller sent.
     */
    private static String caller(AmiCall call) {
        String name = call.shownName() == null ? call.callerName() : call.shownName();
        return name == null ? clean(call.callerNumber()) : clean(name) + " <" + clean(call.callerNumber()) + ">";
    }

    /** Returns the value as one line without control, format or other invisible characters, shortened if necessary. */
    static String clean(String value) {
        if (value == null || value.isBlank()) {
            return "unknown";
        }
        String line = value.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
