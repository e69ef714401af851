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

import java.io.IOException;
import java.io.OutputStream;

/**
 * The buffered output of a session. The thread of the session writes. Another thread checks whether a write has
 * stalled.
 */
final class SessionOutput {

    private static final int BUFFER = 8192;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int length;
    private volatile long writingSince;

    SessionOutput(OutputStream out) {
        this.out = out;
    }

    void write(byte[] bytes) throws IOException {
        int offset = 0;
        while (offset < bytes.length) {
            int part = Math.min(BUFFER - length, bytes.length - offset);
            System.arraycopy(bytes, offset, buffer, length, part);
            length += part;
            offset += part;
            if (length == BUFFER) {
                flush();
            }
        }
    }

    void flush() throws IOException {
        if (length > 0) {
            writingSince = System.nanoTime() | 1;
            try {
                out.write(buffer, 0, length);
                out.flush();
            } finally {
                writingSince = 0;
            }
            length = 0;
        }
    }

    /** Whether a write has been blocked for longer than this time. */
    boolean stalledFor(long nanos) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > nanos;
    }
}
