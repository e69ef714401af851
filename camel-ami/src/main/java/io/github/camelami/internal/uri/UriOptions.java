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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decodes the options of a URI to the values that its author meant. The options of all URIs are decoded and checked
 * here, regardless of how the URI reached the endpoint.
 */
public final class UriOptions {
    /**
     * Options whose values are patterns. The names are in lower case. A name that ends with a dot stands for all
     * options with this prefix.
     */
    private static final Set<String> PATTERNS =
            Set.of("include", "exclude", "trunks", "allowedactions", "match.", "serverfilter.");

    private static final Set<String> TEXTS = Set.of("username", "secret", "field.", "variable.");

    /**
     * Text that Camel may have encoded with {@code URLEncoder}. That class encodes a blank as a plus sign, and never as
     * %20.
     */
    private static final Pattern FORM = Pattern.compile("(?:[\\w.*+-]|%(?!20))*");

    /**
     * Characters whose meaning changes if Camel normalizes the URI. Camel uses the normalized URI to look up endpoints.
     */
    private static final Pattern LOST_IN_KEY = Pattern.compile("[ &]");

    private static final Pattern BLANK_OF_PLUS = Pattern.compile("[.)\\]\\\\] ");
    private static final Pattern EXPRESSION = Pattern.compile("\\$(simple)?\\{");
    private static final String USE_RAW = ", because Camel replaced a plus sign; write the value as RAW(...)";

    /**
     * The query that is added to a URI without one. Camel merges further options into it, and removes this parameter
     * again.
     */
    private static final String EMPTY_QUERY = "?hash=";

    private final boolean form;
    private final Map<String, Object> texts;

    private UriOptions(boolean form, Map<String, Object> texts) {
        this.form = form;
        this.texts = texts;
    }

    /**
     * Creates the options of a URI.
     *
     * @param texts the values as they stand in the query; values that are not text are kept unchanged
     */
    public static UriOptions of(String uri, Map<String, Object> texts) {
        return new UriOptions(isForm(uri, texts), new LinkedHashMap<>(texts));
    }

    /** Adds a query to a URI that has none, so that Camel can merge more options into it. */
    public static String withQuery(String uri) {
        return uri.indexOf('?') < 0 ? uri + EMPTY_QUERY : uri;
    }

    /** Removes the query that {@link #withQuery} has added, if it is still empty. */
    public static String withoutEmptyQuery(String uri) {
        return uri.endsWith(EMPTY_QUERY) ? uri.substring(0, uri.length() - EMPTY_QUERY.length()) : uri;
    }

    /** Whether Camel may have rewritten the URI, with sorted options and form-encoded values. */
    private static boolean isForm(String uri, Map<String, Object> texts) {
        String last = "";
        for (Map.Entry<String, Object> option : texts.entrySet()) {
            if (option.getKey().compareTo(last) < 0 || !isForm(option.getValue())) {
                return false;
            }
            last = option.getKey();
        }
        return uri.matches("[^:?]*://.*");
    }

    private static boolean isForm(Object value) {
        if (value instanceof List<?> values) {
            return values.stream().allMatch(UriOptions::isForm);
        }
        return !(value instanceof String text)
                || UriValue.isRaw(text)
                || FORM.matcher(text).matches();
    }

    /**
     * Returns the values that the author meant.
     *
     * @param endpoint the name of the PBX in the URI
     * @throws IllegalArgumentException naming the option if its value cannot be what the author meant
     */
    public Map<String, Object> decoded(String endpoint) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        texts.forEach((option, value) -> {
            Object meant = decoded(option, value);
            try {
                check(option, value, meant);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("ami:" + endpoint + ": " + e.getMessage());
            }
            decoded.put(option, meant);
        });
        return decoded;
    }

    /** Decodes one value without checking it. */
    public Object decoded(String option, Object value) {
        if (value instanceof List<?> values) {
            return values.stream().map(each -> decoded(option, each)).toList();
        }
        return value instanceof String text ? UriValue.decode(text, form, isOneOf(PATTERNS, option)) : value;
    }

    private static void check(String option, Object value, Object meant) {
        if (value instanceof List<?> values) {
            for (int i = 0; i < values.size(); i++) {
                check(option, values.get(i), ((List<?>) meant).get(i));
            }
        } else if (value instanceof String text && !UriValue.isRaw(text)) {
            checkRaw(option, text, '(', ')');
            checkRaw(option, text, '{', '}');
            checkPlus(option, (String) meant);
            refuse(
                    isExpression((String) meant),
                    option,
                    "has ${...}, which to() does not evaluate; use toD(); to send the text itself, use RAW(...) or the"
                            + " body");
        }
    }

    /** Refuses a RAW value without its end. Camel would send RAW and the bracket as a part of the value. */
    private static void checkRaw(String option, String text, char opening, char closing) {
        refuse(
                text.startsWith("RAW" + opening),
                option,
                String.format(
                        "begins with RAW%c but does not end with '%c'; to use this text itself, write the bracket as %%%X",
                        opening, closing, (int) opening));
    }

    /**
     * Refuses a value that must have lost a plus sign.
     *
     * @throws IllegalArgumentException naming the option
     */
    public static void checkPlus(String option, String meant) {
        boolean pattern = isOneOf(PATTERNS, option);
        refuse(meant.startsWith(" ") && (pattern || isOneOf(TEXTS, option)), option, "begins with a blank" + USE_RAW);
        refuse(
                pattern && BLANK_OF_PLUS.matcher(meant).find(),
                option,
                "has a blank after '.', ')', ']' or '\\'" + USE_RAW);
    }

    private static void refuse(boolean refused, String option, String why) {
        if (refused) {
            throw new IllegalArgumentException("option " + option + ' ' + why);
        }
    }

    /** Whether the text has an expression of Camel's Simple language. */
    public static boolean isExpression(String text) {
        return EXPRESSION.matcher(text).find();
    }

    /**
     * The names of the options in which a plus sign was read as a blank, because Camel may have encoded a blank that
     * way.
     */
    public List<String> readAsBlank() {
        return texts.entrySet().stream()
                .filter(option -> option.getValue() instanceof String text
                        && form
                        && !UriValue.isRaw(text)
                        && !decoded(option.getKey(), text).equals(text(option.getKey(), text)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String text(String option, String text) {
        return UriValue.decode(text, false, isOneOf(PATTERNS, option));
    }

    /**
     * Whether no other URI has the same normalized text. Only then does Camel keep one endpoint for this URI, because
     * it looks up endpoints by that text.
     */
    public boolean areKept() {
        return texts.entrySet().stream().allMatch(option -> isKept(option.getKey(), option.getValue()));
    }

    private boolean isKept(String option, Object value) {
        if (value instanceof List<?> values) {
            return values.stream().allMatch(each -> isKept(option, each));
        }
        if (!(value instanceof String text)) {
            return true;
        }
        if (UriValue.isRaw(text)) {
            return text.indexOf('%') < 0 || text.startsWith("RAW{") || text.indexOf(')') == text.length() - 1;
        }
        String meant = (String) decoded(option, text);
        String kept = URLEncoder.encode(meant, StandardCharsets.UTF_8).replace("%2B", "+");
        return !LOST_IN_KEY.matcher(meant).find()
                && UriValue.decode(kept, true, isOneOf(PATTERNS, option)).equals(meant);
    }

    private static boolean isOneOf(Set<String> options, String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return options.contains(lower) || options.contains(lower.substring(0, lower.indexOf('.') + 1));
    }
}
