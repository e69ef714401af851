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
package io.github.camelami.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Splits the bytes of a client into actions, with the limits of Asterisk: a line buffer of 1,024 bytes, and 128 lines.
 * If a line fills the buffer, its first 1,024 bytes are dropped, and reading continues with the rest of the line. After
 * a line of exactly 1,023 bytes and a CR, that rest is a bare LF, which counts as an empty line.
 */
final class RequestReader {

    private static final int LINE_BUFFER = 1024;
    private static final int MAX_LINES = 128;
    private static final int MAX_RAW = 1 << 20;

    private final InputStream in;
    private final TcpSession session;
    private final LongAdder bytes;
    private final byte[] chunk = new byte[8192];
    private final byte[] line = new byte[LINE_BUFFER];
    private int chunkLength;
    private int chunkOffset;

    RequestReader(InputStream in, TcpSession session, LongAdder bytes) {
        this.in = in;
        this.session = session;
        this.bytes = bytes;
    }

    /** The next action; null at the end of the stream, even if that follows an incomplete action. */
    ReceivedAction next() throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream raw = new ByteArrayOutputStream(128);
        String defect = null;
        int length = 0;
        for (int b = read(); b >= 0; b = read()) {
            if (raw.size() < MAX_RAW) {
                raw.write(b);
            }
            if (b != '\n') {
                line[length++] = (byte) b;
                if (length == LINE_BUFFER) {
                    defect = "Failed to parse message: line too long";
                    length = 0;
                }
                continue;
            }
            int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            length = 0;
            if (end == 0) {
                return new ReceivedAction(session, session, lines, WireText.decode(raw.toByteArray()), defect);
            } else if (lines.size() < MAX_LINES) {
                lines.add(WireText.decode(line, 0, lengthBeforeNul(end)));
            } else if (defect == null) {
                defect = "Too many lines in message or allocation failure";
            }
        }
        return null;
    }

    private int lengthBeforeNul(int end) {
        for (int i = 0; i < end; i++) {
            if (line[i] == 0) {
                return i;
            }
        }
        return end;
    }

    private int read() throws IOException {
        if (chunkOffset == chunkLength) {
            chunkLength = in.read(chunk);
            chunkOffset = 0;
            if (chunkLength < 0) {
                chunkLength = 0;
                return -1;
            }
            bytes.add(chunkLength);
        }
        return chunk[chunkOffset++] & 0xFF;
    }
}
