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

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.internal.codec.MxmlDecoder;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the bodies of HTTP responses, in the format that the settings select. Not thread-safe. */
interface BodyDecoder {

    static BodyDecoder of(HttpSettings settings, long epoch) {
        return settings.mxml() ? mxml(settings, epoch) : rawman(settings, epoch);
    }

    /**
     * Decodes one body to its end.
     *
     * @return the number of bytes of a last message that was cut off; 0 if there is none
     * @throws AmiException.ProtocolViolation if the body is not AMI
     */
    int decode(InputStream answer, MessageSink sink) throws IOException;

    private static BodyDecoder mxml(HttpSettings settings, long epoch) {
        return new MxmlDecoder(settings.charset(), settings.maxMessageSize(), epoch)::decode;
    }

    /** Creates a decoder for rawman, which is the same text as over TCP. */
    private static BodyDecoder rawman(HttpSettings settings, long epoch) {
        AmiDecoder decoder = new AmiDecoder(settings.charset(), settings.maxMessageSize(), epoch, false);
        return (answer, sink) -> {
            while (decoder.read(answer, sink) >= 0) {}
            return decoder.pending();
        };
    }
}
