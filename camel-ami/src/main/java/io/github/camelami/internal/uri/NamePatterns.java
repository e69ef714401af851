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
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A list of patterns, separated by commas. A text matches if it matches one of them. */
public final class NamePatterns implements Predicate<String> {
    /** A comma between patterns, not within a quantifier like {1,3}. */
    private static final Pattern COMMA = Pattern.compile(",(?![^{]*\\})");

    private final List<String> texts;
    private final List<Predicate<String>> patterns;

    /**
     * Reads a list of patterns.
     *
     * @throws IllegalArgumentException if there is no pattern, or one is not valid
     */
    public NamePatterns(String patterns) {
        this.texts = split(patterns);
        this.patterns = texts.stream().map(NamePattern::of).toList();
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

    /** Whether the patterns have the same texts. Endpoints with equal options may share what is made for them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamePatterns that && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
