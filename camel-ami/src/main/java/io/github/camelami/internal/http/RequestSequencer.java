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
 * Makes requests reach the server in the order in which they are begun, though each goes over a connection of its own.
 * The PBX must see the counts of a nonce rise, and of two {@code WaitEvent}s it answers the later.
 */
final class RequestSequencer {
    /** What a request may be on its way after it was written; its answer proves that it arrived. */
    private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toNanos(5);

    private final ReentrantLock writing = new ReentrantLock(true);
    private volatile Object last;
    private volatile long writtenAt;

    /** Waits for its turn; {@link #written} or {@link #ended} ends it. */
    void begin() {
        writing.lock();
        long left;
        while (last != null && (left = writtenAt + ON_ITS_WAY - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /** The request has been handed to the network, by the thread that began it. */
    void written(Object request) {
        if (writing.isHeldByCurrentThread()) {
            last = request;
            writtenAt = System.nanoTime();
            writing.unlock();
        }
    }

    /** The request has its answer, or never will. */
    void ended(Object request) {
        if (last == request) {
            last = null;
        }
        if (writing.isHeldByCurrentThread()) {
            writing.unlock();
        }
    }
}
