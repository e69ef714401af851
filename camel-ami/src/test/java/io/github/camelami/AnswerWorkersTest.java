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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.internal.routing.ContinuationExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads are workers here that have been called and have not come yet; the test lets them come. */
class AnswerWorkersTest {
    private final Deque<Runnable> called = new ArrayDeque<>();
    private final ContinuationExecutor workers = new ContinuationExecutor(called::add);
    private final List<Integer> answered = new ArrayList<>();

    @Test
    void aBurstOfAnswersCallsOneWorkerWhichTakesThemInOrder() {
        IntStream.range(0, 100).forEach(this::answer);
        assertThat(called).hasSize(1);
        called.remove().run();
        assertThat(answered)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void anAnswerThatTakesLongHasAWorkerCalledForThoseBehindIt() {
        workers.execute(() -> {
            assertThat(called).hasSize(1);
            called.remove().run();
            assertThat(answered).containsExactly(1, 2);
            answered.add(0);
        });
        answer(1);
        answer(2);
        called.remove().run();
        assertThat(answered).containsExactly(1, 2, 0);
    }

    @Test
    void everyAnswerMayTakeLong() {
        int depth = 50;
        IntStream.range(0, depth)
                .forEach(i -> workers.execute(() -> {
                    if (i < depth - 1) {
                        called.remove().run();
                    }
                    answered.add(i);
                }));
        called.remove().run();
        assertThat(answered).hasSize(depth).first().isEqualTo(depth - 1);
    }

    @Test
    void anAnswerThatComesWhileAllWorkersAreBusyHasOneCalled() {
        workers.execute(() -> {
            assertThat(called).isEmpty();
            answer(1);
            called.remove().run();
            assertThat(answered).containsExactly(1);
        });
        called.remove().run();
        assertThat(answered).containsExactly(1);
    }

    @Test
    void aFailureLosesNoAnswerBehindIt() {
        workers.execute(() -> {
            throw new IllegalStateException("broken");
        });
        answer(1);
        assertThatThrownBy(called.remove()::run).hasMessage("broken");
        called.remove().run();
        assertThat(answered).containsExactly(1);
    }

    @Test
    void whileTheContextStopsNoAnswerIsLost() {
        ContinuationExecutor stopping = new ContinuationExecutor(worker -> {
            throw new RejectedExecutionException();
        });
        stopping.execute(() -> stopping.execute(() -> answered.add(1)));
        assertThat(answered).containsExactly(1);
    }

    @Test
    void aMachineWithoutAThreadToSpareDelaysAnswersAndLosesNone() {
        boolean[] full = {true};
        ContinuationExecutor crowded = new ContinuationExecutor(worker -> {
            if (full[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            called.add(worker);
        });
        crowded.execute(() -> answered.add(1));
        assertThat(answered).containsExactly(1);
        full[0] = false;
        crowded.execute(() -> answered.add(2));
        called.remove().run();
        assertThat(answered).containsExactly(1, 2);
    }

    @Test
    void withoutAThreadAFailureLosesNoAnswerBehindItEither() {
        boolean[] full = {false};
        ContinuationExecutor[] crowded = {null};
        crowded[0] = new ContinuationExecutor(worker -> {
            if (!full[0]) {
                full[0] = true;
                crowded[0].execute(() -> answered.add(1));
            }
            throw new RejectedExecutionException();
        });
        assertThatThrownBy(() -> crowded[0].execute(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(answered).containsExactly(1);
    }

    private void answer(int number) {
        workers.execute(() -> answered.add(number));
    }
}
