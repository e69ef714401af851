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
package io.github.camelami.internal.codec;

import java.util.List;

/** The entities with which Asterisk escapes values in mxml. */
final class Entities {
    private record Entity(String text, char character) {}

    private static final List<Entity> ALL = List.of(
            new Entity("&lt;", '<'),
            new Entity("&gt;", '>'),
            new Entity("&amp;", '&'),
            new Entity("&apos;", '\''),
            new Entity("&quot;", '"'));

    private Entities() {}

    /** Replaces the five entities. Any other {@code &} remains. */
    static String decode(String value) {
        int at = value.indexOf('&');
        return at < 0 ? value : decode(value, at);
    }

    private static String decode(String value, int first) {
        StringBuilder decoded = new StringBuilder(value.length());
        int done = 0;
        for (int at = first; at >= 0; at = value.indexOf('&', at + 1)) {
            for (Entity entity : ALL) {
                if (value.startsWith(entity.text, at)) {
                    decoded.append(value, done, at).append(entity.character);
                    done = at + entity.text.length();
                }
            }
        }
        return decoded.append(value, done, value.length()).toString();
    }
}
