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
package io.github.camelami.internal.uri;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads one pattern by Camel's rules: a name, a prefix with a final {@code *}, or a regular expression. Case does not
 * matter.
 */
final class NamePattern {
    /** Texts without special characters. Read as a regular expression, such a text matches only itself. */
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9 _/@:;=-]+");

    private NamePattern() {}

    /**
     * Returns a test whether a text matches the pattern.
     *
     * @throws IllegalArgumentException if the pattern is not valid
     */
    static Predicate<String> of(String pattern) {
        boolean open = pattern.endsWith("*");
        String start = pattern.substring(0, pattern.length() - 1).toLowerCase(Locale.ENGLISH);
        Predicate<String> literal = open ? text -> startsWith(text, start) : pattern::equalsIgnoreCase;
        if (!open && PLAIN.matcher(pattern).matches()) {
            return literal;
        }
        try {
            Pattern regex = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
            // ab* is also a regular expression. As such it matches a, too; all other texts that it matches begin with
            // ab
            int length = open && PLAIN.matcher(start).matches() ? start.length() - 1 : -1;
            return literal.or(text -> (length < 0 || text.length() == length)
                    && regex.matcher(text).matches());
        } catch (PatternSyntaxException e) {
            if (pattern.endsWith("*")) {
                return literal;
            }
            throw new IllegalArgumentException("'" + pattern
                    + "' is neither a name, nor one with a final *, nor a regular expression: " + e.getDescription());
        }
    }

    /** Like startsWith on the text in lower case, but converts the text only if it is not ASCII. */
    private static boolean startsWith(String text, String start) {
        for (int i = 0; i < start.length() && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                return text.toLowerCase(Locale.ENGLISH).startsWith(start);
            }
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != start.charAt(i)) {
                return false;
            }
        }
        return text.length() >= start.length();
    }
}
