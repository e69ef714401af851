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
package io.github.camelami.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads the first bytes of an answer that contains no AMI messages, such as an error page. */
final class AnswerStart {
    private static final int MAX_SEEN = 64;
    private static final int MAX_SKIPPED = 4096;

    private AnswerStart() {}

    /** Reads a short body that is not needed, so that its connection can be used again. */
    static void skip(ClassicHttpResponse response) {
        read(response, MAX_SKIPPED);
    }

    /** The first characters of a body, for the text of an exception. */
    static String seen(ClassicHttpResponse response) {
        return printable(new String(read(response, MAX_SEEN), StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads at most this many bytes. Does not close the stream, because closing it would read the rest of the body,
     * which may be long.
     */
    private static byte[] read(ClassicHttpResponse response, int bytes) {
        try {
            return response.getEntity() == null
                    ? new byte[0]
                    : response.getEntity().getContent().readNBytes(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    static String printable(String text) {
        return text.substring(0, Math.min(text.length(), MAX_SEEN)).replaceAll("[^ -~]", ".");
    }
}
