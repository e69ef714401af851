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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Which threads connect and read, with threads that run when the test lets them. */
class ReadingThreadTest {
    private final StubPbx pbx = new StubPbx();
    private final Deque<Runnable> readers = new ArrayDeque<>();
    private boolean noThread;
    private final AmiSession session = new AmiSession(
            new TestSettings().build(),
            SessionResources.of(this::reader, Runnable::run, pbx.time, pbx.time::nanoTime, () -> 0.5),
            pbx.transports());

    private void reader(Runnable task) {
        if (noThread) {
            throw new RejectedExecutionException();
        }
        readers.add(task);
    }

    @Test
    void N4_theThreadThatConnectsIsFreeOnceTheLoginHasBegunAndAnotherReads() {
        session.start();
        readers.remove().run();
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(pbx.reads).isZero();
        assertThat(readers).hasSize(1);
        readers.remove().run();
        assertThat(pbx.reads).isEqualTo(1);
        assertThat(readers).isEmpty();
    }

    @Test
    void N4_aNewThreadContinuesToRead() {
        pbx.newReaders = 2;
        session.start();
        for (int tasks = 0; tasks < 4; tasks++) {
            readers.remove().run();
        }
        assertThat(pbx.reads).isEqualTo(3);
        assertThat(readers).isEmpty();
    }

    @Test
    void withoutANewThreadTheCurrentOneContinuesToRead() {
        pbx.newReaders = 2;
        session.start();
        readers.remove().run();
        noThread = true;
        readers.remove().run();
        assertThat(pbx.reads).isEqualTo(3);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void withoutAThreadThatReadsTheAttemptFails() {
        session.start();
        noThread = true;
        readers.remove().run();
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        assertThat(session.status().lastFailure()).startsWith("internal error: ");
    }
}
