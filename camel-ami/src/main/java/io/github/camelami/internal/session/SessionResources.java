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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Threads, clocks and random numbers for a session, which tests can replace.
 *
 * @param readers runs the tasks that connect, and those that read until their connection ends
 * @param threads runs short tasks that may block
 * @param timer runs short tasks that never block
 * @param nanoTime a clock like {@link System#nanoTime()}
 * @param random supplies random numbers in {@code [0, 1)}
 * @param pace spreads the login attempts of all sessions that share these resources
 */
public record SessionResources(
        Executor readers,
        Executor threads,
        ScheduledExecutorService timer,
        LongSupplier nanoTime,
        DoubleSupplier random,
        LoginPace pace) {

    /** Creates resources with a pace of their own. */
    public static SessionResources of(
            Executor readers,
            Executor threads,
            ScheduledExecutorService timer,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        return new SessionResources(readers, threads, timer, nanoTime, random, new LoginPace(timer, nanoTime));
    }

    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task on one of {@code threads}. If none is available, runs {@code otherwise} on the calling thread. */
    void run(Runnable task, Runnable otherwise) {
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            // the context is stopping, or no thread is available
            otherwise.run();
        }
    }

    /** Runs a task on one of {@code threads}; once the context has stopped, no task runs any more. */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // the context is stopping, and with it every session
        }
    }
}
