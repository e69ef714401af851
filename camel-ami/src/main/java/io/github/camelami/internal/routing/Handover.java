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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A task that must run on another thread. An executor that rejects a task may run it on the calling thread instead
 * (CallerRuns, the default of Camel's pools). This class prevents that, and reports the rejection.
 */
public final class Handover implements Runnable {
    private final Runnable task;
    private volatile Thread giver = Thread.currentThread();
    private boolean cameBack;

    private Handover(Runnable task) {
        this.task = task;
    }

    /**
     * Runs the task on another thread.
     *
     * @throws RejectedExecutionException if no other thread is available
     */
    public static void to(Executor threads, Runnable task) {
        Handover handover = new Handover(task);
        threads.execute(handover);
        // from now on, the task may run on this thread, which may belong to the pool
        handover.giver = null;
        if (handover.cameBack) {
            throw new RejectedExecutionException("no thread of the pool is free");
        }
    }

    @Override
    public void run() {
        if (Thread.currentThread() == giver) {
            cameBack = true;
        } else {
            task.run();
        }
    }
}
