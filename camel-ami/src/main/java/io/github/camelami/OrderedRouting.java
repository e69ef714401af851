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
package io.github.camelami;

import io.github.camelami.message.AmiEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.camel.spi.ExecutorServiceManager;

/** Routes events side by side, but those with the same key one after the other. */
final class OrderedRouting {
    /** Events that may be in progress or wait for an earlier one of their key; the rest waits in the buffer. */
    private static final int WINDOW = 1024;

    private final ExecutorService threads;
    private final String orderBy;
    private final Consumer<AmiEvent> route;
    private final Semaphore window = new Semaphore(WINDOW);
    private final Map<String, Deque<AmiEvent>> waiting = new HashMap<>();
    private int running;
    private boolean stopped;

    OrderedRouting(ExecutorService threads, String orderBy, Consumer<AmiEvent> route) {
        this.threads = threads;
        this.orderBy = orderBy;
        this.route = route;
    }

    /**
     * Starts to route an event, or leaves it to whoever routes its predecessor; waits while the window is full.
     *
     * @return false if it has been stopped meanwhile, and the event is not routed
     */
    boolean route(AmiEvent event) {
        String key = key(event);
        try {
            window.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        synchronized (waiting) {
            if (stopped) {
                window.release();
                return false;
            }
            Deque<AmiEvent> behind = waiting.get(key);
            if (behind != null) {
                behind.add(event);
                return true;
            }
            waiting.put(key, new ArrayDeque<>(0));
            threads.execute(() -> routeAll(key, event));
            return true;
        }
    }

    /** Waits until nothing is in progress. */
    void awaitAll() throws InterruptedException {
        window.acquire(WINDOW);
        window.release(WINDOW);
    }

    int inProgress() {
        return WINDOW - window.availablePermits();
    }

    /**
     * Starts no further event.
     *
     * @return how many were taken and will not be routed
     */
    int stop(ExecutorServiceManager manager) {
        int left;
        synchronized (waiting) {
            stopped = true;
            left = inProgress() - running;
            window.release(left);
        }
        manager.shutdownNow(threads);
        return left;
    }

    private void routeAll(String key, AmiEvent first) {
        for (AmiEvent event = start(first); event != null; event = next(key)) {
            try {
                route.accept(event);
            } finally {
                ended();
            }
        }
    }

    private AmiEvent start(AmiEvent event) {
        synchronized (waiting) {
            running += stopped || event == null ? 0 : 1;
            return stopped ? null : event;
        }
    }

    private void ended() {
        synchronized (waiting) {
            running--;
            window.release();
        }
    }

    private AmiEvent next(String key) {
        synchronized (waiting) {
            AmiEvent next = waiting.get(key).poll();
            if (next == null) {
                waiting.remove(key);
            }
            return start(next);
        }
    }

    private String key(AmiEvent event) {
        String key = event.get(orderBy);
        return key == null ? "" : key;
    }
}
