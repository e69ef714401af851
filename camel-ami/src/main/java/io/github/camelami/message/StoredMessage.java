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
package io.github.camelami.message;

import io.github.camelami.internal.wire.Lines;
import io.github.camelami.internal.wire.MessageHead;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of an {@link AmiMessage}: its bytes, and the facts that the bytes do not contain. When a message
 * is deserialized, its bytes are decoded again, as if they had arrived from the PBX.
 */
final class StoredMessage implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean event;
    private final byte[] bytes;
    private final String charset;
    /** The name of an event, or the status of a response. */
    private final String head;

    private final long receivedAt;
    private final long epoch;
    private final long sequence;

    StoredMessage(AmiEvent event) {
        this(true, event, event.name(), event.receivedAt(), event.epoch(), event.sequence());
    }

    StoredMessage(AmiResponse response) {
        this(false, response, response.status(), 0, 0, 0);
    }

    private StoredMessage(boolean event, AmiMessage message, String head, long receivedAt, long epoch, long sequence) {
        this.event = event;
        this.bytes = message.bytes;
        this.charset = message.charset().name();
        this.head = head;
        this.receivedAt = receivedAt;
        this.epoch = epoch;
        this.sequence = sequence;
    }

    private Object readResolve() throws InvalidObjectException {
        if (bytes == null || charset == null || head == null) {
            throw damaged("a part is missing", null);
        }
        if (event != Lines.hasKey(bytes, 0, bytes.length, "event")) {
            throw damaged("it has the text of another kind", null);
        }
        try {
            Charset named = Charset.forName(charset);
            return event
                    ? AmiEvent.received(
                            bytes, named, head, MessageHead.of(bytes, bytes.length), receivedAt, epoch, sequence)
                    : AmiResponse.of(bytes, named, head);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(e.toString(), e);
        }
    }

    private static InvalidObjectException damaged(String why, @Nullable Exception cause) {
        InvalidObjectException damaged = new InvalidObjectException("the stored AMI message is damaged: " + why);
        damaged.initCause(cause);
        return damaged;
    }
}
