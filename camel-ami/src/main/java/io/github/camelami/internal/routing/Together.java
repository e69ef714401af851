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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task for many connections at the same time, because each may have to wait for its PBX. */
public final class Together {
    private static final Logger LOG = LoggerFactory.getLogger(Together.class);

    private Together() {}

    /**
     * Runs the task for all items, and waits for the end, even if the thread is interrupted. A failure is thrown if there
     * is only one item, and logged otherwise.
     */
    public static <T> void forEach(Executor threads, List<T> items, Consumer<T> task) {
        if (items.size() == 1) {
            task.accept(items.get(0));
        } else {
            all(threads, items, task).join();
        }
    }

    /** Like {@link #forEach}, but an interrupt ends the wait. The tasks continue. */
    public static <T> void forEachUnlessInterrupted(Executor threads, List<T> items, Consumer<T> task) {
        if (items.size() == 1) {
            task.accept(items.get(0));
            return;
        }
        try {
            all(threads, items, task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static <T> CompletableFuture<Void> all(Executor threads, List<T> items, Consumer<T> task) {
        return CompletableFuture.allOf(
                items.stream().map(item -> run(threads, item, task)).toArray(CompletableFuture[]::new));
    }

    private static <T> CompletableFuture<Void> run(Executor threads, T item, Consumer<T> task) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable attempt = () -> {
            try {
                task.accept(item);
            } catch (RuntimeException | Error e) {
                LOG.warn("failed for one of many connections; the others continue", e);
            } finally {
                end.complete(null);
            }
        };
        try {
            threads.execute(attempt);
        } catch (RuntimeException | Error e) {
            // no thread is available
            attempt.run();
        }
        return end;
    }
}
