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
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are text without Response and ActionID: Queues until Asterisk 14, IAXnetstats. */
class TextAnswerTest {
    private static final String ROWS = "IAX2/peer-1   12    3\r\nIAX2/peer-2   14    4\r\n\r\n";

    private final ScriptedPbx pbx = new ScriptedPbx();

    @BeforeEach
    void start() {
        pbx.start();
    }

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void C14_allBlocksOfATextBelongToItsActionAndNoneEndsTheNext() {
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        inTime(pbx.link.say(queue(0)));
        inTime(pbx.link.say(queue(1)));
        assertThat(queues).isNotDone();
        CompletableFuture<ActionResult> put = pbx.send("DBPut");
        inTime(pbx.link.say(queue(2) + "\r\n"));
        assertThat(inTime(queues).response().output()).isEqualTo(text(0) + "\n\n" + text(1) + "\n\n" + text(2));
        inTime(pbx.link.say("\r\n" + queue(3)));
        assertThat(put).isNotDone();
        pbx.link.say(response(pbx.sent("DBPut").get(0), "Error", "Message: DBPut failed"));
        assertThat(inTime(put).response().message()).isEqualTo("DBPut failed");
        assertThat(pbx.sent("Ping")).isEmpty();
    }

    @Test
    void C14_aTextInOneWriteIsTheSameText() {
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        pbx.link.say(queue(0) + queue(1) + queue(2) + "\r\n\r\n");
        assertThat(inTime(queues).response().output()).isEqualTo(text(0) + "\n\n" + text(1) + "\n\n" + text(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No queues.", "No such queue: sales."})
    void C14_theLineThatSaysThatThereIsNoQueueIsAllOfIt(String line) {
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        pbx.link.say(line + "\r\n\r\n");
        assertThat(inTime(queues).response().output()).isEqualTo(line);
        assertThat(pbx.sent("Ping")).isEmpty();
    }

    @Test
    void C14_theAnswerToALaterActionEndsAText() {
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        CompletableFuture<ActionResult> status = pbx.send("Getvar");
        pbx.link.say(queue(0) + queue(1) + response(pbx.sent("Getvar").get(0), "Success"));
        assertThat(inTime(queues).response().output()).isEqualTo(text(0) + "\n\n" + text(1));
        assertThat(inTime(status).response().isError()).isFalse();
    }

    @Test
    void C14_textThatWasNotAskedForEndsNoAction() {
        CompletableFuture<ActionResult> put = pbx.send("DBPut");
        inTime(pbx.link.say(queue(0) + queue(1) + "\r\n\r\n"));
        assertThat(put).isNotDone();
        assertThat(pbx.session().status().unexpected()).isEqualTo(2);
    }

    @Test
    void C14_anActionThatNoListHasMayAnswerWithTextWhoseEndAPingShows() {
        CompletableFuture<ActionResult> unknown = pbx.send("KonferenceList");
        pbx.link.say(queue(0));
        pbx.link.say(queue(1));
        assertThat(inTime(unknown).response().output()).isEqualTo(text(0) + "\n\n" + text(1));
        assertThat(pbx.sent("Ping")).hasSize(1);
    }

    @Test
    void C14_anActionThatNoListHasIsAnsweredByItsIdAllTheSame() {
        CompletableFuture<ActionResult> unknown = pbx.send("KonferenceList");
        pbx.link.say(queue(0) + response(pbx.sent("KonferenceList").get(0), "Success", "Message: mine"));
        assertThat(inTime(unknown).response().message()).isEqualTo("mine");
    }

    @Test
    void C14_aPingOfAnOldServerHasNoIdAndIsThePingsAllTheSame() {
        pbx.on("Ping", id -> "Response: Pong\r\n\r\n");
        CompletableFuture<ActionResult> queues = pbx.send("Queues");
        pbx.link.say(queue(0));
        assertThat(inTime(queues).response().output()).isEqualTo(text(0));
        assertThat(inTime(pbx.send("Ping")).response().status()).isEqualTo("Pong");
    }

    @Test
    void C14_anAnswerThatIsOneEmptyLineIsThereAtOnce() {
        CompletableFuture<ActionResult> idle = pbx.send("IAXnetstats");
        pbx.link.say("\r\n");
        assertThat(inTime(idle).response().output()).isEmpty();
        assertThat(inTime(idle).response().hasOutput()).isTrue();
        CompletableFuture<ActionResult> busy = pbx.send("IAXnetstats");
        pbx.link.say(ROWS);
        assertThat(inTime(busy).response().output()).isEqualTo("IAX2/peer-1   12    3\nIAX2/peer-2   14    4");
        assertThat(pbx.sent("Ping")).isEmpty();
    }

    /** QueueRule ends with two empty lines, and so do some events. */
    @ParameterizedTest
    @ValueSource(strings = {"Response: Success\r\nActionID: foreign-1\r\n\r\n", "Event: X\r\n\r\n", "\r\n"})
    void C14_anEmptyLineBehindAMessageIsNoAnswer(String before) {
        pbx.on("Ping", id -> null);
        CompletableFuture<ActionResult> busy = pbx.send("IAXnetstats");
        CompletableFuture<Void> read =
                pbx.link.say(before.equals("\r\n") ? "Event: X\r\n\r\n\r\n\r\n" : before + "\r\n");
        inTime(read);
        assertThat(busy).isNotDone();
        pbx.link.say(ROWS);
        assertThat(inTime(busy).response().output()).startsWith("IAX2/peer-1");
    }

    @Test
    void C14_anEmptyLineBehindAnEventIsTheAnswerWhereThePingSaysSo() {
        CompletableFuture<ActionResult> idle = pbx.send("IAXnetstats");
        pbx.link.say(event("X") + "\r\n");
        assertThat(inTime(idle).response().output()).isEmpty();
        assertThat(pbx.sent("Ping")).hasSize(1);
    }

    @Test
    void C14_anEmptyLineInTheMiddleOfAListIsTheLists() {
        CompletableFuture<ActionResult> map = pbx.send("CoreShowChannelMap");
        CompletableFuture<ActionResult> busy = pbx.send("IAXnetstats");
        pbx.on("Ping", id -> null);
        String id = pbx.sent("CoreShowChannelMap").get(0);
        inTime(pbx.link.say(response(id, "Success", "EventList: start")));
        inTime(pbx.link.say("\n"));
        assertThat(busy).isNotDone();
        pbx.link.say(event("CoreShowChannelMapComplete", "ActionID: " + id, "EventList: Complete") + ROWS);
        assertThat(inTime(busy).response().output()).startsWith("IAX2/peer-1");
        assertThat(inTime(map).items()).isEmpty();
    }

    @Test
    void C6_anAnswerThatNeverCameCostsNoLaterOne() {
        assertThatThrownBy(pbx.send(Duration.ofMillis(20), "IAXnetstats")::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class);
        await().until(() -> pbx.sent("Ping").size() == 1);
        for (int i = 0; i < 3; i++) {
            CompletableFuture<ActionResult> next = pbx.send("IAXnetstats");
            pbx.link.say(ROWS);
            assertThat(inTime(next).response().output()).startsWith("IAX2/peer-1");
        }
    }

    @Test
    void C6_aTextThatComesTooLateIsNotThatOfTheNextAction() {
        pbx.on("Ping", id -> null);
        assertThatThrownBy(pbx.send(Duration.ofMillis(20), "IAXnetstats")::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class);
        await().until(() -> pbx.sent("Ping").size() == 1);
        CompletableFuture<ActionResult> next = pbx.send("IAXnetstats");
        inTime(pbx.link.say("late 1 2\r\n\r\n"));
        assertThat(next).isNotDone();
        pbx.link.say(ROWS);
        assertThat(inTime(next).response().output()).startsWith("IAX2/peer-1");
    }

    @Test
    void C6_aResponseThatNeverCameIsNotWaitedForOnceALaterActionIsAnswered() {
        assertThatThrownBy(pbx.send(Duration.ofMillis(20), "Status")::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class);
        inTime(pbx.send("Ping"));
        CompletableFuture<ActionResult> next = pbx.send("Status");
        pbx.link.say(response(null, "Success", "Message: mine"));
        assertThat(inTime(next).response().message()).isEqualTo("mine");
    }

    private static String queue(int number) {
        return text(number).replace("\n", "\r\n") + "\r\n\r\n";
    }

    private static String text(int number) {
        return "q" + number + " has 0 calls\n   No Members\n   No Callers";
    }
}
