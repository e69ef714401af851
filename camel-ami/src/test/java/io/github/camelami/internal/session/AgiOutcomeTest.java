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

import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An AGI command ends with its result, or when its call leaves AGI; in virtual time. */
class AgiOutcomeTest {
    private static final String CHANNEL = "PJSIP/100-00000001";
    private static final String OF_CHANNEL = "Privilege: agi,all\r\nChannel: " + CHANNEL + "\r\nUniqueid: c.1\r\n";
    private static final String END = "Event: AsyncAGIEnd\r\n" + OF_CHANNEL + "\r\n";
    private static final String START = "Event: AsyncAGIStart\r\n" + OF_CHANNEL + "\r\n";

    private final StubPbx pbx = new StubPbx();
    private final AmiSession session = pbx.session(new TestSettings());
    private final List<String> ids = new ArrayList<>();

    AgiOutcomeTest() {
        pbx.items = (action, id) -> {
            if (action.is("AGI")) {
                ids.add(id);
            }
            return "";
        };
        inTime(session.start());
    }

    private CompletableFuture<ActionResult> command(String channel) {
        AmiAction action = AmiAction.named("AGI")
                .field("Channel", channel)
                .field("Command", "ANSWER")
                .field("CommandID", "mine")
                .build();
        return session.send(new ActionRequest(action, Duration.ofSeconds(30), Duration.ofHours(1), true, false));
    }

    private CompletableFuture<ActionResult> command() {
        return command(CHANNEL);
    }

    private void exec(String id, String result) {
        pbx.say("Event: AsyncAGIExec\r\n" + OF_CHANNEL + "CommandId: " + id + "\r\nResult: " + result + "\r\n\r\n");
    }

    private static boolean isHangup(CompletableFuture<ActionResult> command) {
        return !inTime(command).ends().isEmpty();
    }

    @Test
    void C11_aCommandEndsWithTheResultThatHasItsId() {
        CompletableFuture<ActionResult> first = command();
        CompletableFuture<ActionResult> second = command();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(pbx.received)
                .filteredOn(action -> action.is("AGI"))
                .allSatisfy(
                        action -> assertThat(action.field("CommandID")).get().isIn(ids));
        exec("another", "200%20result%3D0%0A");
        assertThat(first).isNotDone();
        exec(ids.get(1), "200%20result%3D1%0A");
        assertThat(first).isNotDone();
        assertThat(second).isCompleted();
        exec(ids.get(0), "200%20result%3D0%0A");
        assertThat(first).isCompleted();
        assertThat(inTime(first).outcome().get("Result")).isEqualTo("200%20result%3D0%0A");
        assertThat(isHangup(first)).isFalse();
    }

    /** Over HTTP. */
    @Test
    void C11_aResultThatOvertakesTheResponseCounts() {
        pbx.items = (action, id) -> action.is("AGI") ? "" : "";
        pbx.answers = action -> {
            if (action.is("AGI")) {
                exec(action.field("CommandID").orElseThrow(), "200%20result%3D0%0A");
            }
            return StubPbx.answer(action);
        };
        assertThat(command()).isCompleted();
    }

    @Test
    void C11_aCallThatLeavesAgiEndsItsCommandsAndNoOthers() {
        CompletableFuture<ActionResult> running = command();
        CompletableFuture<ActionResult> queued = command();
        CompletableFuture<ActionResult> byId = command("c.1");
        CompletableFuture<ActionResult> other = command("PJSIP/200-00000002");
        pbx.say(END);
        for (CompletableFuture<ActionResult> each : List.of(running, queued, byId)) {
            assertThat(each).isCompleted();
            assertThat(isHangup(each)).isTrue();
            assertThat(inTime(each).outcome()).isNull();
        }
        assertThat(other).isNotDone();
    }

    /** Asterisk still queues such a command, and never runs it. */
    @Test
    void C11_aCommandThatComesTooLateEndsAtOnce() {
        command();
        pbx.say(END);
        CompletableFuture<ActionResult> late = command();
        assertThat(late).isCompleted();
        assertThat(isHangup(late)).isTrue();
        pbx.say(START);
        assertThat(command()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"200%20result%3D-1%0A", "200%20result%3D-1%20endpos%3D800%0A", "511%20Command%20Not%20Permitted"
            })
    void C11_aResultOfAHangupWaitsAMomentForIt(String result) {
        CompletableFuture<ActionResult> hungUp = command();
        exec(ids.get(0), result);
        assertThat(hungUp).isNotDone();
        pbx.say(END);
        assertThat(hungUp).isCompleted();
        assertThat(isHangup(hungUp)).isTrue();
        assertThat(inTime(hungUp).outcome()).isNotNull();
        pbx.say(START);
        CompletableFuture<ActionResult> failed = command();
        exec(ids.get(1), result);
        pbx.time.pass(Duration.ofMillis(500));
        assertThat(failed).isCompleted();
        assertThat(isHangup(failed)).isFalse();
    }

    /** Until version 11, one name for the three events. */
    @Test
    void C11_theEventsOfOldServersCount() {
        CompletableFuture<ActionResult> first = command();
        String old = "Event: AsyncAGI\r\nPrivilege: agi,all\r\nChannel: " + CHANNEL + "\r\n";
        pbx.say(old + "SubEvent: Exec\r\nCommandID: " + ids.get(0) + "\r\nResult: 200%20result%3D0%0A\r\n\r\n");
        assertThat(first).isCompleted();
        CompletableFuture<ActionResult> second = command();
        pbx.say(old + "SubEvent: End\r\n\r\n");
        assertThat(isHangup(second)).isTrue();
    }

    @Test
    void O1_theClassOfTheResultIsRequestedWhileItIsAwaited() {
        command();
        pbx.say(END);
        pbx.time.pass(Duration.ofMinutes(1));
        assertThat(pbx.received.stream()
                        .map(action -> action.field("EventMask"))
                        .flatMap(Optional::stream))
                .containsExactly("agi", "off");
    }

    @Test
    void C3_aLostConnectionLeavesTheCommandUnknown() {
        CompletableFuture<ActionResult> command = command();
        pbx.hangUp();
        assertThat(command).isCompletedExceptionally();
    }
}
