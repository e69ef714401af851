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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The recorded events of 200 calls, ready to be sent. */
final class Recording {
    private static final Pattern EVENT_END = Pattern.compile("(?<=\\r\\n\\r\\n)");
    private static final int FIRST_FIELDS = 2;

    private static byte[] recorded;
    private static String[] texts;

    private final byte[] bytes;

    /** @param fields how many fields each event has; 0 for those that it has */
    Recording(int fields) {
        load();
        bytes = fields == 0 ? recorded : shaped(fields);
    }

    private static synchronized void load() {
        if (recorded == null) {
            recorded = Capture.events();
            texts = EVENT_END.split(new String(recorded, StandardCharsets.ISO_8859_1));
        }
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** The recorded event of that number, counted around, with a field that tells when it was due. */
    byte[] event(int number, long due) {
        String text = texts[number % texts.length];
        return (text.substring(0, text.length() - 2) + Feeder.SENT_AT + ": " + due + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each event with its first fields, and the following ones over and over until there are enough. */
    private static byte[] shaped(int fields) {
        StringBuilder all = new StringBuilder(recorded.length);
        for (String text : texts) {
            List<String> lines = List.of(text.strip().split("\\r\\n"));
            for (int i = 0; i < fields; i++) {
                int rest = lines.size() - FIRST_FIELDS;
                all.append(lines.get(i < lines.size() ? i : FIRST_FIELDS + (i - FIRST_FIELDS) % rest))
                        .append("\r\n");
            }
            all.append("\r\n");
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
