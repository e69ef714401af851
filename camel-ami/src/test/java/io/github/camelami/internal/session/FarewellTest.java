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
import static org.awaitility.Awaitility.await;

import io.github.camelami.CapturedLog;
import io.github.camelami.message.AmiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How a session takes its leave of the PBX, at whatever moment. */
class FarewellTest {
    @AutoClose
    private final ScriptedPbx pbx = new ScriptedPbx();

    private void assertLoggedOffWhileThereIsNoAnswerTo(String action) throws Exception {
        pbx.on(action, id -> null);
        pbx.session().subscribe(ScriptedPbx.withNotices("call"));
        CompletableFuture<AmiException> started = pbx.session().start();
        await().until(() -> pbx.sent(action).size() == 1);
        pbx.session().close();
        assertThat(pbx.sent("Logoff")).hasSize(1);
        assertThat(started.get(10, TimeUnit.SECONDS)).isInstanceOf(AmiException.ConnectionFailed.class);
        pbx.link.awaitEnd();
    }

    @Test
    void O5_aSessionThatIsClosedBetweenItsLoginAndItsMaskIsLoggedOff() throws Exception {
        assertLoggedOffWhileThereIsNoAnswerTo("CoreStatus");
    }

    @Test
    void O5_aSessionThatIsClosedWhileThePbxHasNotTakenItsMaskIsLoggedOff() throws Exception {
        pbx.on("CoreStatus", id -> ScriptedPbx.response(id, "Success"));
        assertLoggedOffWhileThereIsNoAnswerTo("Events");
    }

    /** The PBX may have accepted it already. */
    @Test
    void O5_aLogoffFollowsALoginThatHasNoAnswerYet() throws Exception {
        assertLoggedOffWhileThereIsNoAnswerTo("Login");
    }

    /** The last moment at which that may come: the PBX has taken the mask, and the session does not know it yet. */
    @Test
    void O5_aLoginThatSucceedsWhileItsSessionIsClosedLetsTheLogoffPass() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        pbx.wire = (link, action) -> {
            if (action.action().is("Events")) {
                CompletableFuture.runAsync(pbx.session()::close).thenAccept(closed::complete);
                await().until(() -> pbx.session().status().state() == SessionState.CLOSED);
            }
            link.answer(action);
        };
        pbx.session().subscribe(ScriptedPbx.withNotices("call"));
        pbx.on("CoreStatus", id -> ScriptedPbx.response(id, "Success"));
        inTime(pbx.session().start());
        inTime(closed);
        assertThat(pbx.sent("Logoff")).hasSize(1);
    }

    @Test
    void O5_whatFailsAfterTheLoginIsLoggedOffBeforeTheNextAttempt() {
        StubPbx stub = new StubPbx();
        TestSettings settings = new TestSettings();
        settings.serverFilters = List.of("(");
        stub.answers = action ->
                action.is("Filter") ? "Response: Error\r\nMessage: Filter did not compile\r\n" : StubPbx.answer(action);
        AmiSession session = stub.session(settings);
        assertThat(inTime(session.start())).isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(stub.received.get(stub.received.size() - 1).name()).isEqualTo("Logoff");
    }

    @Test
    void O5_aLoginThatThePbxRefusesNeedsNone() {
        StubPbx stub = new StubPbx();
        stub.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        inTime(stub.session(new TestSettings()).start());
        assertThat(stub.count("Logoff")).isZero();
    }

    /** The meters of a session are foreign code. */
    @Test
    void O5_whatFailsAtTheEndOfASessionKeepsNeitherItNorOthersOpen() {
        StubPbx stub = new StubPbx();
        AmiSessions sessions = new AmiSessions();
        Runnable failing = () -> {
            throw new IllegalStateException("no such meter");
        };
        try (CapturedLog log = CapturedLog.debug()) {
            AmiSession released =
                    sessions.acquire(1, () -> new AmiSessions.Opened(stub.session(new TestSettings()), failing));
            sessions.release(released);
            assertThat(released.status().state()).isEqualTo(SessionState.CLOSED);

            List<AmiSession> all = new ArrayList<>();
            List<Integer> ended = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                Runnable atEnd = () -> {
                    ended.add(number);
                    failing.run();
                };
                all.add(sessions.acquire(i, () -> new AmiSessions.Opened(stub.session(new TestSettings()), atEnd)));
            }
            sessions.closeAll(Runnable::run);
            assertThat(ended).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(all).allMatch(each -> each.status().state() == SessionState.CLOSED);
            assertThat(sessions.all()).isEmpty();
            assertThat(log.events("io.github.camelami", Level.WARN))
                    .hasSize(4)
                    .allMatch(event -> event.getMessage()
                                    .getFormattedMessage()
                                    .equals("[pbx epoch 0] the meters of the session could not be removed")
                            && event.getThrown() != null);
        }
    }
}
