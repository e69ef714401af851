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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiMessage;
import java.util.ArrayDeque;
import java.util.Deque;

/** A first-in, first-out queue of bytes. The bytes are in chunks, each of which is released when it has been read. */
final class ByteQueue {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final int chunkSize;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private byte[] first;
    private byte[] last;
    /** The index in the first chunk of the next byte to read. */
    private int read;
    /** The index in the last chunk of the next byte to write. */
    private int written;

    ByteQueue(int chunkSize) {
        this.chunkSize = chunkSize;
        this.first = new byte[chunkSize];
        this.last = first;
        chunks.add(first);
    }

    /** Writes a number, in fewer bytes if it is close to zero. */
    void write(long number) {
        // 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4
        long rest = number << 1 ^ number >> Long.SIZE - 1;
        while (rest >>> BITS != 0) {
            put((byte) (rest | MORE));
            rest >>>= BITS;
        }
        put((byte) rest);
    }

    /** Writes the bytes of a message. */
    void write(AmiMessage message) {
        for (int done = 0, length = message.wireLength(); done < length; ) {
            int part = Math.min(length - done, roomInLast());
            message.copyTo(done, last, written, part);
            written += part;
            done += part;
        }
    }

    private void put(byte each) {
        roomInLast();
        last[written++] = each;
    }

    private int roomInLast() {
        if (written == chunkSize) {
            last = new byte[chunkSize];
            chunks.addLast(last);
            written = 0;
        }
        return chunkSize - written;
    }

    /** Reads a number. */
    long read() {
        long bits = 0;
        byte each;
        int shift = 0;
        do {
            unreadInFirst();
            each = first[read++];
            bits |= (long) (each & MORE - 1) << shift;
            shift += BITS;
        } while (each < 0);
        return bits >>> 1 ^ -(bits & 1);
    }

    /** Reads as many bytes as the array has. */
    byte[] read(byte[] target) {
        for (int done = 0; done < target.length; ) {
            int part = Math.min(target.length - done, unreadInFirst());
            System.arraycopy(first, read, target, done, part);
            read += part;
            done += part;
        }
        return target;
    }

    void skip(int length) {
        for (int left = length; left > 0; ) {
            int part = Math.min(left, unreadInFirst());
            read += part;
            left -= part;
        }
    }

    private int unreadInFirst() {
        if (read == chunkSize) {
            chunks.removeFirst();
            first = chunks.getFirst();
            read = 0;
        }
        return chunkSize - read;
    }
}
