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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that are being closed in parallel, while the context stops. */
final class ClosingSessions {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingSessions.class);

    private final List<CompletableFuture<Void>> closing = new CopyOnWriteArrayList<>();

    void close(AmiSession session, Executor threads) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        closing.add(closed);
        Runnable task = () -> {
            try {
                session.close();
            } catch (RuntimeException | Error e) {
                LOG.warn("{} the session could not be closed", context(session), e);
            } finally {
                closed.complete(null);
            }
        };
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            // no thread is available
            task.run();
        }
    }

    /** Waits until all of these sessions are closed. */
    void await() {
        List<CompletableFuture<Void>> all = List.copyOf(closing);
        closing.removeAll(all);
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    static String context(AmiSession session) {
        return "[" + session.name() + " epoch " + session.status().epoch() + "]";
    }
}
