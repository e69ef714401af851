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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A poll that is about to leave is overtaken by nothing that would cost its events. */
class PollGateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Wait {
        POLL,
        SECOND_POLL,
        DRAIN,
        LOGOFF,
        PAUSE
    }

    private final PollGate turns = new PollGate();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final AtomicInteger secondPolls = new AtomicInteger();

    PollGateTest() {
        turns.roundTrip(1);
    }

    /** The first request of a program takes its time for what has nothing to do with the way to the PBX. */
    @Test
    void O5_theQuickestRoundTripSaysHowLongTheWayToThePbxIs() {
        PollGate fresh = new PollGate();
        assertThat(fresh.arrival()).as("before any is known").isEqualTo(Duration.ofSeconds(2));
        fresh.roundTrip(Duration.ofMillis(900).toNanos());
        assertThat(fresh.arrival()).isEqualTo(Duration.ofMillis(1800));
        fresh.roundTrip(Duration.ofMillis(200).toNanos());
        fresh.roundTrip(Duration.ofSeconds(30).toNanos());
        assertThat(fresh.arrival()).isEqualTo(Duration.ofMillis(400));
        fresh.roundTrip(1);
        assertThat(fresh.arrival()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void O5_aLogoffThatHasWaitedLongEnoughGoesOut() throws Exception {
        turns.resume();
        turns.beginPoll();
        CompletableFuture.runAsync(() -> turns.hold(Duration.ofMillis(100))).get(10, TimeUnit.SECONDS);
        assertThat(turns.isPolling()).isTrue();
    }

    private Thread meanwhile(Runnable task) {
        Thread thread = new Thread(() -> {
            task.run();
            ended.complete(true);
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() ->
                thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void D11_aLogoffWaitsForThePollThatIsAboutToLeave() throws Exception {
        turns.resume();
        assertThat(turns.beginPoll()).isTrue();
        meanwhile(() -> turns.hold(PATIENCE));
        assertThat(ended).isNotDone();
        turns.asked(true);
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void D11_aDrainSendsNoSecondPollBeforeTheFirstHasArrived() throws Exception {
        turns.resume();
        turns.beginPoll();
        meanwhile(this::drain);
        assertThat(secondPolls).hasValue(0);
        turns.asked(true);
        await().until(() -> secondPolls.get() == 1);
        assertThat(ended).isNotDone();
        turns.endSecond(turns.drains());
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(secondPolls).hasValue(1);
    }

    @Test
    void D11_aPollThatDidNotBeginLaterServesNoDrain() throws Exception {
        turns.resume();
        turns.beginPoll();
        meanwhile(this::drain);
        turns.endPoll();
        assertThat(turns.isHurried()).isTrue();
        assertThat(ended).isNotDone();
        turns.beginPoll();
        turns.asked(false);
        turns.endPoll();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(secondPolls).hasValue(0);
    }

    /** Where no thread can be had for a second poll. */
    @Test
    void K5_aDrainThatCannotPollTriesAgainAtItsLeisure() throws Exception {
        turns.resume();
        turns.beginPoll();
        turns.asked(true);
        assertThat(turns.drain(Duration.ofMillis(300), () -> {
                    secondPolls.incrementAndGet();
                    turns.endSecond(0);
                }))
                .isFalse();
        assertThat(secondPolls).hasValueLessThan(400);
    }

    private enum Sign {
        POLL_ENDED,
        SECOND_POLL_ENDED,
        BYTES_CAME
    }

    /** Whoever drains next would wait as long, and in vain. */
    @ParameterizedTest
    @EnumSource
    void K5_aDrainThatTookTooLongIsRememberedUntilThePbxShowsSomething(Sign sign) throws Exception {
        turns.resume();
        turns.beginPoll();
        assertThat(turns.isOverdue()).isFalse();
        assertThat(turns.drain(Duration.ofMillis(1), secondPolls::incrementAndGet))
                .isFalse();
        assertThat(turns.isOverdue()).isTrue();
        switch (sign) {
            case POLL_ENDED -> turns.endPoll();
            case SECOND_POLL_ENDED -> turns.endSecond(turns.drains());
            case BYTES_CAME -> turns.heard();
        }
        assertThat(turns.isOverdue()).isFalse();
    }

    /** A monitor would pin the carrier of a virtual thread up to Java 23. */
    @ParameterizedTest
    @EnumSource
    void K1_whoeverWaitsHoldsNoMonitor(Wait wait) {
        if (wait != Wait.POLL) {
            turns.resume();
            turns.beginPoll();
        }
        Thread waiting = meanwhile(
                switch (wait) {
                    case POLL -> turns::beginPoll;
                    case SECOND_POLL -> turns::awaitPoll;
                    case DRAIN -> this::drain;
                    case LOGOFF -> () -> turns.hold(PATIENCE);
                    case PAUSE -> () -> turns.pause(System.nanoTime() + PATIENCE.toNanos());
                });
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(waiting.getId(), 1);
        assertThat(info.getLockName()).startsWith("java.util.concurrent.locks.");
        turns.close();
    }

    private void drain() {
        try {
            assertThat(turns.drain(PATIENCE, secondPolls::incrementAndGet)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
