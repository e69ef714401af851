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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one failure inside the session's timer, or one endless timeout, does to everything else under the timer. */
class TimerFailureTest {
    private final StubPbx pbx = new StubPbx();
    private final AtomicInteger readingsUntilFailure = new AtomicInteger();
    private AmiSession session;

    @BeforeEach
    void logIn() {
        session = new AmiSession(
                new TestSettings().build(),
                SessionResources.of(Runnable::run, Runnable::run, pbx.time, this::nanoTime, () -> 0.5),
                pbx.transports());
        session.start();
        pbx.answers = StubPbx::answerLoginsOnly;
    }

    /** A clock whose reading of that number fails. */
    private long nanoTime() {
        if (readingsUntilFailure.decrementAndGet() == 0) {
            throw new IllegalStateException("no time");
        }
        return pbx.time.nanoTime();
    }

    private CompletableFuture<ActionResult> send(Duration timeout) {
        return session.send(new ActionRequest(AmiAction.named("Status").build(), timeout, false, false));
    }

    @Test
    void B1_aCheckThatFailsIsFollowedByAnother() {
        pass(Duration.ofMillis(19_999));
        readingsUntilFailure.set(1);
        pass(Duration.ofMillis(1));
        assertThat(readingsUntilFailure).hasNonPositiveValue();
        pass(Duration.ofSeconds(11));
        assertThat(session.status().lastFailure()).isEqualTo("no sign of life from the PBX for 31 s");
    }

    @Test
    void C8_actionsEndAfterALookAtTheirDeadlinesHasFailed() {
        CompletableFuture<ActionResult> sent = send(Duration.ofSeconds(5));
        pass(Duration.ofMillis(4_999));
        readingsUntilFailure.set(1);
        pass(Duration.ofMillis(1));
        assertThat(readingsUntilFailure).hasNonPositiveValue();
        assertThat(sent).isNotDone();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(sent::join).hasCauseInstanceOf(AmiException.TimedOut.class);
    }

    @Test
    void C8_anActionWhoseDeadlineCannotBeSetLeavesNothingBehind() {
        readingsUntilFailure.set(2);
        assertThatThrownBy(() -> send(Duration.ofSeconds(5))).hasMessage("no time");
        assertThat(session.status().inFlight()).isZero();
        assertThat(session.status().counts().failed()).isEqualTo(1);
        assertThat(pbx.count("Status")).isZero();

        CompletableFuture<ActionResult> next = send(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThatThrownBy(next::join).hasCauseInstanceOf(AmiException.TimedOut.class);
    }

    @Test
    void C8_aTimeoutThatNoClockCanCountHoldsUpNoOtherAction() {
        CompletableFuture<ActionResult> endless = send(Duration.ofMillis(Long.MAX_VALUE));
        CompletableFuture<ActionResult> other = send(Duration.ofSeconds(5));
        CompletableFuture<Void> started = session.subscribe(ScriptedPbx.subscription("agent"));
        pass(Duration.ofSeconds(5));
        assertThatThrownBy(other::join).hasCauseInstanceOf(AmiException.TimedOut.class);
        assertThat(endless).isNotDone();
        assertThat(started).isNotDone();
        pbx.hangUp();
        assertThat(endless).isCompletedExceptionally();
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }
}
