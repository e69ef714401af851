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

import io.github.camelami.CapturedLog;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a session does when, under virtual time. */
class SessionTimingTest {
    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();

    @Test
    void A1_aLostLinkIsTriedAgainAfter250MillisAndARandomPart() {
        AmiSession session = started();
        pass(Duration.ofSeconds(60));
        pbx.hangUp();

        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        pass(Duration.ofMillis(1249));
        assertThat(pbx.connects).hasSize(1);
        pass(Duration.ofMillis(1));
        assertThat(pbx.connects).hasSize(2);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(session.status().epoch()).isEqualTo(2);
    }

    @Test
    void A2_aFlappingLinkIsConnectedAtMost30TimesInFiveMinutes() {
        AmiSession session = pbx.session(settings, 0.3);
        session.start();
        for (int second = 0; second < 300; second++) {
            if (pbx.isConnected()) {
                pbx.hangUp();
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(pbx.connects.size()).isBetween(5, 30);
    }

    @Test
    void A2_aLinkThatHeldForHalfAMinuteIsTriedAgainSoon() {
        started();
        for (int i = 1; i <= 10; i++) {
            pass(Duration.ofSeconds(31));
            pbx.hangUp();
            pass(Duration.ofMillis(1250));
            assertThat(pbx.connects).hasSize(i + 1);
        }
    }

    @Test
    void A4_aRefusedFirstLoginIsNotTriedAgain() {
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        AmiSession session = pbx.session(settings);

        assertThat(inTime(session.start())).isInstanceOf(AmiException.AuthenticationFailed.class);
        pass(Duration.ofDays(1));
        assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);
        assertThat(pbx.count("Login")).isEqualTo(1);
    }

    @Test
    void C4_theWaitForTheSessionCountsAgainstTheDeadline() {
        pbx.down = new AmiException.ConnectionFailed("refused", null);
        AmiSession session = pbx.session(settings);
        session.start();
        var sent = session.sendWhenReady(
                new ActionRequest(AmiAction.named("Getvar").build(), Duration.ofSeconds(20), false, false));
        pbx.down = null;
        pbx.answers = StubPbx::answerLoginsOnly;
        pass(Duration.ofSeconds(2));
        assertThat(pbx.count("Getvar")).isEqualTo(1);
        pass(Duration.ofSeconds(17));
        assertThat(sent).isNotDone();
        pass(Duration.ofSeconds(1));

        assertThatThrownBy(sent::join).hasRootCauseInstanceOf(AmiException.TimedOut.class);
    }

    @Test
    void C4_theRoomForThoseWhoWaitComesBack() {
        AmiSession session = started();
        for (int outage = 0; outage < 3; outage++) {
            pbx.hangUp();
            List<CompletableFuture<ActionResult>> waiting = new ArrayList<>();
            for (int i = 0; i < settings.build().maxInFlight(); i++) {
                waiting.add(session.sendWhenReady(request("Ping", 20)));
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThatThrownBy(session.sendWhenReady(request("Ping", 20))::join)
                    .hasRootCauseInstanceOf(AmiException.NotSent.class)
                    .hasMessageContaining("actions wait for a session");
            pass(Duration.ofSeconds(15));
            assertThat(waiting).allSatisfy(each -> assertThat(each).isCompleted());
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void A14_whereAllGiveUpThereIsNoFurtherAttemptUntilSomebodyElseComes() {
        pbx.down = new AmiException.ConnectionFailed("Connection refused", null);
        AmiSession session = pbx.session(settings);
        try (CapturedLog log = CapturedLog.debug()) {
            assertThat(inTime(session.start(true))).hasMessage("Connection refused");
            pass(Duration.ofMinutes(10));
            assertThat(pbx.connects).hasSize(1);
            assertThat(log.warnings("io.github.camelami"))
                    .containsExactly("[pbx epoch 0] Connection refused; no further attempt");
        }
        assertThat(inTime(session.start(false))).hasMessage("Connection refused");
        assertThat(pbx.connects).hasSize(2);
        pbx.down = null;
        pass(Duration.ofMinutes(1));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void A4_aSecretWithABlankIsHintedAtAndNotShown() {
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        settings.secret = () -> "p w";
        assertThat(inTime(pbx.session(settings).start()))
                .hasMessageEndingWith(
                        "; the secret contains a blank: if it is in a URI and the blank should be a plus, write"
                                + " secret=RAW(...)")
                .hasMessageNotContaining("p w");
    }

    @Test
    void eachActionEndsAtItsOwnDeadlineInWhateverOrderTheyWereSent() {
        AmiSession session = started();
        pbx.answers = action -> action.is("Ping") ? StubPbx.answer(action) : null;
        Map<Integer, CompletableFuture<ActionResult>> sent = new LinkedHashMap<>();
        for (int seconds : List.of(9, 3, 12, 6, 3)) {
            inTime(session.send(request("Ping", 1)));
            sent.put(seconds, session.send(request("Status", seconds)));
        }
        for (int second = 1; second <= 12; second++) {
            pass(Duration.ofMillis(999));
            int before = second;
            assertThat(sent)
                    .allSatisfy((due, action) -> assertThat(action.isDone()).isEqualTo(due < before));
            pass(Duration.ofMillis(1));
            assertThat(sent)
                    .allSatisfy((due, action) -> assertThat(action.isDone()).isEqualTo(due <= before));
        }
        assertThat(session.status().inFlight()).isZero();
        assertThat(pbx.time.due()).as("only the keep-alive's next check").hasSize(1);
    }

    @Test
    void C4_whoWaitedInVainIsToldThatNothingWasSent() {
        pbx.down = new AmiException.ConnectionFailed("refused", null);
        AmiSession session = pbx.session(settings);
        session.start();
        var sent = session.sendWhenReady(
                new ActionRequest(AmiAction.named("Getvar").build(), Duration.ofSeconds(20), false, false));
        pass(Duration.ofSeconds(20));

        assertThatThrownBy(sent::join).hasRootCauseInstanceOf(AmiException.NotSent.class);
        assertThat(pbx.count("Getvar")).isZero();
    }

    @Test
    void A5_aSecretChangedWhileRunningIsTriedTwice() {
        AmiSession session = started();
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        pbx.hangUp();
        pass(Duration.ofDays(1));

        assertThat(pbx.count("Login")).isEqualTo(3);
        assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);
        assertThat(session.status().counts().loginFailures()).isEqualTo(2);
        assertThat(session.status().lastFailure()).contains("refused the login of user 'admin'");
    }

    @Test
    void A5_withARetryTheSessionStaysRefusedUntilThenAndRecovers() {
        settings.refusedRetryDelay = Duration.ofMinutes(5);
        AmiSession session = started();
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        pbx.hangUp();
        pass(Duration.ofMinutes(10));
        assertThat(pbx.count("Login")).isEqualTo(3);
        assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);

        pbx.answers = StubPbx::answer;
        pass(Duration.ofMinutes(1));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void A6_loginAlreadyInUseRecoversWithin65SecondsAfterTheSlotIsFree() {
        pbx.answers = action ->
                action.is("Login") ? "Response: Error\r\nMessage: Login Already In Use\r\n" : StubPbx.answer(action);
        AmiSession session = pbx.session(settings, 0.999);
        assertThat(inTime(session.start()))
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessageContaining("already logged in");
        pass(Duration.ofHours(1));
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);

        pbx.answers = StubPbx::answer;
        pass(Duration.ofSeconds(65));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void A8_aLoginWithoutAnswerEndsAtTheDeadline() {
        pbx.answers = action -> action.is("Login") ? null : StubPbx.answer(action);
        CompletableFuture<AmiException> failure = startedElsewhere();

        pass(Duration.ofMillis(9999));
        assertThat(failure).isNotDone();
        pass(Duration.ofMillis(1));
        assertThat(inTime(failure))
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("no session within connectTimeout=10000 ms: no answer to Login");
    }

    @Test
    void A10_nothingConnectsAfterACloseDuringTheBackOff() {
        AmiSession session = started();
        pbx.hangUp();
        session.close();

        pass(Duration.ofDays(1));
        assertThat(pbx.connects).hasSize(1);
        assertThat(pbx.time.due()).isEmpty();
        assertThat(session.status().state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void B1_aSilentPbxIsPingedAfter20SecondsAndGivenUpAfter30() {
        AmiSession session = started();
        pbx.answers = StubPbx::answerLoginsOnly;

        pass(Duration.ofMillis(19_999));
        assertThat(pbx.count("Ping")).isZero();
        pass(Duration.ofMillis(1));
        assertThat(pbx.count("Ping")).isEqualTo(1);
        pass(Duration.ofMillis(9_999));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        pass(Duration.ofMillis(1));
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        assertThat(session.status().lastFailure()).isEqualTo("no sign of life from the PBX for 30 s");
    }

    @Test
    void B1_actionsThatFollowThePingDoNotPutOffTheEndOfASilentLink() {
        AmiSession session = started();
        pbx.answers = StubPbx::answerLoginsOnly;
        for (int second = 0; second < 50 && session.status().epoch() == 1; second++) {
            session.send(request("Status", 30));
            pass(Duration.ofSeconds(1));
        }
        assertThat(session.status().lastFailure()).startsWith("no sign of life from the PBX for ");
    }

    /** The PBX has answered a later one, so that it is not busy with that one. */
    @Test
    void B1_anActionThatIsNeverAnsweredHidesNoSilence() {
        AmiSession session = started();
        pbx.answers = action -> action.is("ModuleCheck") ? null : StubPbx.answer(action);
        session.send(request("ModuleCheck", 600));
        session.send(request("Status", 30));
        pbx.answers = StubPbx::answerLoginsOnly;
        pass(Duration.ofSeconds(30));
        assertThat(session.status().lastFailure()).isEqualTo("no sign of life from the PBX for 30 s");
    }

    @Test
    void B4_aPbxThatAnswersPingsIsNeverGivenUp() {
        AmiSession session = started();
        pass(Duration.ofHours(10));

        assertThat(session.status().epoch()).isEqualTo(1);
        assertThat(pbx.count("Ping")).isEqualTo(1800);
    }

    @Test
    void B4_eventsWhilePingIsLateAreLife() {
        AmiSession session = started();
        pbx.answers = StubPbx::answerLoginsOnly;
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(9));
            pbx.say("Event: Hangup\r\nPrivilege: call,all\r\n\r\n");
        }
        assertThat(session.status().epoch()).isEqualTo(1);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void B4_aLongActionHoldsTheServersThreadUntilItsOwnDeadline() {
        AmiSession session = started();
        pbx.answers = StubPbx::answerLoginsOnly;
        var result = session.send(
                new ActionRequest(AmiAction.named("Originate").build(), Duration.ofSeconds(90), false, false));

        pass(Duration.ofMillis(89_999));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        pass(Duration.ofSeconds(1));
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        assertThat(result).isCompletedExceptionally();
    }

    @Test
    void B1_anOriginateThatMayRingLongHidesNoSilence() {
        AmiSession session = started();
        pass(Duration.ofSeconds(15));
        pbx.answers = StubPbx::answerLoginsOnly;
        var call = session.send(ringing(600, false));
        pass(Duration.ofSeconds(20));
        assertThat(session.status().lastFailure()).isEqualTo("no sign of life from the PBX for 35 s");
        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void C11_anOriginateWithoutAResponseTimesOutHoweverLongItMayRing() {
        AmiSession session = started();
        pbx.answers = action -> action.is("Originate") ? null : StubPbx.answer(action);
        var unanswered = session.send(ringing(600, true));
        pbx.answers = StubPbx::answer;
        var queued = session.send(ringing(600, true));
        pass(Duration.ofMillis(19_999));
        assertThat(unanswered).isNotDone();
        pass(Duration.ofMillis(1));
        assertThatThrownBy(unanswered::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("no answer after 20000 ms");
        pass(Duration.ofMillis(599_999));
        assertThat(queued).isNotDone();
        pass(Duration.ofMillis(1));
        assertThatThrownBy(queued::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("no OriginateResponse")
                .hasMessageContaining("after 620000 ms");
    }

    private static ActionRequest ringing(int seconds, boolean awaitOutcome) {
        Duration response = Duration.ofSeconds(20);
        return new ActionRequest(
                AmiAction.named("Originate").build(), response, response.plusSeconds(seconds), awaitOutcome, false);
    }

    @Test
    void H5_theSupplierOfTheSecretIsAskedAtEachLogin() {
        settings.loginMethod = LoginMethod.PLAIN;
        List<String> rotating = new ArrayList<>(List.of("first", "second", "third"));
        settings.secret = () -> rotating.remove(0);
        started();
        for (int i = 0; i < 2; i++) {
            pass(Duration.ofSeconds(31));
            pbx.hangUp();
            pass(Duration.ofSeconds(2));
        }
        assertThat(pbx.received)
                .filteredOn(action -> action.is("Login"))
                .extracting(action -> action.field("Secret").orElse(""))
                .containsExactly("first", "second", "third");
    }

    @Test
    void whereTheTransportProvesWhoItIsTheMaskIsSetWithoutALogin() {
        settings.loginMethod = LoginMethod.BY_TRANSPORT;
        settings.secret = () -> {
            throw new IllegalStateException("asked");
        };
        AmiSession session = started();
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(pbx.received).extracting(AmiAction::name).containsExactly("Events");
        assertThat(pbx.received.get(0).field("EventMask")).contains("off");
    }

    @Test
    void whereTheTransportProvesWhoItIsARefusedMaskIsARefusedUser() {
        settings.loginMethod = LoginMethod.BY_TRANSPORT;
        pbx.answers = action -> "Response: Error\r\nMessage: Permission denied\r\n";
        assertThat(started().status().state()).isEqualTo(SessionState.REFUSED);
    }

    @Test
    void H5_aSupplierThatFailsIsTriedAgain() {
        settings.secret = () -> {
            throw new IllegalStateException("vault is sealed");
        };
        AmiSession session = started();
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        assertThat(session.status().lastFailure())
                .isEqualTo("the supplier of the secret failed: java.lang.IllegalStateException");
    }

    private static ActionRequest request(String action, int seconds) {
        return new ActionRequest(AmiAction.named(action).build(), Duration.ofSeconds(seconds), false, false);
    }

    private AmiSession started() {
        AmiSession session = pbx.session(settings);
        session.start();
        return session;
    }

    /** The attempt on a thread of its own, which waits for its answer while this one lets time pass. */
    private CompletableFuture<AmiException> startedElsewhere() {
        AmiSession session = pbx.session(settings);
        CompletableFuture<AmiException> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> session.start().thenAccept(failure::complete));
        thread.setDaemon(true);
        thread.start();
        org.awaitility.Awaitility.await().until(() -> pbx.count("Login") == 1);
        return failure;
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }
}
