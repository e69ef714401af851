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

import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Consumers stop one after the other, each behind the events that the PBX still has for it; in virtual time. */
class HungPbxTest {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final StubPbx pbx = new StubPbx();
    private final AmiSession session = pbx.session(new TestSettings());

    HungPbxTest() {
        inTime(session.start());
        pbx.busy = true;
    }

    private CompletableFuture<Void> drain() {
        return drain(session);
    }

    private static CompletableFuture<Void> drain(AmiSession from) {
        return CompletableFuture.runAsync(from::drain, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void drainInVain() throws Exception {
        long pings = pbx.count("Ping");
        CompletableFuture<Void> first = drain();
        await().until(() -> pbx.count("Ping") == pings + 1);
        pbx.time.pass(DRAIN.minusMillis(1));
        assertThat(first).isNotDone();
        pbx.time.pass(Duration.ofMillis(1));
        first.get(10, TimeUnit.SECONDS);
    }

    private void drainAtOnce() throws Exception {
        drain().get(10, TimeUnit.SECONDS);
    }

    @Test
    void K5_manyConsumersWaitOnceTogetherForAPbxThatHangs() throws Exception {
        drainInVain();
        for (int i = 0; i < 20; i++) {
            drainAtOnce();
        }
        assertThat(pbx.count("Ping")).isEqualTo(1);
        assertThat(pbx.time.time()).isEqualTo(DRAIN);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    /** The answer that comes late, or any other. */
    @Test
    void K5_aPbxThatAnswersAgainIsWaitedForAgain() throws Exception {
        drainInVain();
        drainAtOnce();
        pbx.isFree();
        drainAtOnce();
        assertThat(pbx.count("Ping")).isEqualTo(2);
        pbx.busy = true;
        drainInVain();
        drainAtOnce();
        assertThat(pbx.count("Ping")).isEqualTo(3);
    }

    /** An answer to what was sent before shows that it was well before. */
    @Test
    void K5_anAnswerToAnEarlierActionIsNoSignOfLife() throws Exception {
        CompletableFuture<ActionResult> earlier = session.send(
                new ActionRequest(AmiAction.named("ModuleCheck").build(), Duration.ofMinutes(1), false, false));
        pbx.time.pass(Duration.ofMillis(1));
        drainInVain();
        pbx.answerOldest();
        assertThat(earlier).isCompleted();
        drainAtOnce();
        assertThat(pbx.count("Ping")).isEqualTo(1);
    }

    /** The transport knows whether it has fetched something meanwhile. */
    @Test
    void K5_whatThePbxKeepsIsNotWaitedForWhereThatHasTakenTooLong() {
        pbx.keepsEvents = true;
        session.drain();
        assertThat(pbx.drains).isEqualTo(1);
        pbx.drainOverdue = true;
        session.drain();
        assertThat(pbx.drains).isEqualTo(1);
        pbx.drainOverdue = false;
        session.drain();
        assertThat(pbx.drains).isEqualTo(2);
    }

    /** Of a PBX that only gets actions, nothing has to arrive before the stop. */
    @Test
    void K5_aPbxWithoutConsumersIsNotWaitedFor() throws Exception {
        StubPbx otherPbx = new StubPbx();
        AmiSession other = otherPbx.session(new TestSettings());
        inTime(other.start());
        otherPbx.busy = true;
        AmiSessions sessions = new AmiSessions();
        sessions.acquire("one", () -> new AmiSessions.Opened(session, () -> {}));
        sessions.acquire("other", () -> new AmiSessions.Opened(other, () -> {}));
        CompletableFuture.runAsync(() -> sessions.endWaiting(Runnable::run)).get(10, TimeUnit.SECONDS);
        assertThat(pbx.count("Ping") + otherPbx.count("Ping")).isZero();
    }

    /** The next connection owes nothing. */
    @Test
    void K5_anotherConnectionIsWaitedFor() throws Exception {
        drainInVain();
        pbx.hangUp();
        pbx.busy = false;
        pbx.time.pass(Duration.ofMinutes(1));
        assertThat(session.status().epoch()).isEqualTo(2);
        long pings = pbx.count("Ping");
        drainAtOnce();
        assertThat(pbx.count("Ping")).isEqualTo(pings + 1);
    }

    /** Camel's shutdown timeout counts only from the stop of the first consumer on. */
    @Test
    void K5_thePbxesOfAContextThatStopsAreWaitedForTogetherWhileTheirConsumersStop() throws Exception {
        AmiSessions sessions = new AmiSessions();
        List<StubPbx> pbxes = List.of(new StubPbx(), new StubPbx(), new StubPbx());
        for (StubPbx each : pbxes) {
            AmiSession next = new AmiSession(
                    new TestSettings().build(), each.resources(task -> new Thread(task).start()), each.transports());
            sessions.acquire(each, () -> new AmiSessions.Opened(next, () -> {}));
            next.start().get(10, TimeUnit.SECONDS);
            next.subscribe(ScriptedPbx.subscription("call")).get(10, TimeUnit.SECONDS);
            each.received.clear();
            each.busy = true;
        }
        CompletableFuture.runAsync(() -> sessions.endWaiting(Runnable::run)).get(10, TimeUnit.SECONDS);
        await().until(() -> pbxes.stream().allMatch(each -> each.count("Ping") == 1));
        List<CompletableFuture<Void>> stops = sessions.all().stream()
                .flatMap(each -> Stream.of(drain(each), drain(each)))
                .toList();
        pbxes.forEach(each -> each.time.pass(DRAIN.minusMillis(1)));
        assertThat(stops).noneMatch(CompletableFuture::isDone);
        pbxes.forEach(each -> each.time.pass(Duration.ofMillis(1)));
        for (CompletableFuture<Void> stop : stops) {
            stop.get(10, TimeUnit.SECONDS);
        }
        assertThat(pbxes).allMatch(each -> each.count("Ping") == 1);
    }

    /** Camel interrupts a stop that takes too long. */
    @Test
    void K5_aConsumerThatWaitsWithTheOthersCanBeInterrupted() throws Exception {
        AmiSession own = new AmiSession(
                new TestSettings().build(), pbx.resources(task -> new Thread(task).start()), pbx.transports());
        pbx.busy = false;
        own.start().get(10, TimeUnit.SECONDS);
        own.subscribe(ScriptedPbx.subscription("call")).get(10, TimeUnit.SECONDS);
        long pings = pbx.count("Ping");
        pbx.busy = true;
        own.endWaiting();
        await().until(() -> pbx.count("Ping") == pings + 1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread stop = new Thread(() -> {
            own.drain();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        stop.start();
        await().until(() -> stop.getState() == Thread.State.WAITING);
        stop.interrupt();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
