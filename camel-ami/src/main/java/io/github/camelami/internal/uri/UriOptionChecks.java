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

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Checks options that Camel would read as zero or false, or would reject with a message that does not say what is
 * accepted.
 */
public final class UriOptionChecks {
    private static final Pattern DURATION =
            Pattern.compile("\\d{1,18}|(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?", Pattern.CASE_INSENSITIVE);

    /** The only option of type long that is not a duration. */
    private static final String LARGE_NUMBER = "bufferBytes";

    private UriOptionChecks() {}

    /**
     * Checks the options of an endpoint.
     *
     * @param types knows the type of each option
     * @throws IllegalArgumentException naming the option, its value and what is accepted
     */
    public static void check(OptionCheck check, Map<String, Object> options, PropertyConfigurerGetter types) {
        options.forEach((option, value) -> refused(option, value, types.getOptionType(option, false))
                .ifPresent(accepted -> check.check(false, option, value, accepted)));
    }

    /**
     * Checks a value that may be a text.
     *
     * @param type that of the option; null if there is no such option
     * @return what is accepted, if the value is refused
     */
    static Optional<String> refused(String option, Object value, Class<?> type) {
        String text = value instanceof String given ? given.strip() : "#";
        if (text.startsWith("#") || type == null) {
            return Optional.empty();
        }
        if (option.equals(LARGE_NUMBER)) {
            return unless(isNumber(text), "a number");
        }
        if (type == long.class) {
            return unless(isDuration(text), "a duration like 500ms, 20s or 5m");
        }
        if (type == int.class || type == Integer.class) {
            return unless(isNumber(text), "a number")
                    .or(() -> unless(
                            Math.abs(Long.parseLong(text)) <= Integer.MAX_VALUE,
                            "a number up to " + Integer.MAX_VALUE));
        }
        if (type == boolean.class) {
            return unless(text.matches("(?i)true|false"), "true, false");
        }
        return type.isEnum() ? refusedChoice(text, type.getEnumConstants()) : Optional.empty();
    }

    /** Checks the name of an enum constant, with the same tolerance as Camel's own conversion. */
    private static Optional<String> refusedChoice(String text, Object[] choices) {
        List<String> names = Stream.of(choices).map(Object::toString).toList();
        return unless(names.stream().anyMatch(text::equalsIgnoreCase), String.join(", ", names));
    }

    private static Optional<String> unless(boolean valid, String accepted) {
        return valid ? Optional.empty() : Optional.of(accepted);
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,18}");
    }

    private static boolean isDuration(String text) {
        if (!text.toUpperCase(Locale.ROOT).startsWith("P")) {
            return DURATION.matcher(text).matches();
        }
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
