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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** How many threads the tasks of sessions need, with threads that come when the test lets them. */
class FewThreadsTest {
    private final Deque<Runnable> coming = new ArrayDeque<>();
    private final List<String> run = new ArrayList<>();
    private Throwable failure;
    private Runnable beforeFailure = () -> {};
    private final FewThreads threads = new FewThreads(this::call);

    private void call(Runnable thread) {
        if (failure instanceof Error error) {
            beforeFailure.run();
            throw error;
        }
        if (failure instanceof RuntimeException rejection) {
            throw rejection;
        }
        coming.add(thread);
    }

    private void execute(String name) {
        threads.execute(() -> run.add(name));
    }

    @Test
    void N4_oneThreadRunsManyShortTasksInTheirOrder() {
        execute("a");
        execute("b");
        execute("c");
        assertThat(coming).hasSize(1);
        coming.remove().run();
        assertThat(run).containsExactly("a", "b", "c");
    }

    /** A further one was called when the first began with b behind it. */
    @Test
    void N4_aThreadThatFindsNothingToDoEnds() {
        execute("a");
        execute("b");
        coming.remove().run();
        coming.remove().run();
        assertThat(run).containsExactly("a", "b");
        assertThat(coming).isEmpty();
        execute("c");
        coming.remove().run();
        assertThat(run).endsWith("c");
    }

    @Test
    void aTaskThatBlocksHoldsUpNoOther() {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            FewThreads real = new FewThreads(pool);
            CountDownLatch end = new CountDownLatch(1);
            List<CompletableFuture<Void>> ended = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                boolean last = i == 19;
                ended.add(CompletableFuture.runAsync(
                        () -> {
                            if (last) {
                                end.countDown();
                            } else {
                                await(end);
                            }
                        },
                        real));
            }
            ended.forEach(each -> inTime(each));
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void withoutAThreadTheTaskIsRefusedAndTheNextAsksAgain() {
        failure = new RejectedExecutionException();
        assertThatThrownBy(() -> execute("a")).isSameAs(failure);
        failure = new OutOfMemoryError("unable to create native thread");
        assertThatThrownBy(() -> execute("b")).isSameAs(failure);
        failure = null;
        execute("c");
        coming.remove().run();
        assertThat(run).containsExactly("c");
    }

    /** It relied on the thread that another task had called. */
    @Test
    void aTaskThatWasAcceptedRunsAlthoughTheThreadDoesNotCome() {
        failure = new OutOfMemoryError("unable to create native thread");
        beforeFailure = () -> execute("accepted");
        assertThatThrownBy(() -> execute("a")).isSameAs(failure);
        assertThat(run).containsExactly("accepted");
    }

    @Test
    void withoutAFurtherThreadTheFirstRunsTheOthersToo() {
        execute("a");
        execute("b");
        failure = new RejectedExecutionException();
        coming.remove().run();
        assertThat(run).containsExactly("a", "b");
    }

    @Test
    void aTaskThatFailsHoldsUpNoOther() {
        executeBroken();
        execute("b");
        assertThatThrownBy(coming.remove()::run).hasMessage("broken");
        coming.remove().run();
        assertThat(run).containsExactly("b");
    }

    @Test
    void aTaskThatFailsHoldsUpNoOtherEvenWithoutAFurtherThread() {
        executeBroken();
        execute("b");
        failure = new RejectedExecutionException();
        assertThatThrownBy(coming.remove()::run).hasMessage("broken");
        assertThat(run).containsExactly("b");
    }

    private void executeBroken() {
        threads.execute(() -> {
            throw new IllegalStateException("broken");
        });
    }
}
