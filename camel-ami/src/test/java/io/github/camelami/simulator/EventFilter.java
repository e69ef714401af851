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

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A filter that a session has added with the action Filter. A session receives an event only if no excluding filter
 * matches the event, and if an including filter matches it or there is no including filter.
 */
record EventFilter(boolean including, Predicate<String> matches) {

    static final String BAD_FORMAT = "Filter was formatted incorrectly.  Check the syntax of the filter given.";
    static final String BAD_REGEX = "Filter did not compile.  Check the syntax of the filter given.";

    private static final Pattern CRITERION = Pattern.compile("\\G(action|name|header|method)\\(([^)]+)\\)(?:,|$)");
    private static final Pattern WORD = Pattern.compile("[^ ]*");

    static boolean pass(List<EventFilter> filters, String event) {
        boolean included = filters.stream().noneMatch(EventFilter::including);
        for (EventFilter filter : filters) {
            if (filter.matches.test(event)) {
                if (!filter.including) {
                    return false;
                }
                included = true;
            }
        }
        return included;
    }

    /**
     * Creates a filter from a regular expression over the whole text of the event. With a leading {@code !}, the filter
     * excludes events.
     */
    static EventFilter ofExpression(String filter) {
        boolean excluding = filter.startsWith("!");
        return new EventFilter(!excluding, textMatching("regex", excluding ? filter.substring(1) : filter));
    }

    /** Creates a filter from the MatchCriteria of Asterisk 22. */
    static EventFilter ofCriteria(String criteria, String filter) {
        boolean including = true;
        String name = "";
        String header = "";
        String method = "none";
        Matcher matcher = CRITERION.matcher(criteria);
        int end = 0;
        while (matcher.find()) {
            end = matcher.end();
            String value = matcher.group(2);
            switch (matcher.group(1)) {
                case "action" -> including = !value.equals("exclude");
                case "name" -> name = value;
                case "header" -> header = value;
                default -> method = value;
            }
        }
        if (end != criteria.length() || !WORD.matcher(name + header).matches() || !isAllowed(method, filter)) {
            throw new IllegalArgumentException(BAD_FORMAT);
        }
        return new EventFilter(including, named(name).and(inHeader(header, textMatching(method, filter))));
    }

    /** Without a method, or with the method none, there must be no text to compare with. */
    private static boolean isAllowed(String method, String filter) {
        return method.equals("none") == filter.isEmpty();
    }

    private static Predicate<String> named(String name) {
        return event -> name.isEmpty() || event.startsWith("Event: " + name + "\r\n");
    }

    private static Predicate<String> inHeader(String header, Predicate<String> value) {
        if (header.isEmpty()) {
            return value;
        }
        String start = header + ": ";
        return event ->
                event.lines().anyMatch(line -> line.startsWith(start) && value.test(line.substring(start.length())));
    }

    private static Predicate<String> textMatching(String method, String filter) {
        return switch (method) {
            case "none" -> text -> true;
            case "exact" -> text -> text.equals(filter);
            case "starts_with" -> text -> text.startsWith(filter);
            case "ends_with" -> text -> text.endsWith(filter);
            case "contains" -> text -> text.contains(filter);
            case "regex" -> compile(filter).asPredicate();
            default -> throw new IllegalArgumentException(BAD_FORMAT);
        };
    }

    /** Compiles a POSIX regular expression, whose character classes Java writes in another way. */
    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression.replace("[:space:]", "\\s"), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(BAD_REGEX, e);
        }
    }
}
