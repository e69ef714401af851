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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks on as few threads as possible. Each thread runs one task after the other. Because a task may block its
 * thread, another thread is started whenever tasks are waiting. Many short tasks therefore need only a few threads,
 * while each blocked task needs a thread of its own.
 */
public final class FewThreads implements Executor {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isComing = new AtomicBoolean();

    /** @param threads must start each task at once, without a queue */
    public FewThreads(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs a task soon.
     *
     * @throws RuntimeException or an Error, as the underlying executor does, if there is no thread for the task
     */
    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        try {
            callThread();
        } catch (RuntimeException | Error e) {
            boolean refused = waiting.remove(task);
            // other tasks may have been accepted because the thread was about to come
            runAll();
            if (refused) {
                throw e;
            }
        }
    }

    private void callThread() {
        if (!waiting.isEmpty() && isComing.compareAndSet(false, true)) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error e) {
                isComing.set(false);
                throw e;
            }
        }
    }

    private void work() {
        isComing.set(false);
        runAll();
    }

    private void runAll() {
        boolean ended = false;
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                callFurtherThread();
                task.run();
            }
            ended = true;
        } finally {
            if (!ended) {
                // a task has thrown an exception, and others may wait behind it
                runAll();
            }
        }
    }

    private void callFurtherThread() {
        try {
            callThread();
        } catch (RuntimeException | Error e) {
            // without a further thread, this one runs all tasks
        }
    }
}
