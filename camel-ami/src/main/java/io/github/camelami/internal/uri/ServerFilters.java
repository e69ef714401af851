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
import java.util.Map;

/**
 * The values of the option {@code serverFilter}.
 *
 * @param isAuto whether the session derives the filters from what its consumers want
 * @param filters the filters that the user has set
 */
public record ServerFilters(boolean isAuto, List<String> filters) {
    private static final String OPTION = "serverFilter";
    private static final String AUTO = "auto";

    /** Reads the values by label; null means that there are none. */
    public static ServerFilters of(Map<String, Object> byLabel) {
        List<String> values = byLabel == null
                ? List.of()
                : byLabel.values().stream().map(Object::toString).toList();
        return new ServerFilters(
                values.contains(AUTO),
                values.stream().filter(value -> !value.equals(AUTO)).toList());
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
        if (options.get(OPTION) instanceof String text && !text.startsWith("#")) {
            check.check(text.equals(AUTO), OPTION, text, "auto; an expression needs a label, as serverFilter.label");
            options.remove(OPTION);
            options.put(OPTION + '.' + AUTO, AUTO);
        }
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there are filters besides auto
     */
    public void check(OptionCheck check) {
        check.check(!isAuto || filters.isEmpty(), OPTION + ".*", filters, "nothing with serverFilter=auto");
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
