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

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Comma separated patterns by Camel's rules: exact, with a final wildcard, or a regular expression; in any case. */
public final class NamePatterns implements Predicate<String> {
    /** A comma between patterns, not within a quantifier like {1,3}. */
    private static final Pattern COMMA = Pattern.compile(",(?![^{]*\\})");

    /** Texts that have the same meaning as regular expressions. */
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9 _/@:;=-]+");

    private final List<Predicate<String>> patterns;

    /**
     * Reads a list of patterns.
     *
     * @throws IllegalArgumentException if there is no pattern, or one is not valid
     */
    public NamePatterns(String patterns) {
        this.patterns = split(patterns).stream().map(NamePatterns::compiled).toList();
        if (this.patterns.isEmpty()) {
            throw new IllegalArgumentException("it is empty; accepted are names, comma separated");
        }
    }

    public static List<String> split(String list) {
        return list == null
                ? List.of()
                : COMMA.splitAsStream(list)
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    @Override
    public boolean test(String text) {
        for (Predicate<String> pattern : patterns) {
            if (pattern.test(text)) {
                return true;
            }
        }
        return false;
    }

    private static Predicate<String> compiled(String pattern) {
        boolean open = pattern.endsWith("*");
        String start = pattern.substring(0, pattern.length() - 1).toLowerCase(Locale.ENGLISH);
        Predicate<String> literal = open ? text -> startsWith(text, start) : pattern::equalsIgnoreCase;
        if (!open && PLAIN.matcher(pattern).matches()) {
            return literal;
        }
        try {
            Pattern regex = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
            // as a regular expression, ab* also matches a; the literal covers everything else that it matches
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

    /** Like {@code startsWith} on the text in lower case, but without converting most texts. */
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
