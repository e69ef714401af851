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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An action as a session received it. */
public final class ReceivedAction {

    private final SimulatedSession session;
    private final AnswerOutput output;
    private final List<String> lines;
    private final String raw;
    private final String defect;

    ReceivedAction(SimulatedSession session, AnswerOutput output, List<String> lines, String raw, String defect) {
        this.session = session;
        this.output = output;
        this.lines = List.copyOf(lines);
        this.raw = raw;
        this.defect = defect;
    }

    /** The session over which the action arrived. */
    public SimulatedSession session() {
        return session;
    }

    /** The value of {@code Action}; empty if there was none. */
    public String name() {
        return field("Action");
    }

    /** The value of {@code ActionID}; empty if there was none. */
    public String actionId() {
        return field("ActionID");
    }

    /**
     * The first value of a field; empty if there was none. Case does not matter. Leading blanks and control characters
     * are removed. Trailing blanks are kept.
     */
    public String field(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether the field is present; it may be empty. */
    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** All values of a field in their order. */
    public List<String> values(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            if (line.regionMatches(true, 0, start, 0, start.length())) {
                values.add(skipBlanks(line.substring(start.length())));
            }
        }
        return values;
    }

    /** The first value of each field, by the name of the field. Case of the names does not matter. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                fields.putIfAbsent(line.substring(0, colon), skipBlanks(line.substring(colon + 1)));
            }
        }
        return fields;
    }

    /** The lines without their line ends. */
    public List<String> lines() {
        return lines;
    }

    /** The text of the action as it was received, including the final empty line. */
    public String raw() {
        return raw;
    }

    /** Where to write the answer. */
    AnswerOutput output() {
        return output;
    }

    /** The error message if the text is not a valid action; otherwise null. */
    String defect() {
        return defect;
    }

    @Override
    public String toString() {
        return raw;
    }

    /** Removes leading blanks and control characters, as Asterisk does. */
    private static String skipBlanks(String value) {
        int start = 0;
        while (start < value.length() && value.charAt(start) <= ' ') {
            start++;
        }
        return value.substring(start);
    }
}
