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

import io.github.camelami.message.AmiMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an mxml answer gave. Bytes stand for characters of ISO 8859-1 where a test gives text. */
public final class MxmlDecoding implements MessageSink {
    static final int LIMIT = 4 * 1024 * 1024;

    public final List<AmiMessage> messages = new ArrayList<>();
    int pending = -1;

    public static MxmlDecoding of(String latin1) {
        return of(Transcripts.bytes(latin1));
    }

    public static MxmlDecoding of(byte[] answer) {
        return new MxmlDecoding().read(new ByteArrayInputStream(answer), LIMIT);
    }

    MxmlDecoding read(InputStream answer, int maxMessageSize) {
        pending = read(answer, maxMessageSize, this);
        return this;
    }

    static int read(InputStream answer, int maxMessageSize, MessageSink sink) {
        try {
            return new MxmlDecoder(StandardCharsets.UTF_8, maxMessageSize, 7).decode(answer, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of these {@code <generic>} elements' attributes. */
    public static String answer(String... attributes) {
        StringBuilder answer = new StringBuilder("<ajax-response>\n");
        for (String message : attributes) {
            answer.append("<response type='object' id='unknown'><generic ")
                    .append(message)
                    .append(" /></response>\n");
        }
        return answer.append("</ajax-response>\n").toString();
    }

    /** The messages' texts, in characters of ISO 8859-1. */
    List<String> texts() {
        return messages.stream()
                .map(message -> new String(message.wireBytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void message(AmiMessage message) {
        messages.add(message);
    }
}
