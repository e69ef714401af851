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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.internal.wire.Lines;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the messages of an mxml answer, and the attributes of each message.
 *
 * <p>Asterisk's mxml is often not well-formed XML. The class relies only on the way in which Asterisk writes it ({@code
 * main/manager.c, xml_translate}): in values, {@code & < > ' "} are always escaped, so a raw {@code <} begins a tag and
 * a raw {@code '} ends a value. Nothing else of XML counts, so document types and custom entities have no effect. If
 * the answer ends early, the messages before its end have been found.
 */
final class MxmlMessages {
    private static final int BUFFER = 16 * 1024;
    private static final int MAX_PREAMBLE = 64 * 1024;
    private static final Pattern ROOT =
            Pattern.compile("(\u00ef\u00bb\u00bf)?\\s*+(<\\?xml[^>]*+>)?+\\s*+<ajax-response>");
    private static final byte[] MESSAGE = bytes("<response");
    private static final byte[] END_OF_MESSAGE = bytes("</response>");

    private final InputStream in;
    private final Charset charset;
    private final int maxMessageSize;
    private final MessageSink sink;

    private byte[] buffer = new byte[BUFFER];
    private int end;
    private int scanned;
    private int messageStart = -1;
    private boolean discarding;

    private final Attributes attributes = new Attributes();

    MxmlMessages(InputStream in, Charset charset, int maxMessageSize, MessageSink sink) {
        this.in = in;
        this.charset = charset;
        this.maxMessageSize = maxMessageSize;
        this.sink = sink;
    }

    /** Reads the answer up to its root element. Fails if the first 64 KiB contain no root element. */
    void open() throws IOException {
        Matcher root = ROOT.matcher("");
        while (!root.reset(new String(buffer, 0, end, StandardCharsets.ISO_8859_1))
                .lookingAt()) {
            if (!root.hitEnd() || end >= MAX_PREAMBLE || !fill()) {
                throw notMxml();
            }
        }
        scanned = root.end();
    }

    /** The attributes of the message that {@link #next} has found. */
    Attributes attributes() {
        return attributes;
    }

    /** The number of bytes of the message that the end of the answer cut off. */
    int pending() {
        boolean cut = messageStart >= 0 || isCut(scanned, MESSAGE);
        return cut ? end - (messageStart >= 0 ? messageStart : scanned) : 0;
    }

    /**
     * Finds the next message that may be needed.
     *
     * @return false at the end of the answer
     * @throws AmiException.ProtocolViolation if the message is too long
     */
    boolean next() throws IOException {
        while (nextMessage()) {
            if (isDue()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds the attributes of the next message. If another message begins before the end of a message, the incomplete
     * one is dropped.
     */
    private boolean nextMessage() throws IOException {
        while (true) {
            int tag = Lines.indexOf(buffer, '<', scanned, end);
            scanned = tag < 0 ? end : tag;
            if (tag < 0 || isCut(tag, MESSAGE) || isCut(tag, END_OF_MESSAGE)) {
                if (!fill()) {
                    return false;
                }
            } else if (isAt(tag, MESSAGE)) {
                messageStart = tag;
                scanned = tag + MESSAGE.length;
            } else if (isAt(tag, END_OF_MESSAGE) && messageStart >= 0) {
                attributes.find(buffer, messageStart, tag);
                messageStart = -1;
                scanned = tag + END_OF_MESSAGE.length;
                return true;
            } else {
                scanned = tag + 1;
            }
        }
    }

    private boolean fill() throws IOException {
        int keep = messageStart >= 0 ? messageStart : scanned;
        System.arraycopy(buffer, keep, buffer, 0, end - keep);
        end -= keep;
        scanned -= keep;
        messageStart = Math.max(messageStart - keep, -1);
        if (end > maxMessageSize && messageStart == 0) {
            throw new AmiException.ProtocolViolation(
                    "a message is longer than maxMessageSize=" + maxMessageSize + " bytes");
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, Math.max(maxMessageSize + 1L, BUFFER)));
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(count, 0);
        return count >= 0;
    }

    /**
     * Whether the message may be needed. An event that nobody needs is skipped, together with the
     * elements that continue it.
     */
    private boolean isDue() {
        boolean event = attributes.isNamed(0, "event");
        if (event || attributes.isNamed(0, "response")) {
            discarding = event && !isWanted();
        }
        return !discarding;
    }

    /**
     * Whether the event may be needed, judging by its name and classes. When the whole message has been read, the
     * decoder applies the other filters.
     */
    private boolean isWanted() {
        int from = attributes.valueStart(0);
        int to = attributes.valueEnd(0);
        long classes = 0;
        for (int i = attributes.count() - 1; i > 0; i--) {
            if (attributes.isNamed(i, "actionid") || attributes.isNamed(i, "opaque_data")) {
                return true;
            }
            if (attributes.isNamed(i, "privilege")) {
                classes = EventClasses.ofPrivilege(buffer, attributes.valueStart(i), attributes.valueEnd(i));
            }
        }
        String name = Catalogue.eventName(buffer, from, to, charset);
        return Lines.indexOf(buffer, '&', from, to) >= 0 || sink.wants(new UnreadEvent(name, classes));
    }

    private boolean isAt(int at, byte[] text) {
        return end - at >= text.length && Arrays.equals(buffer, at, at + text.length, text, 0, text.length);
    }

    /** Whether the bytes in the buffer end within this text, which would begin at {@code at}. */
    private boolean isCut(int at, byte[] text) {
        int length = end - at;
        return length < text.length && Arrays.equals(buffer, at, end, text, 0, length);
    }

    private AmiException.ProtocolViolation notMxml() {
        String seen = new String(buffer, 0, Math.min(end, 64), StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", ".")
                .strip();
        return new AmiException.ProtocolViolation("the answer " + (end == 0 ? "is empty" : "begins with '" + seen + "'")
                + ", not with the <ajax-response> of Asterisk's mxml: check host, port and httpPath");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
