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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer under virtual time: tasks run on the thread that lets time pass, each at its own moment. */
final class ManualScheduler extends ScheduledThreadPoolExecutor {

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long due;
        private final long number = ++scheduled;

        Task(Runnable task, long due) {
            super(task, null);
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return ORDER.compare(this, (Task) other);
        }
    }

    private static final Comparator<Task> ORDER =
            Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);
    private volatile long now;
    private long scheduled;

    ManualScheduler() {
        super(0);
    }

    long nanoTime() {
        return now;
    }

    Duration time() {
        return Duration.ofNanos(now);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + Math.max(0, unit.toNanos(delay)));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    /** Lets time pass and runs what becomes due, in order. */
    void pass(Duration time) {
        long until = now + time.toNanos();
        for (Task next; (next = next(until)) != null; ) {
            next.run();
        }
        now = until;
    }

    /** The session's threads may set timers meanwhile. */
    private synchronized Task next(long until) {
        if (tasks.isEmpty() || tasks.peek().due > until) {
            return null;
        }
        Task next = tasks.poll();
        now = Math.max(now, next.due);
        return next;
    }

    /** What is still to come, without what was cancelled. */
    synchronized List<Duration> due() {
        List<Duration> due = new ArrayList<>();
        tasks.stream()
                .filter(task -> !task.isCancelled())
                .sorted(ORDER)
                .forEach(task -> due.add(Duration.ofNanos(task.due)));
        return due;
    }
}
