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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the workers of an ordered routing, and submits more of them. The workers are counted here, because an executor
 * may have any number of threads. Each worker is one task, which runs as long as there is work, so that an executor
 * never holds more tasks than the maximum number of workers. Called with the lock of the routing held, except where a
 * method says otherwise.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** How long to wait after an executor has rejected a worker, or has accepted a worker without running it. */
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String context;
    private final ExecutorService threads;
    private final int max;
    private final ReentrantLock lock;
    private final Runnable work;

    private int running;
    private int idle;
    /** Workers that were submitted and have not begun to run, with the time of their submission. */
    private final Map<Object, Long> coming = new LinkedHashMap<>();

    /**
     * How long to wait for a submitted worker before it is replaced. The time doubles with each replacement, because
     * the executor may only be slow.
     */
    private long patience = RETRY_NANOS;

    private long refusedAt;
    private boolean refused;
    private boolean stopped;

    /**
     * Creates the counters, without any worker.
     *
     * @param context the beginning of the log lines
     * @param lock the lock of the routing
     * @param work the work of one worker, which calls {@link #end} at its end
     */
    Workers(String context, ExecutorService threads, int max, ReentrantLock lock, Runnable work) {
        this.context = context;
        this.threads = threads;
        this.max = max;
        this.lock = lock;
        this.work = work;
    }

    /** Prevents workers from beginning. Running workers continue. */
    void stop() {
        stopped = true;
    }

    boolean areStopped() {
        return stopped;
    }

    /**
     * The workers that must be submitted if this number of lanes is ready. The caller releases the lock, and then
     * passes them to {@link #call}.
     */
    List<Object> missing(int ready) {
        // each idle worker takes one lane, including a worker that was woken and has not run yet
        if (ready <= idle || running == max) {
            return List.of();
        }
        long now = System.nanoTime();
        // an executor may silently drop a task; if it still runs the task later, the number of workers may already be
        // at its maximum
        if (coming.values().removeIf(since -> now - since >= patience)) {
            patience *= 2;
        }
        int missing = Math.min(ready - idle, max - running) - coming.size();
        if (missing <= 0 || refused && now - refusedAt < RETRY_NANOS) {
            return List.of();
        }
        List<Object> called = Stream.generate(Object::new).limit(missing).toList();
        called.forEach(worker -> coming.put(worker, now));
        return called;
    }

    /**
     * Submits workers that are missing. Called without the lock.
     *
     * @param missing runs with the lock, and returns the result of {@link #missing}
     */
    void callMissing(Supplier<List<Object>> missing) {
        List<Object> called;
        lock.lock();
        try {
            called = missing.get();
        } finally {
            lock.unlock();
        }
        call(called);
    }

    /** Submits workers. Called without the lock. */
    void call(List<Object> missing) {
        for (int i = 0; i < missing.size(); i++) {
            Object worker = missing.get(i);
            try {
                Handover.to(threads, () -> run(worker));
            } catch (RuntimeException | Error e) {
                // the pool is full or shut down, or the machine has no thread to spare: other workers continue, or a
                // retry follows
                notComing(missing.subList(i, missing.size()), e);
                return;
            }
        }
    }

    private void notComing(List<Object> called, Throwable cause) {
        boolean first;
        boolean alone;
        lock.lock();
        try {
            called.forEach(coming::remove);
            first = !refused && !stopped;
            alone = running == 0;
            refused = true;
            refusedAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
        if (first) {
            LOG.warn(
                    "{} no thread for the route: {}; {}",
                    context,
                    cause.toString(),
                    alone
                            ? "events wait until there is one"
                            : "fewer events than concurrentConsumers are routed at a time");
        }
    }

    private void run(Object called) {
        if (begin(called)) {
            work.run();
        }
    }

    private boolean begin(Object called) {
        lock.lock();
        try {
            if (coming.remove(called) != null) {
                patience = RETRY_NANOS;
            }
            if (stopped || running == max) {
                return false;
            }
            running++;
            refused = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Records that a worker ends. */
    void end() {
        running--;
    }

    /** Records that a worker begins to wait for a lane that is ready. */
    void beginIdle() {
        idle++;
    }

    void endIdle() {
        idle--;
    }
}
