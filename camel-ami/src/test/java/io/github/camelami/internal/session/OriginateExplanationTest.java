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
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OriginateResponse that only says "failed" waits a moment for the events that say why; in virtual time. */
class OriginateExplanationTest {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final String NEW =
            "Event: Newchannel\r\nPrivilege: call,all\r\nUniqueid: %1$s\r\nLinkedid: c.1\r\n\r\n";
    private static final String HANGUP =
            "Event: Hangup\r\nPrivilege: call,all\r\nUniqueid: %1$s\r\nLinkedid: c.1\r\nCause: 17\r\n\r\n";

    private final StubPbx pbx = new StubPbx();
    private final AmiSession session = pbx.session(new TestSettings());
    private String id;

    OriginateExplanationTest() {
        pbx.items = (action, actionId) -> {
            id = action.is("Originate") ? actionId : id;
            return "";
        };
        inTime(session.start());
    }

    private CompletableFuture<ActionResult> originate() {
        AmiAction action =
                AmiAction.named("Originate").field("ChannelId", "c.1").build();
        return session.send(new ActionRequest(action, Duration.ofSeconds(30), Duration.ofMinutes(1), true, false));
    }

    private void response(String reason) {
        pbx.say("Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: " + id + "\r\nResponse: "
                + (reason.equals("4") ? "Success" : "Failure") + "\r\nReason: " + reason + "\r\n\r\n");
    }

    private void say(String event, String uniqueid) {
        pbx.say(event.formatted(uniqueid));
    }

    private static List<String> ended(CompletableFuture<ActionResult> answer) {
        return inTime(answer).ends().stream().map(end -> end.get("Uniqueid")).toList();
    }

    @Test
    void C11_theHangupsMayComeBeforeTheResponse() {
        CompletableFuture<ActionResult> answer = originate();
        say(NEW, "c.1");
        say(NEW, "c.2");
        say(HANGUP, "c.2");
        say(HANGUP, "c.1");
        response("0");
        assertThat(answer).isCompleted();
        assertThat(ended(answer)).containsExactly("c.2", "c.1");
    }

    @Test
    void C11_theHangupsMayComeAfterTheResponse() {
        CompletableFuture<ActionResult> answer = originate();
        response("0");
        say(NEW, "c.1");
        say(NEW, "c.2");
        say(HANGUP, "c.1");
        assertThat(answer).isNotDone();
        say(HANGUP, "c.2");
        assertThat(answer).isCompleted();
        assertThat(ended(answer)).containsExactly("c.1", "c.2");
    }

    @Test
    void C11_whatNoChannelExplainsEndsAfterAMoment() {
        CompletableFuture<ActionResult> answer = originate();
        response("0");
        pbx.time.pass(MOMENT.minusMillis(1));
        assertThat(answer).isNotDone();
        pbx.time.pass(Duration.ofMillis(1));
        assertThat(answer).isCompleted();
        assertThat(ended(answer)).isEmpty();
        assertThat(inTime(answer).outcome()).isInstanceOf(AmiEvent.class);
    }

    @Test
    void C11_aMomentIsEnoughAlsoWithOtherActionsInFlight() {
        CompletableFuture<ActionResult> first = originate();
        String firstId = id;
        CompletableFuture<ActionResult> second = originate();
        id = firstId;
        response("0");
        pbx.time.pass(MOMENT);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "5", "8"})
    void C11_aResponseThatSaysEnoughWaitsForNothing(String reason) {
        CompletableFuture<ActionResult> answer = originate();
        response(reason);
        assertThat(answer).isCompleted();
    }

    /** Dialplans play congestion after any call that no phone has taken. */
    @Test
    void C11_behindALocalChannelCongestionIsExplainedByTheHangups() {
        CompletableFuture<ActionResult> answer = originate();
        pbx.say(NEW.formatted("c.1").replace("\r\n\r\n", "\r\nChannel: Local/202@from-internal-01;1\r\n\r\n"));
        say(NEW, "c.2");
        response("8");
        assertThat(answer).isNotDone();
        say(HANGUP, "c.2");
        say(HANGUP, "c.1");
        assertThat(answer).isCompleted();
        assertThat(ended(answer)).containsExactly("c.2", "c.1");
    }

    @Test
    void C11_channelsOfOtherCallsExplainNothing() {
        CompletableFuture<ActionResult> answer = originate();
        response("0");
        pbx.say(HANGUP.formatted("d.1").replace("Linkedid: c.1", "Linkedid: d.1"));
        assertThat(answer).isNotDone();
        pbx.time.pass(MOMENT);
        assertThat(ended(answer)).isEmpty();
    }
}
