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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes requests reach the server in the order in which they begin, although each uses a connection of its own. The
 * order matters for two reasons: the PBX requires the counts of a nonce to increase, and of two {@code WaitEvent}
 * requests, it sends the events to the later one.
 */
final class RequestSequencer {
    /**
     * The time, in nanoseconds, after which a written request is assumed to have reached the server. If its answer
     * arrives earlier, the answer proves it.
     */
    private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toNanos(5);

    private final ReentrantLock writing = new ReentrantLock(true);
    private volatile Object last;
    private volatile long writtenAt;

    /** Waits for the calling thread's turn, which lasts until {@link #written} or {@link #ended}. */
    void begin() {
        writing.lock();
        long left;
        while (last != null && (left = writtenAt + ON_ITS_WAY - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /** Ends the turn, because the request has been handed to the network. For the thread that called {@link #begin}. */
    void written(Object request) {
        if (writing.isHeldByCurrentThread()) {
            last = request;
            writtenAt = System.nanoTime();
            writing.unlock();
        }
    }

    /** Ends the request, which has its answer or will never have one. */
    void ended(Object request) {
        if (last == request) {
            last = null;
        }
        if (writing.isHeldByCurrentThread()) {
            writing.unlock();
        }
    }
}
