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
import static io.github.camelami.internal.session.ScriptedPbx.event;
import static io.github.camelami.internal.session.ScriptedPbx.next;
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static io.github.camelami.internal.session.ScriptedPbx.withNotices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.CapturedLog;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The mask that is asked for at a login: how long that is waited for, and what is said when the PBX does not take it. */
class LoginMaskTest {
    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    /** As a route does: it counts as started when this has ended. */
    @Test
    void D5_theLoginIsNotOverBeforeThePbxHasTakenTheMask() {
        pbx.session().subscribe(withNotices("call"));
        AtomicReference<OutgoingAction> held = new AtomicReference<>();
        AtomicReference<Thread> sender = new AtomicReference<>();
        pbx.wire = (link, outgoing) -> {
            if (outgoing.action().is("Events")) {
                sender.set(Thread.currentThread());
                held.set(outgoing);
            } else {
                link.answer(outgoing);
            }
        };
        pbx.on("CoreStatus", id -> response(id, "Success"));
        CompletableFuture<AmiException> started = pbx.session().start();
        // a thread of the pool that has nothing more to do
        await().until(() ->
                held.get() != null && (started.isDone() || sender.get().getState() == Thread.State.TIMED_WAITING));
        assertThat(started).isNotDone();
        assertThat(pbx.session().status().state()).isEqualTo(SessionState.CONNECTING);
        pbx.link.answer(held.get());
        assertThat(inTime(started)).isNull();
    }

    @Test
    void J3_aMaskThatIsRefusedIsSaidInThePbxsOwnWords() {
        pbx.on("CoreStatus", id -> response(id, "Success"));
        pbx.on("Events", id -> response(id, "Error", "Message: Permission denied"));
        assertLost("the PBX did not accept the event mask call (Permission denied)", () -> {});
    }

    @Test
    void J3_aMaskThatIsNotAnsweredIsSaidSo() {
        pbx.on("CoreStatus", id -> response(id, "Success"));
        pbx.on("Events", id -> null);
        assertLost("no session within connectTimeout=10000 ms: no answer to Events", () -> pbx.deadline.run());
    }

    @Test
    void J3_aMaskThatIsNotAnsweredLaterIsSaidSo() {
        StubPbx stub = new StubPbx();
        AmiSession session = stub.session(new TestSettings());
        session.start();
        stub.answers = StubPbx::answerLoginsOnly;
        session.subscribe(subscription("call"));
        stub.time.pass(Duration.ofSeconds(10));
        assertThat(session.status().lastFailure()).isEqualTo("the PBX did not answer Events with the event mask call");
    }

    /** In the log, in what health shows, and in the notice. */
    private void assertLost(String why, Runnable then) {
        EventSubscription calls = withNotices("call");
        pbx.session().subscribe(calls);
        try (CapturedLog log = CapturedLog.debug()) {
            CompletableFuture<AmiException> first = pbx.session().start();
            await().until(() -> pbx.sent("Events").size() == 1);
            then.run();
            assertThat(inTime(first))
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessage(why);
            assertThat(pbx.session().status().lastFailure()).isEqualTo(why);
            assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.startsWith("[pbx epoch 1] " + why + "; next attempt in"));
        }
        assertThat(((Notice) next(calls)).kind()).isEqualTo(Notice.Kind.Connected);
        Notice lost = (Notice) next(calls);
        assertThat(lost.kind()).isEqualTo(Notice.Kind.Disconnected);
        assertThat(lost.event()).containsEntry("Cause", why);
    }

    /** What is told of a login takes as long as it does, in a log or a name server for example. */
    @Test
    void A8_theDeadlineDoesNotCoverWhatIsDone() {
        pbx.whenExposureIsAsked = () -> pbx.deadline.run();
        assertThat(inTime(pbx.session().start())).isNull();
        assertThat(pbx.session().status().state()).isEqualTo(SessionState.READY);
        assertThat(pbx.session().status().epoch()).isEqualTo(1);
    }

    @Test
    void C11_theOutcomeOfOurOwnOriginateReachesConsumersToo() {
        EventSubscription calls = subscription("call");
        pbx.session().subscribe(calls);
        pbx.start();
        pbx.on(
                "Originate",
                id -> response(id, "Success")
                        + event("OriginateResponse", "Privilege: call,all", "ActionID: " + id, "Response: Success"));
        assertThat(inTime(pbx.send("Originate")).outcome().get("Response")).isEqualTo("Success");
        assertThat(((Notice) next(calls)).kind()).isEqualTo(Notice.Kind.Connected);
        assertThat(((AmiEvent) next(calls)).name()).isEqualTo("OriginateResponse");
    }
}
