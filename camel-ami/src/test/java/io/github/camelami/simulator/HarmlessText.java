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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.internal.wire.FieldNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows which text of a PBX is harmless, from the file {@code harmless.txt}. Everything else is replaced in a recording.
 */
final class HarmlessText {
    private static final List<String> SEPARATED_BY_BARS = List.of("value", "everywhere", "no-name");

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{2}");

    private static final Map<String, Set<String>> LISTS = read();

    private HarmlessText() {}

    /** Whether a list of the file has this entry. */
    static boolean lists(String list, String entry) {
        return LISTS.getOrDefault(list, Set.of()).contains(entry);
    }

    /** Whether the field may have this value. */
    static boolean isValueOf(String field, String value) {
        return lists("value " + field, value);
    }

    static boolean isEvent(String name) {
        return Catalogue.isEvent(name);
    }

    /** Whether Asterisk has a field of this name in any event or response. */
    static boolean isField(String name) {
        if (LONG_NUMBER.matcher(name).find()) {
            return false;
        }
        String known = FieldNames.ofResponse().restore(FieldNames.inMxml(name));
        return name.equalsIgnoreCase(known)
                || name.equals("SystemName")
                || !base(name).equals(name);
    }

    /** The name of a field without the role of its channel or bridge: {@code Exten} for {@code TransfereeExten}. */
    static String base(String field) {
        String base = base(field, "channel");
        return base == null ? orSelf(base(field, "bridge"), field) : base;
    }

    private static String orSelf(String base, String field) {
        return base == null ? field : base;
    }

    private static String base(String field, String kind) {
        for (String prefix : LISTS.get(kind + "-prefixes")) {
            if (field.startsWith(prefix) && lists(kind + "-fields", field.substring(prefix.length()))) {
                return field.substring(prefix.length());
            }
        }
        return null;
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> lists = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                HarmlessText.class.getResourceAsStream("harmless.txt"), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int colon = line.indexOf(": ");
                    String list = line.substring(0, colon);
                    String separator = SEPARATED_BY_BARS.contains(list.split(" ")[0]) ? "\\|" : " ";
                    lists.computeIfAbsent(list, key -> new HashSet<>())
                            .addAll(Arrays.asList(line.substring(colon + 2).split(separator)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }
}
