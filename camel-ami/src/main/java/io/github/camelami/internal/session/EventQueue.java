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
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The events of a buffer, in their order. A small backlog waits as it is, because consumers share these events, and they
 * cost nothing more. Events behind it wait as bytes, because the garbage collector would copy a large backlog again and
 * again. When it has been taken, no memory remains in use for it. Called with the lock of the buffer held.
 */
final class EventQueue {
    /** Up to this part of the heap, a collection copies a backlog in less time than it takes to pack it. */
    private static final int PART_OF_HEAP = 32;

    /** With the header of the array 64 KiB, so that a region of the garbage collector has no room left over. */
    private static final int CHUNK = 64 * 1024 - 16;

    /** After a backlog of more events than this, the memory of the queue of objects is released. */
    private static final int FEW_EVENTS = 1_024;

    private final long maxObjectBytes;
    private final int chunkSize;
    private Deque<AmiEvent> objects = new ArrayDeque<>();
    /** The largest number of objects that have waited. */
    private int most;
    /** The events behind the objects; null if there are none. */
    private PackedEvents packed;

    private long bytes;

    EventQueue() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, CHUNK);
    }

    /**
     * Creates a queue.
     *
     * @param maxObjectBytes the wire length of the events that wait as they are, in bytes
     * @param chunkSize the size of each chunk of bytes of the other events
     */
    EventQueue(long maxObjectBytes, int chunkSize) {
        this.maxObjectBytes = maxObjectBytes;
        this.chunkSize = chunkSize;
    }

    int size() {
        return objects.size() + (packed == null ? 0 : packed.count());
    }

    boolean isEmpty() {
        return packed == null && objects.isEmpty();
    }

    /** The wire length of all events, in bytes. */
    long bytes() {
        return bytes;
    }

    void add(AmiEvent event) {
        bytes += event.wireLength();
        if (packed == null && bytes <= maxObjectBytes) {
            objects.addLast(event);
            most = Math.max(most, objects.size());
        } else {
            packed = packed == null ? new PackedEvents(chunkSize) : packed;
            packed.add(event);
        }
    }

    /** The wire length of the first event, in bytes. */
    int firstLength() {
        return objects.isEmpty() ? packed.firstLength() : objects.getFirst().wireLength();
    }

    /** When the first event was received, in milliseconds since 1970. */
    long firstReceivedAt() {
        return objects.isEmpty() ? packed.firstReceivedAt() : objects.getFirst().receivedAt();
    }

    /** The epoch of the first event. */
    long firstEpoch() {
        return objects.isEmpty() ? packed.firstEpoch() : objects.getFirst().epoch();
    }

    AmiEvent takeFirst() {
        AmiEvent first = objects.isEmpty() ? packed.takeFirst() : objects.pollFirst();
        bytes -= first.wireLength();
        release();
        return first;
    }

    /** Removes the first event, which nobody will see. */
    void removeFirst() {
        bytes -= firstLength();
        if (objects.pollFirst() == null) {
            packed.removeFirst();
        }
        release();
    }

    private void release() {
        if (packed != null && packed.count() == 0) {
            packed = null;
        }
        if (most > FEW_EVENTS && objects.isEmpty()) {
            // a queue never becomes smaller by itself
            objects = new ArrayDeque<>();
            most = 0;
        }
    }

    void clear() {
        objects.clear();
        packed = null;
        bytes = 0;
        release();
    }
}
