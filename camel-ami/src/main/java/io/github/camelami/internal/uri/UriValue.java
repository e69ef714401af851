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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Decodes and encodes the values in the query of a URI. Camel reads a query as a form, in which a plus sign is a blank.
 * In the query of an {@code ami:} URI, a plus sign is a plus sign, and {@code %XX} is the byte XX of UTF-8. {@code
 * RAW(...)} is taken literally, except for {@code %25}, which is a percent sign as everywhere in Camel.
 *
 * <p>Some EIPs (recipientList, for example) rewrite the URI as a form before the component receives it. In such a URI,
 * a {@code +} may be a plus sign or a blank. It is read as a plus sign where a blank makes no sense, and otherwise as a
 * blank.
 */
public final class UriValue {
    private static final char PLUS_OR_BLANK = '\uffff';
    private static final String RAW = "RAW";

    private UriValue() {}

    public static boolean isRaw(String text) {
        return text.startsWith(RAW + '(') && text.endsWith(")") || text.startsWith(RAW + '{') && text.endsWith("}");
    }

    /**
     * Whether this is an optional property placeholder without a value. Camel removes such an option from a URI, except
     * within a RAW value.
     */
    public static boolean isUnresolved(Object value) {
        return value instanceof String text && text.startsWith(PropertiesComponent.PREFIX_OPTIONAL_TOKEN);
    }

    /**
     * Decodes a value of a query.
     *
     * @param form whether Camel may have rewritten the URI, so that a plus sign may be a blank
     * @param pattern whether the value consists of patterns
     */
    public static String decode(String text, boolean form, boolean pattern) {
        if (isRaw(text)) {
            // Camel encodes a percent sign within RAW as %25 when it builds a URI itself, for example from YAML
            // parameters, and once more when it rewrites a URI as a form
            String raw = text.substring(RAW.length() + 1, text.length() - 1).replace("%25", "%");
            return form ? raw.replace("%25", "%") : raw;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscape(text, i)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (; isEscape(text, i); i += 3) {
                    bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                }
                decoded.append(bytes.toString(StandardCharsets.UTF_8));
                i--;
            } else {
                decoded.append(form && c == '+' ? PLUS_OR_BLANK : c);
            }
        }
        for (int i = 0; form && i < decoded.length(); i++) {
            if (decoded.charAt(i) == PLUS_OR_BLANK) {
                decoded.setCharAt(i, cannotBeBlank(decoded, i, pattern) ? '+' : ' ');
            }
        }
        return decoded.toString();
    }

    /**
     * Encodes a value for a query. {@link #decode} returns the same value, even if Camel has rewritten the query in the
     * meantime.
     */
    public static String encode(String value) {
        if (value.chars().allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "._~:/@*,!-".indexOf(c) >= 0))) {
            return value;
        }
        // when Camel rewrites a URI, it reads a RAW value only up to the first closing bracket
        if (value.contains("%25")) {
            return escaped(value);
        }
        if (value.indexOf(')') < 0) {
            return RAW + '(' + value + ')';
        }
        if (value.indexOf('}') < 0) {
            return RAW + '{' + value + '}';
        }
        return escaped(value);
    }

    /** Escapes a value that does not come from a URI, so that {@link #decode} returns the same value. */
    public static String escapePercent(String value) {
        return isRaw(value) ? value : value.replace("%", "%25");
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format("%%%02X", b));
        }
        return text.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /**
     * Whether the character at this index cannot be a blank, because a blank makes no sense there. This is so at the
     * start, after what a regular expression can repeat, and between a digit and a preceding character that no blank
     * follows, such as a slash.
     */
    private static boolean cannotBeBlank(CharSequence value, int at, boolean pattern) {
        if (at == 0) {
            return true;
        }
        char before = value.charAt(at - 1);
        if (pattern && ".)]\\".indexOf(before) >= 0) {
            return true;
        }
        boolean digit = at + 1 < value.length() && Character.isDigit(value.charAt(at + 1));
        String start = value.subSequence(Math.max(0, at - 4), at).toString().toLowerCase(java.util.Locale.ROOT);
        return digit
                && ("/<(=@[".indexOf(before) >= 0
                        || start.endsWith("sip:")
                        || start.endsWith("ips:")
                        || start.endsWith("tel:"));
    }
}
