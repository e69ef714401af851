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
package io.github.camelami.internal.session;

import io.github.camelami.internal.wire.Catalogue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Derives filters for the PBX from what a consumer wants. The filters never exclude an event that the consumer wants.
 * If a condition cannot be expressed in a filter, events that do not meet it pass, and the session filters them
 * itself.
 *
 * <p>The filters only include events, so that the filters of several consumers can be added to one session. Asterisk
 * compares names and texts with regard to case, but the options of a consumer disregard it.
 *
 * <p>Asterisk compares with the locale C.UTF-8. There, neither a dot nor a negated bracket matches a byte that is not
 * valid in UTF-8. Therefore, no expression leads across values, which may have any charset.
 */
public final class DerivedFilters {
    /** Patterns whose meaning does not depend on case, charset, escapes or the rules of regular expressions. */
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_/@:;=-]+\\*?");

    /** Letters that Java considers equal to letters outside ASCII, if case does not matter. */
    private static final String FOLDED = "iks";

    /** Those letters outside ASCII. */
    private static final String FOLDED_TO = "\u0130\u0131\u017f\u212a";

    /** Asterisk accepts lines of up to 1,022 bytes. */
    private static final int MAX_LENGTH = 900;

    private static final String BEGIN = "^Event: ";

    /** What follows the name of an event, and what may follow a value. */
    private static final String END = "[[:space:]]";

    private DerivedFilters() {}

    /** The filters for the known events whose names pass the test. */
    public static Set<PbxFilter> named(Predicate<String> names) {
        return Catalogue.EVENT_NAMES.stream()
                .filter(names)
                .map(name -> named(name, ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The filters for the events that a consumer selects by patterns.
     *
     * @param include the patterns of the wanted names; empty for all names
     * @param exclude the patterns of names that are not wanted
     * @param match the patterns of the values of each field
     * @param charset the charset of the values
     */
    public static Set<PbxFilter> of(
            List<String> include, List<String> exclude, Map<String, List<String>> match, Charset charset) {
        String field = match.entrySet().stream()
                .filter(each -> isComparable(each.getKey(), charset)
                        && each.getValue().stream().allMatch(value -> isComparable(value, charset)))
                .map(each -> field(each.getKey(), each.getValue()))
                .filter(expression -> !expression.isEmpty() && expression.length() <= MAX_LENGTH)
                .findFirst()
                .orElse("");
        if (!include.isEmpty() && areSimple(include)) {
            return named(include, exclude, field);
        }
        if (!field.isEmpty()) {
            return Set.of(matching(field));
        }
        Set<String> unwanted = spellings(exclude);
        String others =
                BEGIN + otherThan(unwanted.stream().map(name -> name + '\r').toList());
        return unwanted.isEmpty() || others.length() > MAX_LENGTH ? PbxFilter.ALL : Set.of(matching(others));
    }

    private static Set<PbxFilter> named(List<String> include, List<String> exclude, String field) {
        Set<PbxFilter> filters = new LinkedHashSet<>();
        Set<String> unwanted = spellings(exclude);
        for (String pattern : include) {
            Set<String> known = spellings(List.of(pattern));
            known.stream()
                    .filter(name -> !unwanted.contains(name))
                    .map(name -> named(name, field))
                    .forEach(filters::add);
            if (known.isEmpty()) {
                filters.add(matching(BEGIN + anyCase(pattern, false)));
            }
        }
        return filters;
    }

    private static PbxFilter named(String name, String field) {
        String method = field.isEmpty() ? "" : ",method(regex)";
        return new PbxFilter("name(" + name + ')' + method, field);
    }

    private static PbxFilter matching(String expression) {
        return new PbxFilter("method(regex)", expression);
    }

    private static boolean areSimple(List<String> patterns) {
        return patterns.stream().allMatch(pattern -> SIMPLE.matcher(pattern).matches());
    }

    /** The known events with these names, in each spelling. Patterns that are not names are ignored. */
    private static Set<String> spellings(List<String> names) {
        return Catalogue.EVENT_NAMES.stream()
                .filter(known -> names.stream().anyMatch(known::equalsIgnoreCase))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Whether an expression can find this text, disregarding case, in values of this charset. In UTF-8, a dot matches
     * the letters outside ASCII that are equal to letters of the text. In other charsets, it does not.
     */
    private static boolean isComparable(String text, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || text.chars().noneMatch(c -> FOLDED.indexOf(Character.toLowerCase(c)) >= 0)
                || FOLDED_TO.chars().noneMatch(c -> charset.newEncoder().canEncode((char) c));
    }

    /** A regular expression for the lines of a field; empty if the patterns are too complex. */
    private static String field(String field, List<String> patterns) {
        if (!areSimple(patterns) || !SIMPLE.matcher(field).matches()) {
            return "";
        }
        return "(^|" + END + ')' + anyCaseLetters(field, true) + END + "*:" + END + "*"
                + patterns.stream().map(pattern -> anyCase(pattern, true)).collect(Collectors.joining("|", "(", ")"));
    }

    /** A regular expression for a pattern. The last letter before a final asterisk may be missing, as in Camel. */
    private static String anyCase(String pattern, boolean anyCharset) {
        int last = pattern.length() - 1;
        if (pattern.charAt(last) != '*') {
            return anyCaseLetters(pattern, anyCharset) + END;
        }
        return anyCaseLetters(pattern.substring(0, last - 1), anyCharset)
                + '('
                + anyCaseLetters(pattern.substring(last - 1, last), anyCharset)
                + '|'
                + END
                + ')';
    }

    /** @param anyCharset whether the text may have letters outside ASCII, which are up to four bytes long */
    private static String anyCaseLetters(String text, boolean anyCharset) {
        StringBuilder expression = new StringBuilder();
        for (char c : text.toCharArray()) {
            char lower = Character.toLowerCase(c);
            if (anyCharset && FOLDED.indexOf(lower) >= 0) {
                expression.append(".{1,4}");
            } else if (lower >= 'a' && lower <= 'z') {
                expression
                        .append('[')
                        .append(Character.toUpperCase(c))
                        .append(lower)
                        .append(']');
            } else {
                expression.append(c);
            }
        }
        return expression.toString();
    }

    /** A regular expression for every text that begins with none of these texts. */
    private static String otherThan(List<String> texts) {
        Map<Character, List<String>> rests = new TreeMap<>(texts.stream()
                .collect(Collectors.groupingBy(
                        text -> text.charAt(0), Collectors.mapping(text -> text.substring(1), Collectors.toList()))));
        StringBuilder firsts = new StringBuilder();
        StringBuilder expression = new StringBuilder();
        rests.forEach((first, rest) -> {
            if (first == '\r') {
                firsts.append("[:space:]");
            } else {
                // a hyphen comes first, where it does not denote a range
                firsts.insert(first == '-' ? 0 : firsts.length(), first);
                expression.append('|').append(first).append(otherThan(rest));
            }
        });
        return "([^" + firsts + ']' + expression + ')';
    }
}
