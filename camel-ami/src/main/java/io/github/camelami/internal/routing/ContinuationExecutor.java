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

import io.github.camelami.internal.session.FewThreads;
import java.util.concurrent.Executor;

/**
 * Continues routes whose answers have arrived. A burst of answers wakes only a few threads, and each route may block
 * its thread. If no thread is available, the thread that received the answer continues the route itself.
 */
public final class ContinuationExecutor implements Executor {
    private final FewThreads threads;

    /** @param threads must start each task at once, without a queue */
    public ContinuationExecutor(Executor threads) {
        this.threads = new FewThreads(threads);
    }

    @Override
    public void execute(Runnable answer) {
        try {
            threads.execute(answer);
        } catch (RuntimeException | Error e) {
            // the context is stopping, or the machine has no more threads
            answer.run();
        }
    }
}
