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
 * A file with a recording of a call, as the SFTP server has it. A caller chooses its number, which may be part of the name:
 * neither a name here nor one there leads out of its folder, or is read as anything but a name.
 *
 * @param number the how many-th recording of its call it is
 * @param folder the folder within that of all recordings; empty for that folder itself
 * @param name the name there; null if it is not known, outside of that folder, or has other characters than names have
 * @param suffix what its name here has more than that of the call
 */
public record RecordingFile(int number, String folder, String name, String suffix) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MAX_LENGTH = 40;
    private static final Pattern PATH =
            Pattern.compile("((?:[\\w-][\\w.-]*/)*)([\\w+*=@:,-][\\w .+*=@:,-]*(\\.\\w{1,10}))");

    /**
     * The recordings of a call that are not here, each file once: a recording may be stopped and go on in the same file.
     *
     * @param pbxFolder the folder of all recordings on the PBX
     * @param stored the path of the call here, without the end of its name
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

    /** The name of a call here: when it began, who called, what number, and its id, with which the name is unique. */
    public static String nameOf(AmiCall call) {
        return String.join(
                "_",
                TIME.format(Instant.ofEpochMilli(call.startedAt()).atZone(ZoneId.systemDefault())),
                number(call.callerNumber()),
                number(call.calledNumber()),
                clean(call.id()));
    }

    /** How it is named in the log. */
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
