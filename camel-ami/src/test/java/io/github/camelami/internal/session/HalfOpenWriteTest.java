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

import io.github.camelami.TestCertificates;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfOpenWriteTest {
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    /** The writer blocks in the kernel's full buffer, and with it everybody's next action; no byte comes back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void B2_aLinkThatBreaksOffWhileWritingIsFoundByTheKeepAliveAndNothingIsLeftOpen(boolean tls) {
        TestSettings settings = new TestSettings();
        settings.keepAliveInterval = Duration.ofMillis(500);
        settings.keepAliveTimeout = Duration.ofMillis(500);
        settings.reconnectDelay = Duration.ofMillis(1);
        SimulatedPbxBuilder builder = SimulatedPbx.builder();
        SSLSocketFactory sockets = tls ? TestCertificates.context("client").getSocketFactory() : null;
        try (SimulatedPbx pbx = (tls ? builder.tls(TestCertificates.context("pbx")) : builder).start();
                FaultProxy proxy = FaultProxy.to(pbx);
                RunningSession running = new RunningSession(settings, "127.0.0.1", proxy.port(), sockets).start()) {
            assertThat(running.firstFailure()).isNull();
            proxy.stall();
            long start = System.nanoTime();
            CompletableFuture<List<CompletableFuture<ActionResult>>> sending =
                    CompletableFuture.supplyAsync(() -> sendUntilLost(running));
            await().until(() -> running.state() != SessionState.READY);
            Duration found = Duration.ofNanos(System.nanoTime() - start);

            // an action in flight extends the wait to its deadline, and the last may have been sent just before
            assertThat(found).isLessThan(Duration.ofSeconds(6));
            List<CompletableFuture<ActionResult>> all = inTime(sending);
            await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
            assertThat(all.stream().map(HalfOpenWriteTest::failure))
                    .hasSizeGreaterThan(10)
                    .allMatch(failure ->
                            failure instanceof AmiException.OutcomeUnknown || failure instanceof AmiException.NotSent);
            assertThat(all.stream().map(HalfOpenWriteTest::failure))
                    .anyMatch(AmiException.OutcomeUnknown.class::isInstance);
            proxy.resume();
            await().until(() -> running.state() == SessionState.READY);
            assertThat(running.session().status().inFlight()).isZero();
        }
    }

    private static List<CompletableFuture<ActionResult>> sendUntilLost(RunningSession running) {
        List<CompletableFuture<ActionResult>> all = new ArrayList<>();
        String[] large = IntStream.range(0, 120)
                .boxed()
                .flatMap(i -> Stream.of("Field" + i, "x".repeat(1000)))
                .toArray(String[]::new);
        while (running.state() == SessionState.READY && all.size() < 90) {
            all.add(running.session()
                    .send(new ActionRequest(ScriptedPbx.action("Setvar", large), DEADLINE, false, false)));
        }
        return all;
    }

    private static Throwable failure(CompletableFuture<ActionResult> action) {
        return inTime(
                action.handle((result, failure) -> failure instanceof CompletionException e ? e.getCause() : failure));
    }
}
