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
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerWithoutIdTest {
    private final ScriptedPbx pbx = new ScriptedPbx();

    @BeforeEach
    void start() {
        pbx.start();
    }

    @AfterEach
    void close() {
        pbx.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Missing action in request",
                "Failed to parse message: line too long",
                "Too many lines in message or allocation failure"
            })
    void C14_anAnswerToTextThatWasNoActionBelongsToNobody(String message) {
        CompletableFuture<ActionResult> status = pbx.send("Status");
        inTime(pbx.link.say(response(null, "Error", "Message: " + message)));
        assertThat(status).isNotDone();
        assertThat(pbx.session().status().unexpected()).isEqualTo(1);
        pbx.link.say(response(pbx.sent("Status").get(0), "Success"));
        assertThat(inTime(status).response().isError()).isFalse();
    }

    @Test
    void C14_theAnswerOfAnOldServerIsTakenWhereOneActionAloneWaits() {
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        pbx.link.say("support has 0 calls\r\n   No Members\r\n\r\n");
        assertThat(inTime(queues).response().output()).isEqualTo("support has 0 calls\n   No Members");
    }

    @Test
    void C14_whereTwoActionsWaitAnAnswerWithoutIdBelongsToNobody() {
        CompletableFuture<ActionResult> first = pbx.send("Status");
        CompletableFuture<ActionResult> second = pbx.send("Status");
        inTime(pbx.link.say(response(null, "Success")));
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(pbx.session().status().unexpected()).isEqualTo(1);
    }

    @Test
    void C14_anActionThatHasNotLeftYetIsNotAnswered() {
        pbx.wire = (link, outgoing) -> {};
        CompletableFuture<ActionResult> queued = pbx.send("Status");
        inTime(pbx.link.say(response(null, "Success")));
        assertThat(queued).isNotDone();
    }

    /** Asterisk answers in the order of the actions: the answer is that of the first, which nobody awaits any more. */
    @Test
    void C6_theLateAnswerWithoutIdIsNotThatOfTheNextAction() {
        assertThatThrownBy(pbx.send(Duration.ofMillis(20), "Status")::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class);
        CompletableFuture<ActionResult> next = pbx.send("Status");
        inTime(pbx.link.say(response(null, "Success", "Message: late")));
        assertThat(next).isNotDone();
        pbx.link.say(response(null, "Success", "Message: mine"));
        assertThat(inTime(next).response().message()).isEqualTo("mine");
    }

    @Test
    void C6_anAnswerThatNobodyCouldClaimSettlesTheDebtOfAnActionThatThenTimesOut() {
        Duration soon = Duration.ofMillis(300);
        CompletableFuture<ActionResult> first = pbx.send(soon, "Status");
        CompletableFuture<ActionResult> second = pbx.send("Status");
        inTime(pbx.link.say(response(null, "Success")));
        pbx.link.say(response(pbx.sent("Status").get(1), "Success"));
        inTime(second);
        assertThatThrownBy(first::join).hasCauseInstanceOf(AmiException.TimedOut.class);
        CompletableFuture<ActionResult> next = pbx.send("Status");
        pbx.link.say(response(null, "Success", "Message: mine"));
        assertThat(inTime(next).response().message()).isEqualTo("mine");
    }
}
