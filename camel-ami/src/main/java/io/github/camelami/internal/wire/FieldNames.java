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
package io.github.camelami.internal.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Restores the field names of one event, or of the responses. This is necessary because mxml preserves neither their
 * case nor their punctuation.
 */
public final class FieldNames {
    private static final Map<String, String> COMMON = new HashMap<>();
    private static final Map<String, FieldNames> OF_EVENT = new HashMap<>();
    private static final FieldNames OF_RESPONSE;
    private static final FieldNames OF_OTHERS = new FieldNames(Map.of());
    private static final Set<String> OF_EVENTS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private static final NameTable<String> IN_MXML;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    static {
        for (String line : Catalogue.lines("fields.txt")) {
            int colon = line.indexOf(':');
            Map<String, String> names = colon < 0 ? COMMON : new HashMap<>();
            List.of(line.substring(colon + 1).strip().split(" "))
                    .forEach(name -> names.put(inMxml(name).intern(), name));
            if (colon >= 0) {
                OF_EVENT.put(line.substring(0, colon), new FieldNames(names));
            }
        }
        OF_EVENTS.addAll(COMMON.values());
        Catalogue.actionNames()
                .forEach(action -> COMMON.putIfAbsent(inMxml(action).intern(), action));
        OF_RESPONSE = OF_EVENT.remove("Response");
        OF_EVENT.values().forEach(event -> OF_EVENTS.addAll(event.own.values()));
        Map<String, String> inMxml = new HashMap<>();
        Stream.concat(
                        Stream.of(COMMON, OF_RESPONSE.own),
                        OF_EVENT.values().stream().map(event -> event.own))
                .flatMap(names -> names.keySet().stream())
                .forEach(name -> inMxml.put(name, name));
        IN_MXML = new NameTable<>(inMxml);
    }

    private final Map<String, String> own;

    private FieldNames(Map<String, String> own) {
        this.own = own;
    }

    /** The known fields of all events, in any case. */
    public static Set<String> ofEvents() {
        return Collections.unmodifiableSet(OF_EVENTS);
    }

    public static FieldNames ofEvent(String name) {
        return OF_EVENT.getOrDefault(name, OF_OTHERS);
    }

    /**
     * The field names of the responses to all actions. They include the names of actions, which are field names in the
     * answer to ListCommands.
     */
    public static FieldNames ofResponse() {
        return OF_RESPONSE;
    }

    /** The name that Asterisk writes in mxml for the name of a field, or for a value that becomes a name. */
    public static String inMxml(String name) {
        char[] chars = name.toLowerCase(Locale.ROOT).toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = isLetter(chars[i]) || isDigit(chars[i]) ? chars[i] : '_';
        }
        String plain = String.valueOf(chars);
        return chars.length > 0 && !isLetter(chars[0]) ? '_' + plain : plain;
    }

    /**
     * Reads the name of a field in mxml at {@code [from, to)}. The number that Asterisk adds to repeated names ({@code
     * output-2}) is omitted, and characters that are not possible in a name become underscores. The result is interned.
     */
    public static String readMxml(byte[] bytes, int from, int to) {
        String known = IN_MXML.get(bytes, from, to);
        if (known != null) {
            return known;
        }
        int hyphen = Lines.indexOf(bytes, '-', from, to);
        if (hyphen >= 0) {
            return readMxml(bytes, from, hyphen);
        }
        char[] chars = new char[to - from];
        for (int i = 0; i < chars.length; i++) {
            char c = (char) bytes[from + i];
            chars[i] = isLetter(Lines.lower(c)) || isDigit(c) ? c : '_';
        }
        return String.valueOf(chars).intern();
    }

    /** The name as Asterisk spells it, or null if it is unknown. */
    public String restore(String mxmlName) {
        String name = known(mxmlName);
        if (name == null && mxmlName.chars().anyMatch(FieldNames::isDigit)) {
            name = numbered(mxmlName);
        }
        return name;
    }

    private String known(String mxmlName) {
        String name = own.get(mxmlName);
        return name != null ? name : COMMON.get(mxmlName);
    }

    /**
     * Restores a name that contains numbers. The list of known names has {@code Line-X-X} for {@code
     * Line-000001-000004}.
     */
    private String numbered(String mxmlName) {
        String name = known(NUMBER.matcher(mxmlName).replaceAll("x"));
        if (name == null) {
            return null;
        }
        List<String> numbers =
                Arrays.asList(mxmlName.replaceFirst("^[^0-9]+", "").split("[^0-9]+"));
        for (String number : numbers) {
            name = name.replaceFirst("X", number);
        }
        return name;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
