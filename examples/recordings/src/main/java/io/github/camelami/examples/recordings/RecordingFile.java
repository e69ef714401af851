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
package io.github.camelami.examples.recordings;

import io.github.camelami.call.AmiCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A file with a recording of a call on the SFTP server. Callers choose their numbers, which may be part of file names.
 * For this reason, names are checked, so that none of them leads to another folder or has a special meaning, neither
 * here nor on the server.
 *
 * @param number the number of the recording within its call, counted from 1
 * @param folder the path within the folder of all recordings; empty for that folder itself
 * @param name the name on the server; null if it is unknown, is outside the folder of all recordings, or contains
 *     characters that are not accepted
 * @param suffix the end of the local file name, after the name of the call
 */
public record RecordingFile(int number, String folder, String name, String suffix) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MAX_LENGTH = 40;
    private static final Pattern PATH =
            Pattern.compile("((?:[\\w-][\\w.-]*/)*)([\\w+*=@:,-][\\w .+*=@:,-]*(\\.\\w{1,10}))");

    /**
     * The recordings of a call that have not been stored yet. Each file is listed once, because a recording may be
     * stopped and continued in the same file.
     *
     * @param pbxFolder the folder of all recordings on the PBX
     * @param stored the local path of the call, without the suffix
     */
    public static List<RecordingFile> missing(AmiCall call, String pbxFolder, String stored) {
        List<String> files = call.recordings().stream()
                .map(recording -> within(recording.file(), pbxFolder))
                .distinct()
                .toList();
        return IntStream.range(0, files.size())
                .mapToObj(index -> file(index + 1, files.get(index)))
                .filter(file -> file.name == null || Files.notExists(Path.of(stored + file.suffix)))
                .toList();
    }

    /**
     * The local name of a call: its start, the caller's number, the called number, and its id, which makes the name
     * unique.
     */
    public static String nameOf(AmiCall call) {
        return String.join(
                "_",
                TIME.format(Instant.ofEpochMilli(call.startedAt()).atZone(ZoneId.systemDefault())),
                number(call.callerNumber()),
                number(call.calledNumber()),
                clean(call.id()));
    }

    /** The description of the recording in the log. */
    @Override
    public String toString() {
        return number + (name == null ? " (of which no file within pbx.folder is known)" : " (" + folder + name + ")");
    }

    private static RecordingFile file(int number, String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return new RecordingFile(number, null, null, null);
        }
        return new RecordingFile(
                number, parts.group(1), parts.group(2), (number == 1 ? "" : "_" + number) + parts.group(3));
    }

    private static String within(String file, String folder) {
        String start = folder.endsWith("/") ? folder : folder + "/";
        return file != null && file.startsWith(start) ? file.substring(start.length()) : "";
    }

    private static String number(String value) {
        String number = clean(Objects.requireNonNullElse(value, ""));
        return number.isEmpty() ? "unknown" : number.substring(0, Math.min(number.length(), MAX_LENGTH));
    }

    private static String clean(String value) {
        return value.replaceAll("[^\\w+.-]", "-");
    }
}
