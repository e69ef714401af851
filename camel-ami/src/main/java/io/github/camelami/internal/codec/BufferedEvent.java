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
import io.github.camelami.internal.wire.LineSearch;
import io.github.camelami.internal.wire.Lines;
import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.message.AmiEvent;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The event that a decoder is passing on, while its bytes are in the decoder's buffer. One instance serves all events
 * of the decoder, one after the other.
 */
final class BufferedEvent implements ReceivedEvent {
    private final Charset charset;
    private final long epoch;
    private final LineSearch lines;
    private final MessageHead head;

    private byte[] buffer;
    private int start;
    private int end;
    private long receivedAt;
    private String name;
    private AmiEvent made;
    private long count;

    /**
     * Creates the instance of a decoder.
     *
     * @param lines the lines of the current event, which the decoder records
     * @param head the head of the current event, which the decoder records
     */
    BufferedEvent(Charset charset, long epoch, LineSearch lines, MessageHead head) {
        this.charset = charset;
        this.epoch = epoch;
        this.lines = lines;
        this.head = head;
    }

    /**
     * Changes this instance to the event at {@code [from, to)} of the buffer.
     *
     * @param nameStart the index at which the name begins, counted from {@code from}
     * @param nameEnd the index at which the name ends, counted from {@code from}
     * @param now when the event arrived, in milliseconds since 1970
     */
    BufferedEvent next(byte[] holder, int from, int to, int nameStart, int nameEnd, long now) {
        buffer = holder;
        start = from;
        end = to;
        receivedAt = now;
        name = Catalogue.eventName(holder, from + nameStart, from + nameEnd, charset);
        made = null;
        return this;
    }

    /**
     * Releases the buffer, so that the decoder can replace it by a smaller one. The event must not be used any more.
     */
    void end() {
        buffer = null;
        made = null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long classes() {
        return head.classes();
    }

    @Override
    public boolean isAnswerTo(String idPrefix) {
        return head.isAnswerTo(buffer, start, idPrefix);
    }

    @Override
    public boolean matches(String field, Predicate<String> test) {
        int line = lines.line(buffer, start, field);
        if (line < 0) {
            return line == LineSearch.UNCLEAR && matchesMessage(field, test);
        }
        int colon = line + field.length();
        int to = Lines.contentEnd(buffer, colon, Lines.lineFeed(buffer, colon, end));
        String value = text(Lines.valueStart(buffer, colon, to), to);
        // the message knows which values are escaped
        return value.indexOf('\\') < 0 ? test.test(value) : matchesMessage(field, test);
    }

    private boolean matchesMessage(String field, Predicate<String> test) {
        String value = message().get(field);
        return value != null && test.test(value);
    }

    @Override
    public AmiEvent message() {
        if (made == null) {
            byte[] bytes = Arrays.copyOfRange(buffer, start, end);
            made = AmiEvent.received(bytes, charset, name, head, receivedAt, epoch, ++count);
        }
        return made;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, charset);
    }
}
