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
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionEndTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void C2_cutBeforeTheFirstByteIsNotSent() {
        pbx.start();
        pbx.wire = (link, outgoing) -> link.close();
        assertThatThrownBy(pbx.send("Originate")::join)
                .hasCauseExactlyInstanceOf(AmiException.NotSent.class)
                .hasMessageContaining("[pbx epoch 1] ")
                .hasMessageContaining("(ActionID ");
    }

    @Test
    void C2_cutAfterTheFirstByteIsOutcomeUnknown() {
        pbx.start();
        pbx.wire = (link, outgoing) -> {
            outgoing.leaving();
            link.close();
        };
        assertThatThrownBy(pbx.send("Setvar")::join)
                .hasCauseExactlyInstanceOf(AmiException.OutcomeUnknown.class)
                .hasMessageContaining("it may have run");
    }

    @Test
    void C2_cutBetweenResponseAndOutcomeIsOutcomeUnknown() {
        pbx.start();
        pbx.on("Originate", id -> ScriptedPbx.response(id, "Success"));
        CompletableFuture<ActionResult> call = pbx.send("Originate");
        await().until(() -> !pbx.sent("Originate").isEmpty());
        pbx.link.close();
        assertThatThrownBy(call::join).hasCauseExactlyInstanceOf(AmiException.OutcomeUnknown.class);
    }

    @Test
    void C2_anActionThatTheWriterNeverTookIsNotSentAndCannotLeaveAnyMore() {
        pbx.start();
        List<OutgoingAction> queued = new ArrayList<>();
        pbx.wire = (link, outgoing) -> queued.add(outgoing);
        assertThatThrownBy(pbx.send(SHORT, "Setvar")::join).hasCauseInstanceOf(AmiException.NotSent.class);
        assertThat(queued).singleElement().matches(outgoing -> !outgoing.leaving());
        assertThat(pbx.session().status().counts().unknown()).isZero();
    }

    @Test
    void C3_allActionsInFlightEndOnceAtADisconnect() {
        AmiSession session = pbx.start();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        List<CompletableFuture<ActionResult>> inFlight =
                IntStream.range(0, 256).mapToObj(i -> pbx.send("Status")).toList();
        inFlight.forEach(each -> each.whenComplete((result, failure) -> {
            ended.incrementAndGet();
            unknown.addAndGet(failure instanceof AmiException.OutcomeUnknown ? 1 : 0);
        }));
        assertThat(session.status().inFlight()).isEqualTo(256);
        long start = System.nanoTime();
        pbx.link.close();
        await().pollInterval(Duration.ofMillis(1)).until(() -> ended.get() >= 256);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(unknown).hasValue(256);
        assertThat(ended).hasValue(256);
        await().until(() -> session.status().counts().failed() == 256);
        await().until(() -> session.status().counts().unknown() == 256);
        await().untilAsserted(() -> assertThat(pbx.timer.getQueue()).hasSizeLessThan(5));
    }

    @Test
    void C4_withoutASessionAnActionIsNotSentAtOnce() {
        CompletableFuture<ActionResult> never = pbx.send("Ping");
        assertThat(never).isCompletedExceptionally();
        pbx.start();
        pbx.link.close();
        await().until(() -> pbx.session().status().state() == SessionState.BACKING_OFF);
        CompletableFuture<ActionResult> lost = pbx.send("Originate");
        assertThat(lost).isCompletedExceptionally();
        assertThatThrownBy(lost::join)
                .hasCauseInstanceOf(AmiException.NotSent.class)
                .hasMessageContaining("the PBX closed the connection");
        await().until(() -> pbx.session().status().state() == SessionState.READY);
        assertThat(pbx.sent("Originate")).isEmpty();
    }

    @Test
    void C6_aLateAnswerIsDroppedAndCounted() {
        AmiSession session = pbx.start();
        assertThatThrownBy(pbx.send(SHORT, "Status")::join).hasCauseInstanceOf(AmiException.TimedOut.class);
        CompletableFuture<ActionResult> other = pbx.send("Status");
        String late = pbx.sent("Status").get(0);
        inTime(pbx.link.say(ScriptedPbx.response(late, "Success", "Message: late")));
        assertThat(session.status().counts().unexpected()).isEqualTo(1);
        assertThat(other).isNotDone();
        pbx.link.say(ScriptedPbx.response(pbx.sent("Status").get(1), "Success", "Message: mine"));
        assertThat(inTime(other).response().message()).isEqualTo("mine");
        assertThat(session.status().counts().unexpected()).isEqualTo(1);
    }

    @Test
    void C7_actionIdsAreUniqueShortAsciiAndDifferFromSessionToSession() {
        pbx.start();
        pbx.on("Ping", id -> ScriptedPbx.response(id, "Success"));
        IntStream.range(0, 1000).forEach(i -> inTime(pbx.send("Ping")));
        List<String> ids = pbx.sent("Ping");
        assertThat(ids).hasSize(1000).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]{12,14}-\\d{1,5}"));
        try (ScriptedPbx other = new ScriptedPbx()) {
            other.start();
            inTime(other.send("Ping"));
            assertThat(prefix(other.sent("Ping").get(0))).isNotEqualTo(prefix(ids.get(0)));
        }
    }

    @Test
    void maxInFlightKeepsSendersBackAndNotTheSessionItself() {
        try (ScriptedPbx small = new ScriptedPbx(100, 1)) {
            AmiSession session = small.start();
            CompletableFuture<ActionResult> first = small.send("Status");
            inTime(session.subscribe(ScriptedPbx.subscription("agent")));
            assertThat(small.masks()).last().isEqualTo("agent");
            assertThat(session.status().state()).isEqualTo(SessionState.READY);
            assertThat(first).isNotDone();
        }
    }

    @Test
    void maxInFlightDoesNotCountTheActionsOfTheSessionItself() {
        try (ScriptedPbx small = new ScriptedPbx(100, 1)) {
            small.start();
            small.on("Events", id -> null);
            small.on(
                    "Originate",
                    id -> ScriptedPbx.response(id, "Success")
                            + ScriptedPbx.event("OriginateResponse", "ActionID: " + id));
            for (int i = 0; i < 3; i++) {
                assertThat(inTime(small.send("Originate")).outcome().name()).isEqualTo("OriginateResponse");
                small.session().subscribe(ScriptedPbx.subscription("agent"));
            }
            CompletableFuture<ActionResult> first = small.send("Status");
            assertThatThrownBy(small.send("Status")::join).hasMessageContaining("maxInFlight=1");
            assertThat(first).isNotDone();
        }
    }

    @Test
    void maxInFlightHoldsForActionsThatWaitForASessionToo() {
        try (ScriptedPbx small = new ScriptedPbx(100, 2)) {
            ActionRequest ping = new ActionRequest(ScriptedPbx.action("Ping"), ScriptedPbx.TIMEOUT, false, false);
            List<CompletableFuture<ActionResult>> waiting = IntStream.range(0, 2)
                    .mapToObj(i -> small.session().sendWhenReady(ping))
                    .toList();
            assertThatThrownBy(small.session().sendWhenReady(ping)::join)
                    .hasCauseInstanceOf(AmiException.NotSent.class)
                    .hasMessageContaining("Ping: not sent: maxInFlight=2 actions wait for a session");
            small.start();
            for (CompletableFuture<ActionResult> each : waiting) {
                assertThat(inTime(each).response().status()).isEqualTo("Success");
            }
        }
    }

    @Test
    void maxInFlightIsExactAndRoomIsThereAsSoonAsAnAnswerIs() {
        try (ScriptedPbx small = new ScriptedPbx(100, 1)) {
            small.start();
            CompletableFuture<ActionResult> first = small.send("Status");
            assertThatThrownBy(small.send("Ping")::join)
                    .hasCauseInstanceOf(AmiException.NotSent.class)
                    .hasMessageContaining("maxInFlight=1");
            small.link.say(ScriptedPbx.response(small.sent("Status").get(0), "Success"));
            inTime(first);
            for (int i = 0; i < 5000; i++) {
                assertThat(inTime(small.send("Ping")).response().status()).isEqualTo("Success");
            }
            assertThat(small.session().status().inFlight()).isZero();
        }
    }

    @Test
    void aTimeoutThatPassesAtOnceLeavesNothingBehind() {
        AmiSession session = pbx.start();
        for (int i = 0; i < 5000; i++) {
            assertThatThrownBy(pbx.send(Duration.ofNanos(1), "Status")::join).hasCauseInstanceOf(AmiException.class);
        }
        assertThat(session.status().inFlight()).isZero();
    }

    private static String prefix(String actionId) {
        return actionId.substring(0, actionId.indexOf('-'));
    }
}
