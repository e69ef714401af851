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

import io.github.camelami.internal.http.HttpTransport;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The event class that brings the outcomes of Originate is asked for while it is needed, in virtual time. */
class AwaitedOutcomesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();
    private final AmiSession session = pbx.session(settings);

    private enum End {
        OUTCOME,
        REFUSAL,
        TIMEOUT,
        LOST_CONNECTION
    }

    AwaitedOutcomesTest() {
        pbx.items = (action, id) -> action.is("Originate") ? outcome(id) : "";
        inTime(session.start());
        pbx.received.clear();
    }

    private static String outcome(String id) {
        return "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: " + id + "\r\nResponse: Success\r\n\r\n";
    }

    private CompletableFuture<ActionResult> originate(Duration timeout) {
        return session.send(new ActionRequest(AmiAction.named("Originate").build(), timeout, true, false));
    }

    private void originate() {
        assertThat(originate(MINUTE)).isCompleted();
    }

    /** Those of the actions and of the logins. */
    private List<String> masks() {
        return pbx.received.stream()
                .map(each -> each.field("EventMask").or(() -> each.field("Events")))
                .flatMap(Optional::stream)
                .toList();
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }

    @Test
    void O1_aMinuteAfterTheLastOutcomeItsClassIsGivenBack() {
        originate();
        pass(Duration.ofSeconds(40));
        originate();
        pass(Duration.ofMillis(59_999));
        assertThat(masks()).containsExactly("call");
        pass(Duration.ofMillis(1));
        assertThat(masks()).containsExactly("call", "off");
        pass(Duration.ofMinutes(30));
        assertThat(masks()).hasSize(2);
        originate();
        assertThat(masks()).containsExactly("call", "off", "call");
        pass(MINUTE);
        assertThat(masks()).containsExactly("call", "off", "call", "off");
    }

    @Test
    void O1_aDialerDoesNotChangeTheMaskWithEachCall() {
        for (int i = 0; i < 200; i++) {
            originate();
            pass(Duration.ofSeconds(i % 60));
        }
        assertThat(masks()).containsExactly("call");
    }

    /** However long the phone rings. */
    @Test
    void C11_O1_whileAnOutcomeIsAwaitedItsClassStays() {
        String[] ringing = new String[1];
        pbx.items = (action, id) -> {
            if (action.is("Originate") && ringing[0] == null) {
                ringing[0] = id;
                return "";
            }
            return action.is("Originate") ? outcome(id) : "";
        };
        CompletableFuture<ActionResult> slow = originate(Duration.ofMinutes(20));
        originate();
        pass(Duration.ofMinutes(10));
        assertThat(masks()).containsExactly("call");
        pbx.say(outcome(ringing[0]));
        assertThat(slow).isCompleted();
        pass(MINUTE.minusMillis(1));
        assertThat(masks()).containsExactly("call");
        pass(Duration.ofMillis(1));
        assertThat(masks()).containsExactly("call", "off");
    }

    @ParameterizedTest
    @EnumSource
    void O1_anOutcomeThatIsAwaitedNoMoreKeepsNoClass(End end) {
        switch (end) {
            case REFUSAL ->
                pbx.answers = action -> action.is("Originate")
                        ? "Response: Error\r\nMessage: Extension does not exist.\r\n"
                        : StubPbx.answer(action);
            case TIMEOUT, LOST_CONNECTION -> pbx.items = (action, id) -> "";
            default -> {}
        }
        CompletableFuture<ActionResult> sent = originate(Duration.ofSeconds(3));
        if (end == End.LOST_CONNECTION) {
            pbx.hangUp();
        } else {
            pass(Duration.ofSeconds(3));
        }
        assertThat(sent).isDone();
        pass(MINUTE);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(masks()).endsWith("off");
        assertThat(sent.isCompletedExceptionally()).isEqualTo(end == End.TIMEOUT || end == End.LOST_CONNECTION);
        pbx.hangUp();
        pbx.received.clear();
        pass(MINUTE);
        assertThat(masks()).as("at the next login").containsExactly("off");
    }

    @Test
    void O1_whatConsumersWantStays() {
        session.subscribe(ScriptedPbx.subscription("call,agent"));
        originate();
        pass(Duration.ofMinutes(5));
        assertThat(masks()).containsExactly("call,agent");
    }

    /** Over HTTP whoever asks for a class polls, and any event of the class would be fetched. */
    @Test
    void O1_overHttpNoEventIsFetchedOnceTheClassIsGivenBack() {
        settings.loginMethod = LoginMethod.PLAIN;
        settings.keepAliveInterval = Duration.ofMinutes(10);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (SimulatedPbx server = SimulatedPbx.builder().http().start()) {
            HttpTransport.Settings http = new HttpTransport.Settings(
                    URI.create(server.http().url()),
                    false,
                    false,
                    "admin",
                    settings.secret,
                    Duration.ofMillis(1),
                    Duration.ofSeconds(10),
                    StandardCharsets.UTF_8,
                    1 << 20,
                    1 << 20);
            AmiSession parked = new AmiSession(
                    settings.build(),
                    pbx.resources(threads),
                    () -> new HttpTransport(http, HttpClients::createDefault, threads));
            assertThat(inTime(parked.start())).isNull();
            AmiAction call =
                    ScriptedPbx.action("Originate", "Channel", "PJSIP/100", "Application", "Echo", "Async", "true");
            assertThat(inTime(parked.send(new ActionRequest(call, MINUTE.dividedBy(2), true, false)))
                            .outcome())
                    .isNotNull();
            assertThat(server.http().pollCount()).isPositive();
            await().until(() -> pbx.time.due().contains(MINUTE));
            pass(MINUTE);
            await().until(() -> server.received("Events").size() == 2);
            assertThat(server.received("Events").get(1).field("EventMask"))
                    .as("what stands for none over HTTP")
                    .isEqualTo("aoc");
            inTime(parked.send(new ActionRequest(AmiAction.named("Ping").build(), MINUTE, false, false)));
            int polls = server.http().polls().size();
            for (int i = 0; i < 20; i++) {
                server.emit(SimulatedEvent.named("Newchannel", "call"));
                inTime(parked.send(new ActionRequest(AmiAction.named("Ping").build(), MINUTE, false, false)));
            }
            assertThat(server.http().polls()).hasSize(polls);
            parked.close();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void A9_O1_aSessionThatIsClosedLeavesNoTimerBehind() {
        originate();
        pbx.items = (action, id) -> "";
        CompletableFuture<ActionResult> open = originate(Duration.ofMinutes(20));
        session.close();
        assertThat(open).isCompletedExceptionally();
        assertThat(pbx.time.due()).isEmpty();
        assertThat(originate(MINUTE)).isCompletedExceptionally();
        assertThat(pbx.time.due()).isEmpty();
    }

    @Test
    void C4_anOriginateThatFindsNoSessionKeepsNoClass() {
        pbx.down = new AmiException.ConnectionFailed("down", null);
        pbx.hangUp();
        assertThat(originate(MINUTE)).isCompletedExceptionally();
        pbx.down = null;
        pass(MINUTE);
        assertThat(masks()).containsExactly("off");
    }
}
