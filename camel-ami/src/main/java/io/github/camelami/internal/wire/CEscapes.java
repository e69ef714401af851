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
package io.github.camelami.internal.wire;

/** Decodes C escapes such as {@code \n}, which Asterisk writes into some values ({@code ast_escape_c}). */
public final class CEscapes {
    private static final String ESCAPED = "abfnrtv\\'\"?";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\'\"?";

    private CEscapes() {}

    /** Returns the text with its escapes decoded. A backslash that begins no known escape stays. */
    public static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = c == '\\' && i + 1 < text.length() ? ESCAPED.indexOf(text.charAt(i + 1)) : -1;
            if (escape >= 0) {
                plain.append(MEANT.charAt(escape));
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
