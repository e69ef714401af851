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

import io.github.camelami.message.AmiException;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the mxml answers of Asterisk's web server into messages, one complete answer at a time.
 *
 * <p>Each message is converted to the text that would arrive over TCP, which {@link AmiDecoder} then decodes. mxml does
 * not preserve:
 *
 * <ul>
 * <li>the spelling of names that are not in a list of Asterisk's fields ({@code Order-ID} of a UserEvent stays {@code
 *     order_id}, {@code _1st} may have been {@code 1st}), and the place of a repeated field among the other fields;
 * <li>blanks at the start and end of values and lines, such as the indentation of a Command's output;
 * <li>lines that consist of blanks, and carriage returns without a line feed. The text after them is read as a separate
 *     line.
 * </ul>
 *
 * <p>The sender of a UserEvent can therefore write a line of blanks, and then text that is read as another message
 * ({@code Event: Hangup}). Only rawman and TCP distinguish such text from the messages of the PBX. Not thread-safe.
 */
public final class MxmlDecoder {
    private static final JAXBContext CONTEXT = context();
    private static final byte[] END_OF_FOLLOWS = "--END COMMAND--\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Unmarshaller unmarshaller;
    private final Charset charset;
    private final int maxMessageSize;
    private final long epoch;

    private final StringBuilder wire = new StringBuilder();

    /**
     * @param charset the charset in which the PBX stores values
     * @param maxMessageSize the maximum size of a message, in bytes; a longer message is a {@link
     *     AmiException.ProtocolViolation}
     * @param epoch the epoch that each event receives, which is the number of the session's login
     */
    public MxmlDecoder(Charset charset, int maxMessageSize, long epoch) {
        this.charset = charset;
        this.maxMessageSize = maxMessageSize;
        this.epoch = epoch;
        try {
            unmarshaller = CONTEXT.createUnmarshaller();
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads one answer to its end, and passes on each message when it is complete. If this fails, the messages before
     * the failure have been passed on.
     *
     * @return the number of bytes of a last message that was cut off; 0 if there is none
     * @throws AmiException.ProtocolViolation if the answer is not mxml (judged by its first 64 KiB), or a message is
     *     too long
     */
    public int decode(InputStream answer, MessageSink sink) throws IOException {
        MxmlMessages messages = new MxmlMessages(answer, charset, maxMessageSize, sink);
        messages.open();
        MxmlReader reader = new MxmlReader(messages.attributes());
        AmiDecoder decoder = new AmiDecoder(charset, maxMessageSize, epoch, false);
        wire.setLength(0);
        while (next(messages, decoder, sink)) {
            MxmlMessage message = read(reader.start());
            if (!message.isContinuation()) {
                deliver(decoder, sink);
            } else if (wire.length() > 0) {
                wire.append(" \r\n");
            }
            message.appendTo(wire);
        }
        deliver(decoder, sink);
        return messages.pending();
    }

    private boolean next(MxmlMessages messages, AmiDecoder decoder, MessageSink sink) throws IOException {
        try {
            return messages.next();
        } catch (IOException | AmiException.ProtocolViolation e) {
            deliver(decoder, sink);
            throw e;
        }
    }

    private MxmlMessage read(MxmlReader reader) {
        try {
            return unmarshaller.unmarshal(reader, MxmlMessage.class).getValue();
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(AmiDecoder decoder, MessageSink sink) {
        if (wire.length() == 0) {
            return;
        }
        wire.append("\r\n");
        byte[] bytes = wire.toString().getBytes(StandardCharsets.ISO_8859_1);
        wire.setLength(0);
        decoder.decode(bytes, 0, bytes.length, sink);
        if (decoder.pending() > 0) {
            decoder.decode(END_OF_FOLLOWS, 0, END_OF_FOLLOWS.length, sink);
        }
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(MxmlMessage.class);
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }
}
