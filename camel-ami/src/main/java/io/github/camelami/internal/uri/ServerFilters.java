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

import io.github.camelami.internal.wire.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.StringHelper;

/**
 * The values of the option {@code serverFilter}.
 *
 * @param isAuto whether the session derives the filters from what its consumers want
 * @param filters the filters that the user has set
 */
public record ServerFilters(boolean isAuto, List<String> filters) {
    private static final String OPTION = "serverFilter";
    private static final String AUTO = "auto";
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    /** As regular expressions, these would match no event, so that the route would receive nothing. */
    private static final Set<String> SWITCHES =
            Set.of("true", "on", "yes", "enable", "enabled", "automatic", "false", "off", "no", "none", "disabled");

    /** Reads the values by label; null means that there are none. */
    public static ServerFilters of(Map<String, Object> byLabel) {
        List<String> values = byLabel == null
                ? List.of()
                : byLabel.values().stream().map(Object::toString).toList();
        return new ServerFilters(
                values.stream().anyMatch(ServerFilters::isAuto),
                values.stream().filter(value -> !isAuto(value)).toList());
    }

    /** What distinguishes these values from others. The label of auto has no meaning. */
    public static Object identity(Map<String, Object> byLabel) {
        return of(byLabel).isAuto ? AUTO : byLabel;
    }

    /**
     * Replaces {@code serverFilter=auto} by an option with a label, as Camel expects it.
     *
     * @throws IllegalArgumentException if the value of {@code serverFilter} is another text
     */
    public static void label(OptionCheck check, Map<String, Object> options) {
        List<String> names =
                options.keySet().stream().filter(ServerFilters::isOption).toList();
        for (String name : names) {
            if (options.get(name) instanceof String text && !text.startsWith("#")) {
                check.check(isAuto(text), name, text, "auto; an expression needs a label, as serverFilter.label");
                options.remove(name);
                options.put(OPTION + '.' + AUTO, AUTO);
            }
        }
    }

    /** Whether Camel reads this name as that of the option. */
    static boolean isOption(String name) {
        return StringHelper.dashToCamelCase(name).equalsIgnoreCase(OPTION);
    }

    static boolean isAuto(String value) {
        return value.strip().equalsIgnoreCase(AUTO);
    }

    /** What the option is as a map, for a text without a label. */
    static Map<String, Object> labelled(String text) {
        if (!isAuto(text)) {
            throw new IllegalArgumentException("serverFilter=" + text
                    + " is not valid; accepted: auto, as serverFilter.mode=auto; an expression needs a label, as"
                    + " serverFilter.label");
        }
        return Map.of(AUTO, AUTO);
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there are filters besides auto, or if a filter was meant to be auto
     */
    public void check(OptionCheck check) {
        for (String filter : filters) {
            check.check(!isMisspelt(filter), OPTION + ".*", filter, "auto, or a filter; did you mean auto?");
        }
        check.check(!isAuto || filters.isEmpty(), OPTION + ".*", filters, "nothing with serverFilter=auto");
    }

    private static boolean isMisspelt(String filter) {
        String word = filter.strip().toLowerCase(Locale.ROOT);
        return WORD.matcher(word).matches()
                && (SWITCHES.contains(word)
                        || word.length() > 2
                                && Spelling.closest(Set.of(AUTO), word).isPresent());
    }

    /**
     * Refuses the filters of the user, because they could exclude events that are needed.
     *
     * @throws IllegalArgumentException if there are filters besides auto
     */
    public void refuse(OptionCheck check, String accepted) {
        check.check(filters.isEmpty(), OPTION + ".*", filters, accepted);
    }
}
