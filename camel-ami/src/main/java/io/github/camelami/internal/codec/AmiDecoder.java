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
import io.github.camelami.internal.wire.CommandOutput;
import io.github.camelami.internal.wire.LineSearch;
import io.github.camelami.internal.wire.Lines;
import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Decodes wire text into messages as it arrives, in pieces of any size.
 *
 * <p>The first line determines the kind of a message: {@code Event:} or {@code Response:}. Raw text of an old server
 * becomes a response without status. An empty line ends a message. Only the output of a Command before Asterisk 14
 * ({@code Response: Follows}) ends with {@code --END COMMAND--}. The decoder reads only the fields that are needed to
 * pass a message on. The message itself finds its other fields on request. Not thread-safe.
 */
public final class AmiDecoder {

    /** The size of the buffer while single events arrive. Most connections of an application are quiet. */
    private static final int BUFFER = 2 * 1024;

    /** The size that the buffer reaches if reads fill it. Larger reads make each event cheaper. */
    private static final int LARGE_BUFFER = 32 * 1024;

    /** How long the buffer remains large after the last read that needed it, in milliseconds. */
    private static final long LARGE_FOR = 10_000;

    private enum Kind {
        BANNER,
        NEXT,
        EVENT,
        RESPONSE,
        FOLLOWS,
        OUTPUT,
        OUTPUT_ENDED,
        TEXT
    }

    private final Charset charset;
    private final int maxMessageSize;
    private final LongSupplier clock;

    private final LineSearch lines = new LineSearch();
    private final MessageHead head = new MessageHead();
    private final BufferedEvent event;
    private byte[] buffer = new byte[BUFFER];
    private int end;
    private boolean filled;
    /**
     * Whether the next line is the first one of the latest read. Such a line cannot belong to a message that an earlier
     * read has completed.
     */
    private boolean fresh;

    private long now;
    /** When a read last needed a large buffer. */
    private long largeAt;

    private Kind kind;
    private int messageStart;
    private int lineStart;
    private int scanned;
    private int headStart;
    private int headEnd;

    /**
     * Creates the decoder of one connection or answer.
     *
     * @param maxMessageSize the maximum size of a message, in bytes; a longer message is a {@link
     *     AmiException.ProtocolViolation}
     * @param epoch the epoch that each event receives, which is the number of the session's login
     * @param banner whether the text begins with the server's greeting
     */
    public AmiDecoder(Charset charset, int maxMessageSize, long epoch, boolean banner) {
        this(charset, maxMessageSize, epoch, banner, System::currentTimeMillis);
    }

    /** @param clock supplies the time at which events arrive, in milliseconds since 1970 */
    AmiDecoder(Charset charset, int maxMessageSize, long epoch, boolean banner, LongSupplier clock) {
        this.charset = charset;
        this.maxMessageSize = maxMessageSize;
        this.clock = clock;
        this.event = new BufferedEvent(charset, epoch, lines, head);
        this.kind = banner ? Kind.BANNER : Kind.NEXT;
    }

    /**
     * Reads once, and decodes the bytes.
     *
     * @return the number of bytes read, or -1 at the end of the stream
     * @throws AmiException.ProtocolViolation if the bytes are not AMI; the stream must not be read any further
     */
    public int read(InputStream in, MessageSink sink) throws IOException {
        makeRoom();
        fresh = isBetweenLines();
        int count = in.read(buffer, end, buffer.length - end);
        if (count > 0) {
            end += count;
            filled = end == buffer.length;
            now = clock.getAsLong();
            largeAt = count > BUFFER ? now : largeAt;
            decode(sink);
        }
        return count;
    }

    /** Decodes bytes that are already in memory. */
    public void decode(byte[] bytes, int from, int length, MessageSink sink) {
        now = clock.getAsLong();
        fresh = isBetweenLines();
        for (int done = 0; done < length; ) {
            filled = length - done > buffer.length;
            largeAt = filled ? now : largeAt;
            makeRoom();
            int count = Math.min(length - done, buffer.length - end);
            System.arraycopy(bytes, from + done, buffer, end, count);
            end += count;
            done += count;
            decode(sink);
        }
        filled = false;
    }

    /**
     * Whether the next read will begin with a new line. Also false after a read that has filled the buffer, because
     * such a read may have stopped anywhere.
     */
    private boolean isBetweenLines() {
        return end == lineStart && !filled;
    }

    /** Whether the server's greeting has not arrived yet. */
    public boolean expectsBanner() {
        return kind == Kind.BANNER;
    }

