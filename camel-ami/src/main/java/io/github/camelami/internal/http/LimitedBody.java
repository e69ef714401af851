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

import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** The body of an answer. Reading fails if the body is longer than the limit. */
final class LimitedBody extends InputStream {
    private final InputStream body;
    private final long limit;
    private final IntConsumer received;
    private final boolean markup;
    private boolean begun;
    private long total;
    private int last;

    /** @param markup whether the body is to be XML, instead of text */
    LimitedBody(InputStream body, long limit, IntConsumer received, boolean markup) {
        this.body = body == null ? InputStream.nullInputStream() : body;
        this.limit = limit;
        this.received = received;
        this.markup = markup;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        reportPrevious();
        int count = body.read(bytes, from, length);
        for (int i = from; !markup && !begun && i < from + count; i++) {
            checkStart(bytes[i]);
        }
        last = Math.max(0, count);
        total += last;
        if (total > limit) {
            throw new AmiException.ProtocolViolation("the answer is longer than maxResponseSize=" + limit + " bytes");
        }
        return count;
    }

    /** Rejects an HTML page in place of an answer. Such a page may begin with empty lines and a byte order mark. */
    private void checkStart(byte next) {
        begun = next > ' ';
        if (next == '<') {
            throw new AmiException.ProtocolViolation("the answer is a page, not the text of AMI");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Reports the number of bytes of the previous read. They have been decoded when the caller reads again. */
    private void reportPrevious() {
        if (last > 0) {
            received.accept(last);
            last = 0;
        }
    }
}
