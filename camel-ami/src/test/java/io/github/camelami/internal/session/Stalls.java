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

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long this machine, busy with other things, lets a thread wait that could run; what took that long was no slower. */
final class Stalls implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long began = System.nanoTime();
    private volatile long longest;

    Stalls() {
        Thread watch = new Thread(this::watch, "stalls");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            do {
                longest = Math.max(longest, late());
                began = System.nanoTime();
            } while (!closed.await(STEP.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    private long late() {
        return System.nanoTime() - began - STEP.toNanos();
    }

    /** The longest so far, one that lasts included. */
    Duration longest() {
        return Duration.ofNanos(Math.max(longest, Math.max(0, late())));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
