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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** What a real Asterisk 22 sent while 200 calls were set up: 25,000 events, 10.9 MB. */
final class Capture {
    private static final String RECORDING = "/captures/asterisk-22/ami/bench-200-calls.s2c.gz";

    private Capture() {}

    /** The events alone, without greeting and answers. */
    static byte[] events() {
        try (InputStream in = new GZIPInputStream(Capture.class.getResourceAsStream(RECORDING))) {
            String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            StringBuilder events = new StringBuilder(all.length());
            for (String message : all.split("(?<=\\r\\n\\r\\n)")) {
                if (message.startsWith("Event:")) {
                    events.append(message);
                }
            }
            return events.toString().getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of them. */
    static byte[] events(int count) {
        byte[] all = events();
        int end = 0;
        for (int events = 0; events < count; end++) {
            events += all[end] == '\n' && all[end - 2] == '\n' ? 1 : 0;
        }
        return Arrays.copyOf(all, end);
    }

    /** How many messages the bytes hold. */
    static int count(byte[] bytes) {
        int count = 0;
        for (int i = 3; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                count++;
            }
        }
        return count;
    }
}
