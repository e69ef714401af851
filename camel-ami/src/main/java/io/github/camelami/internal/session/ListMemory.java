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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the total memory of the unfinished lists of one connection. A limit on the number of items is not enough,
 * because an item may be as long as {@code maxMessageSize}.
 */
final class ListMemory {
    /** The bytes that an item needs in addition to its text, for its objects and its place in the list. */
    private static final int OVERHEAD = 256;

    private static final int SHARE_OF_HEAP = 4;

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    ListMemory(long heap) {
        this.limit = heap / SHARE_OF_HEAP;
    }

    /** The limit, in bytes. */
    long limit() {
        return limit;
    }

    /** The memory of one list, or of one text answer, until it ends. */
    final class Part {
        private long mine;
        private boolean ended;

        /** Adds an item; returns false if there is no room for it. */
        synchronized boolean add(AmiMessage item) {
            int size = size(item);
            mine += size;
            return held.addAndGet(size) <= limit;
        }

        /** Removes an item that has been taken from the list. */
        synchronized void remove(AmiEvent item) {
            if (!ended) {
                mine -= size(item);
                held.addAndGet(-size(item));
            }
        }

        /** Releases the memory of the list, because the list was delivered or has failed. */
        synchronized void end() {
            if (!ended) {
                ended = true;
                held.addAndGet(-mine);
            }
        }

        private int size(AmiMessage item) {
            return item.wireLength() + OVERHEAD;
        }
    }
}
