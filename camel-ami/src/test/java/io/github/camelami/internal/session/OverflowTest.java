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
import static io.github.camelami.internal.session.EventStreamTest.call;
import static io.github.camelami.internal.session.EventStreamTest.drain;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OverflowTest {
    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void D2_dropOldestKeepsTheNewestBehindANoticeOfTheLoss() {
        EventSubscription calls = started(subscription("call", 3, WhenFull.DROP_OLDEST));
        inTime(pbx.link.say(calls(1, 8)));
        assertThat(drain(calls)).containsExactly("Connected 1", "Gap 1 5 overflow", "6", "7", "8");
        assertThat(calls.dropped()).isEqualTo(5);
    }

    @Test
    void D2_dropNewestKeepsTheOldestBeforeTheNoticeOfTheLoss() {
        EventSubscription calls = started(subscription("call", 3, WhenFull.DROP_NEWEST));
        inTime(pbx.link.say(calls(1, 8)));
        ScriptedPbx.next(calls);
        ScriptedPbx.next(calls);
        inTime(pbx.link.say(calls(9, 10)));
        assertThat(drain(calls)).containsExactly("2", "3", "Gap 1 5 overflow", "9", "Gap 1 1 overflow");
    }

    @Test
    void D2_disconnectGivesTheConnectionUpAndAnnouncesBoth() {
        EventSubscription calls = started(subscription("call", 3, WhenFull.DISCONNECT));
        pbx.link.say(calls(1, 5));
        await().until(() -> pbx.session().status().epoch() == 2);
        assertThat(drain(calls))
                .containsExactly(
                        "Connected 1",
                        "1",
                        "2",
                        "3",
                        "Gap 1 2 overflow",
                        "Disconnected 1",
                        "Connected 2",
                        "Gap 2 unknown disconnected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3    | 100000 | DROP_OLDEST | bufferSize=3   | the oldest are dropped (overflow=dropOldest)
                    3    | 100000 | DROP_NEWEST | bufferSize=3   | new ones are dropped (overflow=dropNewest)
                    3    | 100000 | DISCONNECT | bufferSize=3   | the connection is given up (overflow=disconnect)
                    1000 | 10     | DROP_OLDEST | bufferBytes=10 | the oldest are dropped (overflow=dropOldest)
                    """)
    void D2_theWarningSaysWhichOptionIsTheLimitAndWhatHappens(
            int size, long bytes, WhenFull whenFull, String limit, String consequence) {
        EventSubscription calls = started(new EventSubscription(
                EventClasses.ALL, null, null, List.of(), ScriptedPbx.TIMEOUT, false, size, bytes, whenFull));
        List<String> warnings = warningsWhile(() -> inTime(pbx.link.say(calls(1, 5))));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("the buffer is full (" + limit + ")")
                .endsWith("; " + consequence);
        if (whenFull == WhenFull.DISCONNECT) {
            await().untilAsserted(() -> assertThat(pbx.session().status().lastFailure())
                    .isEqualTo("the buffer of a consumer is full (bufferSize=3, overflow=disconnect)"));
        }
    }

    @Test
    void D2_whileThereIsRoomNothingIsWarnedOf() {
        started(subscription("call", 5, WhenFull.DROP_OLDEST));
        assertThat(warningsWhile(() -> inTime(pbx.link.say(calls(1, 5))))).isEmpty();
    }

    /** The answer stands, whatever becomes of the events before it. */
    @Test
    void anAnswerBehindTheEventsThatEndTheConnectionIsGiven() {
        StubPbx stub = new StubPbx();
        AmiSession session = stub.session(new TestSettings());
        session.subscribe(ScriptedPbx.subscription("call", 3, WhenFull.DISCONNECT));
        inTime(session.start());
        stub.answers = action -> calls(1, 5) + "Response: Success\r\n";
        CompletableFuture<ActionResult> answered = session.send(
                new ActionRequest(AmiAction.named("Redirect").build(), Duration.ofSeconds(5), false, false));
        assertThat(answered)
                .isCompletedWithValueMatching(result -> !result.response().isError());
        assertThat(session.status().lastFailure()).contains("overflow=disconnect");
    }

    @Test
    void D2_theBoundInBytesHoldsAndALargerEventEmptiesNothing() {
        int size = call(1).length();
        EventSubscription calls = started(new EventSubscription(
                EventClasses.ALL,
                null,
                null,
                List.of(),
                ScriptedPbx.TIMEOUT,
                false,
                1000,
                3L * size,
                WhenFull.DROP_OLDEST));
        inTime(pbx.link.say(calls(1, 5)));
        assertThat(calls.bufferedBytes()).isEqualTo(3L * size);
        inTime(pbx.link.say(ScriptedPbx.event("Newstate", "Number: big", "Text: " + "x".repeat(4 * size))));
        assertThat(drain(calls)).containsExactly("Connected 1", "Gap 1 2 overflow", "3", "4", "5", "Gap 1 1 overflow");
        assertThat(calls.bufferedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            names = {"DROP_OLDEST", "DROP_NEWEST"})
    void D2_receivedAndDroppedAreExactlyWhatWasSentAndNoticesTellTheSame(WhenFull whenFull) {
        int sent = 30_000;
        EventSubscription calls = started(subscription("call", 50, whenFull));
        CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> {
            CompletableFuture<Void> last = null;
            for (int i = 0; i < sent; i += 10) {
                last = pbx.link.say(calls(i, i + 9));
            }
            inTime(last);
        });
        List<Integer> routed = new ArrayList<>();
        long announced = 0;
        for (boolean last = false; !last; ) {
            last = flow.isDone();
            for (Object next = poll(calls); next != null; next = poll(calls)) {
                announced += take(next, routed);
            }
        }
        assertThat(calls.received()).isEqualTo(sent);
        assertThat(calls.dropped()).isPositive();
        assertThat(routed.size() + calls.dropped()).isEqualTo(sent);
        assertThat(announced).isEqualTo(calls.dropped());
        assertThat(routed).isSorted();
    }

    @Test
    void D2_oneWarningUntilThereIsRoomAgain() {
        EventSubscription calls = started(subscription("call", 4, WhenFull.DROP_OLDEST));
        List<String> warnings = warningsWhile(() -> {
            IntStream.range(0, 20).forEach(i -> inTime(pbx.link.say(calls(1, 5))));
            drain(calls);
            inTime(pbx.link.say(calls(1, 1)));
            IntStream.range(0, 20).forEach(i -> inTime(pbx.link.say(calls(1, 5))));
        });
        assertThat(warnings).hasSize(2).allMatch(warning -> warning.startsWith("[pbx epoch 1] events arrive faster"));
    }

    @Test
    void D3_aFullBufferOfOneCostsTheOthersNothing() {
        EventSubscription slow = subscription("call", 5, WhenFull.DROP_OLDEST);
        List<EventSubscription> fast = IntStream.range(0, 7)
                .mapToObj(i -> subscription("call", 10_000, WhenFull.DROP_OLDEST))
                .toList();
        inTime(pbx.session().subscribe(slow));
        fast.forEach(pbx.session()::subscribe);
        pbx.start();
        inTime(pbx.link.say(calls(1, 5000)));
        assertThat(slow.dropped()).isEqualTo(4995);
        assertThat(fast).allSatisfy(each -> {
            assertThat(each.buffered()).isEqualTo(5000);
            assertThat(each.dropped()).isZero();
        });
    }

    /** The events before a loss go one by one, and the last one takes the notices of the loss with it into one run. */
    @Test
    void D6_theSnapshotBehindALossOutlivesTheEventsBeforeIt() {
        EventSubscription calls = started(subscription("call", 3, WhenFull.DROP_OLDEST, "CoreShowChannels"));
        inTime(pbx.link.say(calls(1, 3)));
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        await().until(() -> pbx.sent("CoreShowChannels").size() == 1);
        inTime(pbx.link.say(calls(4, 6)));
        assertThat(drain(calls))
                .containsExactly(
                        "Connected 1",
                        "Gap 1 3 overflow",
                        "Disconnected 1",
                        "Connected 2",
                        "Gap 2 unknown disconnected",
                        "Snapshot",
                        "4",
                        "5",
                        "6");
    }

    @Test
    void D4_responsesAndNoticesTakeNoRoomFromEvents() {
        EventSubscription calls = started(subscription("call", 2, WhenFull.DROP_NEWEST));
        inTime(pbx.link.say(calls(1, 2)));
        for (int i = 0; i < 100; i++) {
            assertThat(inTime(pbx.send("Ping")).response().status()).isEqualTo("Success");
        }
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        assertThat(calls.dropped()).isZero();
        assertThat(drain(calls))
                .containsExactly(
                        "Connected 1", "1", "2", "Disconnected 1", "Connected 2", "Gap 2 unknown disconnected");
    }

    private EventSubscription started(EventSubscription subscription) {
        inTime(pbx.session().subscribe(subscription));
        pbx.start();
        return subscription;
    }

    private static Object poll(EventSubscription calls) {
        try {
            return Polled.from(calls, 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long take(Object next, List<Integer> routed) {
        if (next instanceof AmiEvent event) {
            routed.add(Integer.valueOf(event.get("Number")));
        } else if (((Notice) next).kind() == Notice.Kind.Gap) {
            return Long.parseLong(((Notice) next).event().get("Dropped"));
        }
        return 0;
    }

    private static String calls(int first, int last) {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(first, last).forEach(i -> text.append(call(i)));
        return text.toString();
    }

    private static List<String> warningsWhile(Runnable task) {
        List<String> warnings = new ArrayList<>();
        AbstractAppender appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getLevel() == Level.WARN) {
                    warnings.add(event.getMessage().getFormattedMessage());
                }
            }
        };
        appender.start();
        Logger logger = (Logger) LogManager.getLogger(OverflowLog.class);
        logger.addAppender(appender);
        try {
            task.run();
        } finally {
            logger.removeAppender(appender);
        }
        return warnings;
    }
}
