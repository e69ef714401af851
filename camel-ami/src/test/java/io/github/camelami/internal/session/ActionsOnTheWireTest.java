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

import io.github.camelami.Volume;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionsOnTheWireTest {
    private static final Duration ENDED_WITHIN = Duration.ofMillis(500);
    private static final int CUT_ORIGINATES = Volume.of(300, 10_000);
    private static final int CONCURRENT_ACTIONS = Volume.of(200_000, 1_000_000);
    private static final int LATE_ACTIONS = Volume.of(5_000, 100_000);

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .keepReceived(100)
            .writeTimeout(Duration.ofSeconds(10))
            .start();

    @AfterEach
    void close() {
        pbx.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void C1_C2_cutAfterByteKOfAnOriginateNeverDoublesItAndIsAlwaysOutcomeUnknown(Cut how) {
        int length = originateLength();
        for (int i = 0; i < Math.max(length, CUT_ORIGINATES / Cut.values().length); i++) {
            int k = i % length;
            pbx.forgetReceived();
            try (FaultProxy proxy = FaultProxy.to(pbx);
                    TcpSession own = new TcpSession(proxy.port()).start(ScriptedPbx.subscription("call"))) {
                proxy.clientToServer().cutAfter(k, how);
                assertThatThrownBy(originate(own)::join)
                        .as("cut after byte %d", k)
                        .hasCauseExactlyInstanceOf(AmiException.OutcomeUnknown.class);
            }
            assertThat(pbx.received("Originate")).as("cut after byte %d", k).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void C1_anOriginateWhoseAnswerIsLostIsNotSentAgainAfterTheReconnect(Cut how) {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(how));
        try (TcpSession own = new TcpSession(pbx.port()).start(ScriptedPbx.subscription("call"))) {
            assertThatThrownBy(originate(own)::join).hasCauseExactlyInstanceOf(AmiException.OutcomeUnknown.class);
            await().until(() ->
                    own.session.status().epoch() == 2 && own.session.status().state() == SessionState.READY);
            inTime(own.session.send(request(ScriptedPbx.TIMEOUT, "Ping")));
            assertThat(pbx.received("Originate")).hasSize(1);
        }
    }

    @Test
    void C6_noAnswerReachesAnotherCallerHoweverLateItComes() throws InterruptedException {
        Random random = new Random(6);
        pbx.on("Setvar", action -> Reply.success(action.field("Value")));
        pbx.faultAlways("Setvar", Fault.postpone(() -> Duration.ofMillis(random.nextInt(60))));
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger timedOut = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Semaphore window = new Semaphore(500);
        try (TcpSession own = new TcpSession(pbx.port()).start()) {
            for (int i = 0; i < LATE_ACTIONS; i++) {
                String value = "v" + i;
                window.acquire();
                own.session
                        .send(request(Duration.ofMillis(40), "Setvar", "Value", value))
                        .whenComplete((result, failure) -> {
                            window.release();
                            if (failure instanceof AmiException.TimedOut) {
                                timedOut.incrementAndGet();
                            } else if (failure == null
                                    && result.response().message().equals(value)) {
                                answered.incrementAndGet();
                            } else {
                                wrong.incrementAndGet();
                            }
                        });
            }
            await().until(() -> answered.get() + timedOut.get() + wrong.get() == LATE_ACTIONS);
            assertThat(wrong).hasValue(0);
            assertThat(timedOut).hasPositiveValue();
            await().untilAsserted(() ->
                    assertThat(own.session.status().counts().unexpected()).isEqualTo(timedOut.get()));
        }
    }

    @Test
    void C8_linesOfActionsFromManyThreadsNeverMix() throws InterruptedException {
        int threads = 64;
        int each = CONCURRENT_ACTIONS / threads;
        LongAdder whole = new LongAdder();
        LongAdder broken = new LongAdder();
        pbx.on("Setvar", action -> {
            String value = action.field("Value");
            boolean intact = action.lines()
                    .equals(List.of(
                            "Action: Setvar", "ActionID: " + action.actionId(), "Value: " + value, "Copy: " + value));
            (intact ? whole : broken).increment();
            return Reply.success();
        });
        CountDownLatch done = new CountDownLatch(threads * each);
        try (TcpSession own = new TcpSession(pbx.port()).start()) {
            IntStream.range(0, threads)
                    .forEach(thread -> new Thread(() -> send(own.session, thread, each, done)).start());
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
            inTime(own.session.send(request(ScriptedPbx.TIMEOUT, "Ping")));
            assertThat(own.session.status().counts().unexpected()).isZero();
            assertThat(own.session.status().counts().failed()).isZero();
        }
        assertThat(broken.sum()).isZero();
        assertThat(whole.sum()).isEqualTo((long) threads * each);
    }

    @Test
    void C9_anEndlessListEndsAtMaxListEventsAndTheSessionGoesOn() {
        pbx.faultNext("Agents", Fault.endlessList("Agents"));
        try (TcpSession own = new TcpSession(pbx.port()).start()) {
            assertThatThrownBy(own.session.send(request(ScriptedPbx.TIMEOUT, "Agents"))::join)
                    .hasCauseInstanceOf(AmiException.ProtocolViolation.class);
            inTime(own.session.send(request(ScriptedPbx.TIMEOUT, "Ping")));
            assertThat(own.session.status().epoch()).isEqualTo(1);
        }
    }

    @Test
    void C3_twentyRoundsOf256ActionsInFlightEndOnceEach() {
        pbx.faultAlways("Status", Fault.ignore());
        AtomicLong last = new AtomicLong();
        long longest = 0;
        for (int round = 0; round < 20; round++) {
            ConcurrentHashMap<Integer, AtomicInteger> ends = new ConcurrentHashMap<>();
            try (TcpSession own = new TcpSession(pbx.port()).start()) {
                List<CompletableFuture<ActionResult>> all = IntStream.range(0, 256)
                        .mapToObj(i -> own.session.send(request(ScriptedPbx.TIMEOUT, "Status")))
                        .toList();
                IntStream.range(0, 256).forEach(i -> all.get(i).whenComplete((result, failure) -> {
                    last.set(System.nanoTime());
                    ends.computeIfAbsent(i, key -> new AtomicInteger()).incrementAndGet();
                }));
                long cut = System.nanoTime();
                pbx.resetAll();
                await().pollInterval(Duration.ofMillis(1)).until(() -> ends.size() == 256);
                assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
                assertThat(ends.values()).allMatch(count -> count.get() == 1);
                longest = Math.max(longest, last.get() - cut);
            }
        }
        Volume.measured("C3", "20 times 256: all ended at most %d ms after the cut", longest / 1_000_000);
        assertThat(Duration.ofNanos(longest)).isLessThan(ENDED_WITHIN);
    }

    private static void send(AmiSession session, int thread, int count, CountDownLatch done) {
        Semaphore window = new Semaphore(16);
        for (int i = 0; i < count; i++) {
            String value = thread + "-" + i + "x".repeat(i % 40);
            window.acquireUninterruptibly();
            session.send(request(Duration.ofMinutes(1), "Setvar", "Value", value, "Copy", value))
                    .whenComplete((result, failure) -> {
                        window.release();
                        done.countDown();
                    });
        }
    }

    /** The least length of the action's wire text: ids differ by a character or two. */
    private int originateLength() {
        try (TcpSession own = new TcpSession(pbx.port()).start(ScriptedPbx.subscription("call"))) {
            assertThat(inTime(originate(own)).outcome().get("Reason")).isEqualTo("4");
        }
        String text = pbx.received("Originate").get(0).raw();
        String id = pbx.received("Originate").get(0).actionId();
        return text.length() - id.length() + "12345678-1".length();
    }

    private static CompletableFuture<ActionResult> originate(TcpSession own) {
        return own.session.send(request(
                ScriptedPbx.TIMEOUT,
                "Originate",
                "Channel",
                "Local/100@test",
                "Context",
                "test",
                "Exten",
                "200",
                "Priority",
                "1",
                "Async",
                "true"));
    }

    private static ActionRequest request(Duration timeout, String action, String... fields) {
        return new ActionRequest(ScriptedPbx.action(action, fields), timeout, true, false);
    }
}
