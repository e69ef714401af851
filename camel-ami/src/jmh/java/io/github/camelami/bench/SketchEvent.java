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
package io.github.camelami.bench;

import java.nio.charset.StandardCharsets;

/** An event that keeps its bytes, and looks for a field when asked for it. */
final class SketchEvent {
    private static final int NAME = "Event: ".length();

    private final byte[] bytes;
    private final String name;

    SketchEvent(byte[] bytes) {
        this.bytes = bytes;
        int end = NAME;
        while (bytes[end] != '\r') {
            end++;
        }
        this.name = text(NAME, end);
    }

    String name() {
        return name;
    }

    String get(String field) {
        int line = 0;
        while (line < bytes.length) {
            int end = line;
            while (bytes[end] != '\n') {
                end++;
            }
            int colon = line + field.length();
            if (colon < end && bytes[colon] == ':' && text(line, colon).equalsIgnoreCase(field)) {
                return text(colon + 2, end - 1);
            }
            line = end + 1;
        }
        return null;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
