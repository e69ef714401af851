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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The documented fields of the actions of Asterisk 16 to 22.11, as {@code manager show command} lists them. */
public final class ActionFields {
    private static final Map<String, Set<String>> FIELDS = fields();

    /** Fields that any action may have. */
    private static final Set<String> COMMON = AnyCaseMap.setOf("ActionID", "Variable");

    private ActionFields() {}

    /**
     * The documented fields of an action. Null if the action is unknown, or may have any field.
     *
     * @param action the name of the action; case does not matter
     */
    public static Set<String> of(String action) {
        return FIELDS.get(action);
    }

    /** Whether the action is known, and this field is not among its documented fields. */
    public static boolean isUnknown(String action, String field) {
        Set<String> known = FIELDS.get(action);
        return known != null && !known.contains(field) && !COMMON.contains(field);
    }

    /**
     * A suggestion to append to a warning about an unknown field, such as {@code , did you mean Context?}. Empty if no
     * documented field is similar.
     */
    public static String suggestion(String action, String field) {
        return Spelling.suggestion(FIELDS.get(action), field);
    }

    private static Map<String, Set<String>> fields() {
        Map<String, Set<String>> fields = new HashMap<>();
        for (String line : Catalogue.lines("action-fields.txt")) {
            String[] words = line.split(" ");
            fields.put(words[0], AnyCaseMap.setOf(Arrays.copyOfRange(words, 1, words.length)));
        }
        return new AnyCaseMap<>(fields);
    }
}
