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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockedWriteTest {
    private static final int LARGE = 120;
    private static final Duration SOON = Duration.ofMillis(100);

    private final AtomicBoolean cut = new AtomicBoolean();

    /** The kernel takes some of the large actions, the next blocks in its write, and the rest waits behind it. */
    @Test
    void C2_whatWaitsBehindABlockedWriteIsNotSentAtTheCutAndTheRestIsOutcomeUnknown() {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                FaultProxy proxy = FaultProxy.to(pbx);
                TcpSession own = new TcpSession(proxy.port()).start()) {
            proxy.stall();
            CompletableFuture<List<CompletableFuture<ActionResult>>> sending =
                    CompletableFuture.supplyAsync(() -> sendUntilBlocked(own));
            await().until(() -> own.session.status().inFlight() > 0);
            CompletableFuture<ActionResult> behind = blocked(own, sending);
            assertThatThrownBy(own.session.send(request(SOON, 0))::join)
                    .hasCauseExactlyInstanceOf(AmiException.NotSent.class)
                    .hasMessageContaining("given up after 100 ms before it could be written");
            cut.set(true);
            proxy.cutAll(Cut.RST);
            assertThat(failure(behind)).isExactlyInstanceOf(AmiException.NotSent.class);
            assertThat(inTime(sending)).isNotEmpty().allSatisfy(each -> assertThat(failure(each))
                    .isExactlyInstanceOf(AmiException.OutcomeUnknown.class));
            assertThat(pbx.received("Setvar")).isEmpty();
        }
    }

    /** Sends small actions until one is not even taken from the queue within a moment. */
    private static CompletableFuture<ActionResult> blocked(
            TcpSession own, CompletableFuture<List<CompletableFuture<ActionResult>>> sending) {
        long[] sent = {-1};
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            long before = sent[0];
            sent[0] = own.session.status().actionsSent();
            return sent[0] == before && !sending.isDone();
        });
        return own.session.send(request(ScriptedPbx.TIMEOUT, 0));
    }

    private List<CompletableFuture<ActionResult>> sendUntilBlocked(TcpSession own) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> own.session.send(request(ScriptedPbx.TIMEOUT, LARGE)))
                .takeWhile(each -> !each.isDone() && !cut.get())
                .toList();
    }

    private static Throwable failure(CompletableFuture<ActionResult> action) {
        return inTime(
                action.handle((result, failure) -> failure instanceof CompletionException e ? e.getCause() : failure));
    }

    private static ActionRequest request(Duration timeout, int lines) {
        String[] fields = IntStream.range(0, lines)
                .boxed()
                .flatMap(i -> Stream.of("Field" + i, "x".repeat(1000)))
                .toArray(String[]::new);
        return new ActionRequest(ScriptedPbx.action("Setvar", fields), timeout, false, false);
    }
}
