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

import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/**
 * Reads the answers of a connection to their ends. If an answer ends inside a message, the bytes of that message count
 * as discarded.
 */
final class AnswerReader {
    private final HttpSettings settings;
    private final SynchronizedSink sink;
    private final long epoch;
    private volatile int discarded;

    /** @param epoch the epoch that each event receives */
    AnswerReader(HttpSettings settings, SynchronizedSink sink, long epoch) {
        this.settings = settings;
        this.sink = sink;
        this.epoch = epoch;
    }

    /** Creates a decoder, which can decode several answers one after the other. */
    BodyDecoder decoder() {
        return BodyDecoder.of(settings, epoch);
    }

    /**
     * Reads an answer to its end. If reading fails, at least one byte of a message counts as discarded.
     *
     * @param to receives the messages
     * @param received receives the number of bytes of each read, when they have been decoded
     */
    void read(AjamAnswer answer, BodyDecoder decoder, MessageSink to, IntConsumer received) throws IOException {
        int cutOff = 1;
        try {
            LimitedBody body = answer.body(received);
            cutOff = decoder.decode(body, to);
            // a connection can be used again only if the answer was read to its end
            body.transferTo(OutputStream.nullOutputStream());
            sink.received(0);
        } finally {
            discarded = Math.max(discarded, cutOff);
        }
        if (cutOff > 0) {
            throw new AmiException.ProtocolViolation("the answer ends inside a message");
        }
    }

    /** The number of bytes of a message that the end of an answer cut off. */
    int discarded() {
        return discarded;
    }
}
