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

import io.github.camelami.internal.wire.FieldNames;
import io.github.camelami.internal.wire.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.util.StringHelper;

/** Names of options that do not exist. They are refused with the option that was probably meant, and never with a value. */
public final class UnknownOptions {
    /** What other products call these options. */
    private static final Map<String, String> SYNONYMS = Map.of(
            "hostname", "host",
            "server", "host",
            "user", "username",
            "login", "username",
            "password", "secret",
            "pass", "secret",
            "passwd", "secret",
            "ssl", "tls");

    /** The options that have a name of their own after a dot. */
    private static final List<String> WITH_NAMES = List.of("field", "variable", "match", "http", "serverFilter");

    /** What the name of an option looks like, unless it comes from a value that Camel has split at an ampersand. */
    private static final Pattern PLAIN = Pattern.compile("[^ <>]+");

    private static final String PIECE = "; if it belongs to a value that contains '&', write this value as RAW(...)";

    private UnknownOptions() {}

    /**
     * Refuses options of a URI.
     *
     * @param unknown the options that the endpoint does not have, with their values
     * @param known the options that it has
     * @throws IllegalArgumentException if there are unknown options; it names the first one
     */
    public static void refuse(String endpoint, Map<String, Object> unknown, Collection<String> known) {
        if (!unknown.isEmpty()) {
            String option = unknown.keySet().iterator().next();
            Optional<String> meant = meant(option, known);
            boolean isPiece = !PLAIN.matcher(option).matches()
                    || meant.isEmpty()
                            && Objects.toString(unknown.get(option), "").isEmpty();
            throw new IllegalArgumentException("ami:" + endpoint + ": "
                    + (isPiece ? explanation(option, Optional.empty()) + PIECE : explanation(option, meant)));
        }
    }

    /** A text that says that an option does not exist, and which one was probably meant. */
    static String explanation(String option, Optional<String> meant) {
        return "option " + option.replaceAll("\\p{Cntrl}", ".") + " does not exist"
                + meant.map(known -> ", did you mean " + known + "?").orElse("");
    }

    private static Optional<String> meant(String option, Collection<String> known) {
        int dot = option.indexOf('.');
        if (dot > 0) {
            String name = option.substring(dot);
            return Spelling.closest(WITH_NAMES, option.substring(0, dot)).map(prefix -> prefix + name);
        }
        Optional<String> similar = similar(option, known);
        boolean isField = FieldNames.ofEvents().contains(option);
        return isField && (similar.isEmpty() || Character.isUpperCase(option.charAt(0)))
                ? Optional.of("field." + option + " or match." + option)
                : similar;
    }

    /**
     * The option that was probably meant; empty if none is similar.
     *
     * @param known the options that exist, either all in camel case or all with dashes
     */
    public static Optional<String> similar(String option, Collection<String> known) {
        String synonym = SYNONYMS.get(StringHelper.dashToCamelCase(option).toLowerCase(Locale.ROOT));
        return synonym != null && known.contains(synonym) ? Optional.of(synonym) : Spelling.closest(known, option);
    }
}
