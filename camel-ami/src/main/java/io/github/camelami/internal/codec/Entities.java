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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** The entities with which Asterisk escapes values in mxml. */
final class Entities {
    private static final byte[][] ALL = Stream.of("&lt;", "&gt;", "&amp;", "&apos;", "&quot;")
            .map(entity -> entity.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private Entities() {}

    /**
     * Whether an entity begins at the index {@code at}.
     *
     * @param limit the index at which the bytes in the buffer end
     */
    static boolean isAt(byte[] buffer, int at, int limit) {
        for (byte[] entity : ALL) {
            int to = at + entity.length;
            if (to <= limit && Arrays.equals(buffer, at, to, entity, 0, entity.length)) {
                return true;
            }
        }
        return false;
    }
}
