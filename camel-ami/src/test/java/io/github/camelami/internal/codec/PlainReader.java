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
import java.util.ArrayList;
import java.util.List;

/** Reads wire text the plain way, line by line as Strings, to compare the decoder with. */
public record PlainReader(String banner, List<Block> blocks) {

    /** A line with its key and value; the key is null where the line has none. */
    public record Line(String key, String value) {}

    /** A message: its text with the empty line that ends it, and its lines. */
    public record Block(String text, List<Line> lines) {}

    public static PlainReader of(byte[] bytes) {
        String rest = new String(bytes, StandardCharsets.ISO_8859_1);
        String banner = "";
        List<Block> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < rest.length(); ) {
            int lineFeed = rest.indexOf('\n', at);
            int next = lineFeed < 0 ? rest.length() : lineFeed + 1;
            String whole = rest.substring(at, next);
            String content = whole.replaceFirst("\r?\n$", "");
            if (at == 0 && content.contains("Call Manager")) {
                banner = content;
            } else if (!content.isEmpty()) {
                text.append(whole);
                lines.add(line(content));
            } else if (!lines.isEmpty()) {
                blocks.add(new Block(text.append(whole).toString(), List.copyOf(lines)));
                text.setLength(0);
                lines.clear();
            }
            at = next;
        }
        return new PlainReader(banner, blocks);
    }

    private static Line line(String content) {
        String[] parts = content.split(":", 2);
        return parts.length == 1 || parts[0].isEmpty()
                ? new Line(null, content)
                : new Line(parts[0], parts[1].startsWith(" ") ? parts[1].substring(1) : parts[1]);
    }
}
