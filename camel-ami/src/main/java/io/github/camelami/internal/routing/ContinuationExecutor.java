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
package io.github.camelami.internal.routing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Continues routes whose answers have arrived. Each worker handles one answer after the other, so that a burst of
 * answers wakes few threads. Because a route may block its worker, another worker is started whenever answers are
 * waiting. If no thread is available, the thread that received the answer continues the route itself.
 */
public final class ContinuationExecutor implements Executor {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean workerIsComing = new AtomicBoolean();

    /**
     * Creates an executor.
     *
     * @param threads runs the workers; must start each task at once, without a queue
     */
    public ContinuationExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable answer) {
        waiting.add(answer);
        callWorker();
    }

    private void callWorker() {
        if (!waiting.isEmpty() && workerIsComing.compareAndSet(false, true)) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error e) {
                // no thread is available, because the context is stopping or the machine has no more; the route
                // continues on this thread
                workerIsComing.set(false);
                takeAll();
            }
        }
    }

    private void work() {
        workerIsComing.set(false);
        for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            callWorker();
            answer.run();
        }
    }

    private void takeAll() {
        try {
            for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.run();
            }
        } finally {
            // if a continuation has thrown an exception, other answers may still be waiting
            callWorker();
        }
    }
}