    /** The number of bytes of an incomplete message, which are lost if the stream ends. */
    public int pending() {
        return end - messageStart;
    }

    private void makeRoom() {
        if (messageStart > 0) {
            System.arraycopy(buffer, messageStart, buffer, 0, end - messageStart);
            end -= messageStart;
            lineStart -= messageStart;
            scanned -= messageStart;
            messageStart = 0;
        }
        if (end == 0 && isTooLarge()) {
            buffer = new byte[BUFFER];
        } else if (end == buffer.length || filled && buffer.length < LARGE_BUFFER) {
            long most = Math.max(maxMessageSize + 1L, LARGE_BUFFER);
            long factor = buffer.length < LARGE_BUFFER ? 4 : 2;
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * factor, most));
        }
    }

    private boolean isTooLarge() {
        return buffer.length > LARGE_BUFFER || buffer.length > BUFFER && !filled && now - largeAt > LARGE_FOR;
    }

    private void decode(MessageSink sink) {
        while (true) {
            int lineFeed = Lines.lineFeed(buffer, scanned, end);
            if (lineFeed < 0) {
                scanned = end;
                checkLimits(end);
                return;
            }
            checkLimits(lineFeed + 1);
            scanned = lineFeed + 1;
            line(lineStart, Lines.contentEnd(buffer, lineStart, lineFeed), sink);
            lineStart = scanned;
            fresh = false;
        }
    }

    private void checkLimits(int to) {
        int length = to - messageStart;
        if (kind == Kind.BANNER && !Greeting.mayBegin(buffer, length)) {
            throw Greeting.notAmi(buffer, to, charset);
        }
        if (length > maxMessageSize) {
            throw new AmiException.ProtocolViolation(
                    "a message is longer than maxMessageSize=" + maxMessageSize + " bytes");
        }
    }

    private void line(int from, int to, MessageSink sink) {
        switch (kind) {
            case BANNER -> banner(to, sink);
            case NEXT -> firstLine(from, to, sink);
            case FOLLOWS, OUTPUT -> follows(from, to);
            case OUTPUT_ENDED -> {
                if (to > from) {
                    follows(from, to);
                } else {
                    deliver(sink);
                }
            }
            default -> {
                if (to > from) {
                    readHeader(from, to);
                } else {
                    deliver(sink);
                }
            }
        }
    }

    private void banner(int to, MessageSink sink) {
        String banner = Greeting.of(buffer, to, charset);
        startNext();
        sink.banner(banner);
    }

    private void firstLine(int from, int to, MessageSink sink) {
        if (to == from) {
            messageStart = scanned;
            sink.emptyLine(fresh);
            return;
        }
        boolean event = Lines.hasKey(buffer, from, to, "event");
        boolean response = !event && Lines.hasKey(buffer, from, to, "response");
        kind = event ? Kind.EVENT : response ? Kind.RESPONSE : Kind.TEXT;
        if (kind != Kind.TEXT) {
            lines.add(0);
            headStart = Lines.valueStart(buffer, from + (event ? 5 : 8), to) - messageStart;
            headEnd = to - messageStart;
        }
        if (response && Lines.equalsKey(buffer, messageStart + headStart, to, "Follows")) {
            kind = Kind.FOLLOWS;
        }
    }

    private void follows(int from, int to) {
        byte lineEnd = buffer[messageStart + headEnd];
        if (kind == Kind.FOLLOWS && CommandOutput.isHeader(buffer, from, to, lineEnd)) {
            readHeader(from, to);
        } else {
            boolean ended = CommandOutput.isEnd(buffer, from, to, lineEnd);
            kind = ended ? Kind.OUTPUT_ENDED : Kind.OUTPUT;
        }
    }

    private void readHeader(int from, int to) {
        lines.add(from - messageStart);
        head.read(buffer, messageStart, from, to);
    }

    private void deliver(MessageSink sink) {
        if (kind == Kind.EVENT) {
            sink.event(event.next(buffer, messageStart, scanned, headStart, headEnd, now));
            event.end();
        } else {
            String status = kind == Kind.TEXT ? "" : status(messageStart + headStart, messageStart + headEnd);
            byte[] message = Arrays.copyOfRange(buffer, messageStart, scanned);
            sink.message(AmiResponse.received(message, charset, status, head));
        }
        startNext();
    }

    private String status(int from, int to) {
        String known = Catalogue.STATUSES.get(buffer, from, to);
        return known != null ? known : new String(buffer, from, to - from, charset);
    }

    private void startNext() {
        kind = Kind.NEXT;
        messageStart = scanned;
        head.clear();
        lines.clear();
    }
}
