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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.io.ByteArrayInputStream;
import java.util.Map;

/** Decodes bytes that may be anything and asks the messages all they can be asked. */
final class AnyBytes {
    private AnyBytes() {}

    /**
     * @return how many messages there were
     * @throws AssertionError if a message contradicts itself; a ProtocolViolation is an orderly end
     */
    static int decode(byte[] bytes) {
        boolean banner = bytes.length > 0 && (bytes[0] & 1) == 1;
        Decoding decoding = banner ? Decoding.withBanner() : Decoding.withLimit(512);
        decoding.feedInPieces(bytes, bytes.length / 3, bytes.length / 2);
        int length = 0;
        for (AmiMessage message : decoding.messages) {
            length += message.wireLength();
            ask(message);
        }
        if (length > bytes.length) {
            throw new AssertionError("messages of " + length + " bytes out of " + bytes.length);
        }
        return decoding.messages.size();
    }

    /** The same of an mxml answer. */
    static int decodeMxml(byte[] answer) {
        MxmlDecoding decoding = new MxmlDecoding();
        try {
            decoding.read(new ByteArrayInputStream(answer), 512);
        } catch (AmiException.ProtocolViolation e) {
            check(e.getMessage() != null, null);
        }
        decoding.messages.forEach(AnyBytes::ask);
        return decoding.messages.size();
    }

    private static void ask(AmiMessage message) {
        for (Map.Entry<String, String> field : message.entrySet()) {
            check(field.getValue().equals(String.join("\n", message.values(field.getKey()))), message);
        }
        check(message.keySet().size() == message.size(), message);
        check(message.equals(message) && message.wireText() != null, message);
        message.linesWithoutKey();
        message.toString();
        if (message instanceof AmiEvent event) {
            event.timestamp();
            event.privileges();
            event.isBroadcast();
            check(event.name() != null, message);
        } else if (message instanceof AmiResponse response) {
            check(response.output() != null && response.message() != null && response.status() != null, message);
        }
    }

    private static void check(boolean holds, AmiMessage message) {
        if (!holds) {
            throw new AssertionError(message.wireText());
        }
    }
}
