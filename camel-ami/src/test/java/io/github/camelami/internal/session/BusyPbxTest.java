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

import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX that is busy with one action for longer than {@code connectTimeout}, and what is sent behind it meanwhile. */
class BusyPbxTest {
    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();
    private final EventSubscription agents = ScriptedPbx.subscription("agent");
    private final EventSubscription dtmf = ScriptedPbx.subscription("dtmf");
    private AmiSession session;

    private enum Change {
        STOP,
        START,
        ORIGINATE
    }

    private CompletableFuture<ActionResult> beside(Change change, boolean unreached) {
        settings.connectTimeout = Duration.ofSeconds(2);
        session = pbx.session(settings);
        session.subscribe(agents);
        session.start();
        pbx.busy = true;
        CompletableFuture<ActionResult> slow = session.send(request("ModuleCheck", 20));
        pbx.unreached = unreached;
        switch (change) {
            case STOP -> session.unsubscribe(agents);
            case START -> session.subscribe(dtmf);
            default ->
                session.send(
                        new ActionRequest(AmiAction.named("Originate").build(), Duration.ofSeconds(50), true, false));
        }
        return slow;
    }

    @ParameterizedTest
    @EnumSource
    void K5_anEventMaskBehindASlowActionCostsNothing(Change change) {
        CompletableFuture<ActionResult> slow = beside(change, false);
        pass(Duration.ofSeconds(6));
        pbx.isFree();
        assertThat(slow).isCompleted();
        assertThat(session.status().epoch()).isEqualTo(1);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    /** Over HTTP the next request waits for the answer to the one before. */
    @ParameterizedTest
    @EnumSource
    void K5_anEventMaskThatWaitsToBeSentCostsNothing(Change change) {
        CompletableFuture<ActionResult> slow = beside(change, true);
        pass(Duration.ofSeconds(6));
        pbx.isFree();
        assertThat(slow).isCompleted();
        assertThat(session.status().epoch()).isEqualTo(1);
        assertThat(pbx.count("Events")).isEqualTo(1);
    }

    /** For example behind a request that the network holds up. */
    @Test
    void B4_anEventMaskThatWasNeverSentIsSentAgainAndEndsNothing() {
        beside(Change.START, true);
        pbx.unreached = false;
        pbx.isFree();
        pbx.unreached = true;
        session.unsubscribe(dtmf);
        long asked = pbx.count("Events");
        // longer than its deadline; the keep-alive's would be at 30 s
        pass(Duration.ofSeconds(5));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        pbx.isFree();
        assertThat(pbx.count("Events")).isEqualTo(asked + 1);
        assertThat(session.status().epoch()).isEqualTo(1);
    }

    /** With the events requested and a filter missing, the events of that filter would be lost. */
    @Test
    void B4_D12_aFilterThatWasNeverSentIsSentAgainBeforeTheEventMask() {
        settings.connectTimeout = Duration.ofSeconds(2);
        settings.autoFilter = true;
        pbx.answers = action -> action.field("MatchCriteria").orElse("").equals("method(probe)")
                ? "Response: Error\r\nMessage: Filter was formatted incorrectly.\r\n"
                : StubPbx.answer(action);
        session = pbx.session(settings);
        session.subscribe(agents.filteredBy(DerivedFilters.named("AgentCalled"::equals)));
        session.start();
        pbx.received.clear();
        pbx.unreached = true;
        CompletableFuture<Void> begun = session.subscribe(dtmf.filteredBy(DerivedFilters.named("DTMFEnd"::equals)));
        pass(Duration.ofSeconds(5));
        assertThat(session.status().lastFailure()).isNull();
        assertThat(begun).isNotDone();
        pbx.isFree();
        assertThat(pbx.received)
                .extracting(
                        action -> action.name() + action.field("MatchCriteria").orElse(""))
                .containsExactly("Filtername(DTMFEnd)", "Events", "Ping");
        assertThat(session.status().epoch()).isEqualTo(1);
    }

    @Test
    void B4_anEventMaskThatGetsNoThreadToBeSentAgainEndsADeafConnection() {
        AtomicBoolean exhausted = new AtomicBoolean();
        settings.connectTimeout = Duration.ofSeconds(2);
        session = new AmiSession(
                settings.build(),
                pbx.resources(task -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                }),
                pbx.transports());
        session.start();
        pbx.unreached = true;
        CompletableFuture<Void> started = session.subscribe(agents);
        exhausted.set(true);
        pass(Duration.ofSeconds(2));
        assertThat(started).isDone();
        assertThat(session.status().lastFailure()).contains("no thread is available to request the event mask agent");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12})
    void B4_anEventMaskWithoutAnAnswerEndsTheConnectionOnceNothingElseExplainsIt(int seconds) {
        settings.connectTimeout = Duration.ofSeconds(2);
        session = pbx.session(settings);
        session.start();
        pbx.answers = StubPbx::answerLoginsOnly;
        session.send(request("ModuleCheck", seconds));
        session.subscribe(agents);
        pass(Duration.ofSeconds(seconds + 1).plusMillis(999));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(session.status().epoch()).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(session.status().lastFailure()).contains("the PBX did not answer Events with the event mask agent");
    }

    /** It has been answered, so that it explains no silence; what is awaited is an event. */
    @Test
    void B4_anOriginateThatWasAnsweredExtendsNoWait() {
        settings.connectTimeout = Duration.ofSeconds(2);
        session = pbx.session(settings);
        session.start();
        session.send(new ActionRequest(AmiAction.named("Originate").build(), Duration.ofSeconds(600), true, false));
        pbx.answers = StubPbx::answerLoginsOnly;
        session.subscribe(agents);
        pass(Duration.ofSeconds(2));
        assertThat(session.status().lastFailure())
                .contains("the PBX did not answer Events with the event mask call,agent");
    }

    /** Until it has the mask, nothing of these classes would be kept for either. */
    @Test
    void O2_whoWantsWhatIsBeingAskedForWaitsForTheSameAnswer() {
        pbx.keepsEvents = true;
        session = pbx.session(settings);
        session.start();
        pbx.busy = true;
        CompletableFuture<Void> first = session.subscribe(agents);
        CompletableFuture<Void> second = session.subscribe(ScriptedPbx.subscription("agent"));
        assertThat(pbx.count("Events")).isEqualTo(1);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        pbx.isFree();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    /** Else the consumer would get what the PBX sent before it was there. */
    @Test
    void O2_whoWantsWhatIsSentAlreadyStartsBehindWhatThePbxIsBusyWith() {
        settings.connectTimeout = Duration.ofSeconds(2);
        session = pbx.session(settings);
        session.subscribe(agents);
        session.start();
        pbx.busy = true;
        session.send(request("ModuleCheck", 20));
        CompletableFuture<Void> started = session.subscribe(ScriptedPbx.subscription("agent"));
        pass(Duration.ofSeconds(6));
        assertThat(started).isNotDone();
        pbx.isFree();
        assertThat(started).isCompleted();
        assertThat(pbx.count("Events")).isZero();
        assertThat(session.status().epoch()).isEqualTo(1);
    }

    private static ActionRequest request(String action, int seconds) {
        return new ActionRequest(AmiAction.named(action).build(), Duration.ofSeconds(seconds), false, false);
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }
}
