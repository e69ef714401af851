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
 * Makes requests reach the server in the order in which they begin, although each uses its own connection. The order
 * matters for two reasons: the PBX requires that the counts of a nonce increase, and it answers the later of two {@code
 * WaitEvent} requests with the events.
 */
final class RequestSequencer {
    /**
     * The time, in nanoseconds, after which a written request is assumed to have reached the server. If its answer
     * arrives earlier, the request has certainly reached it.
     */
    private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toNanos(5);

    private final ReentrantLock writing = new ReentrantLock(true);
    private volatile Object last;
    private volatile long writtenAt;

    /**
     * Waits until the calling thread may send a request. Others wait until this thread calls {@link #written} or {@link
     * #ended}.
     */
    void begin() {
        writing.lock();
        long left;
        while (last != null && (left = writtenAt + ON_ITS_WAY - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Lets the next request begin, because this one has been handed to the network. Called by the thread that called
     * {@link #begin}.
     */
    void written(Object request) {
        if (writing.isHeldByCurrentThread()) {
            last = request;
            writtenAt = System.nanoTime();
            writing.unlock();
        }
    }

    /** Records that a request has been answered, or will never be answered. */
    void ended(Object request) {
        if (last == request) {
            last = null;
        }
        if (writing.isHeldByCurrentThread()) {
            writing.unlock();
        }
    }
}
