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

import java.util.ArrayList;
import java.util.List;

/**
 * The names of channel variables and functions, {@code NAME} or {@code HASH(crm,id)}. As in Asterisk, a comma inside
 * parentheses does not separate.
 */
public final class VariableNames {
    private VariableNames() {}

    /** Splits a list at the commas outside parentheses, and drops empty names. Returns an empty list for null. */
    public static List<String> split(String list) {
        List<String> names = new ArrayList<>();
        for (int start = 0, end; list != null && start <= list.length(); start = end + 1) {
            end = next(list, start, ',');
            String name = list.substring(start, end).strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** The index at which the name in {@code NAME=value} ends, or -1 if there is no {@code =}. */
    public static int end(String assignment) {
        int equals = next(assignment, 0, '=');
        return equals < assignment.length() ? equals : assignment.indexOf('=');
    }

    /** Whether {@code Variable: NAME=value} with this name sets one variable and nothing else. */
    public static boolean isName(String name) {
        return !name.isBlank() && name.indexOf('=') < 0 && isBalanced(name) && next(name, 0, ',') == name.length();
    }

    /** The index of the next {@code wanted} character outside parentheses, or the length of the text. */
    private static int next(String text, int from, char wanted) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == wanted && depth == 0) {
                return i;
            }
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        }
        return text.length();
    }

    private static boolean isBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return depth == 0;
    }
}
