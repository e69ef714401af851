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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.Greeting;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ends of connections over real sockets, and that they pass. */
class EndOfConnectionTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().failedLoginDelay(Duration.ofMillis(50)).start();
    private final TestSettings settings = new TestSettings();

    @AutoClose
    private RunningSession running;

    EndOfConnectionTest() {
        settings.reconnectDelay = Duration.ofMillis(1);
    }

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void A7_theEndBeforeTheGreetingIsTransient() {
        pbx.greetNext(2, Greeting.endOfStream());
        assertThat(start().firstFailure())
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessageContaining("closed the connection before its greeting");
        awaitReady(1);
    }

    @Test
    void A7_aLoginAnsweredByShuttingDownIsTransient() {
        pbx.faultNext(
                "Login", Fault.answer(Reply.error("Asterisk is shutting down").closing()));
        assertThat(start().firstFailure())
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessageContaining("shutting down");
        awaitReady(1);
    }

    @Test
    void A7_theEventShutdownEndsTheSessionWithinASecond() {
        start().session()
                .subscribe(new EventSubscription(
                        EventClasses.parse("system"),
                        null,
                        null,
                        List.of(),
                        Duration.ofSeconds(30),
                        false,
                        10,
                        10_000,
                        WhenFull.DROP_OLDEST));
        awaitReady(1);
        String shutdown = "Event: Shutdown\r\nPrivilege: system,all\r\nShutdown: Cleanly\r\nRestart: True\r\n\r\n";
        await().until(() -> {
            pbx.emit(shutdown);
            return running.session().status().epoch() > 0 && running.state() != SessionState.READY
                    || running.session().status().epoch() > 1;
        });
        awaitReady(2);
        assertThat(running.session().status().reconnects()).isPositive();
    }

    @Test
    void A7_aShutdownIsNoticedAtOnceThoughTheConnectionStaysOpen() {
        start().session()
                .subscribe(new EventSubscription(
                        EventClasses.parse("system,call"),
                        null,
                        null,
                        List.of(),
                        Duration.ofSeconds(30),
                        false,
                        10,
                        10_000,
                        WhenFull.DROP_OLDEST));
        awaitReady(1);
        pbx.stopListening();
        pbx.emit("Event: Shutdown\r\nPrivilege: system,all\r\nShutdown: Cleanly\r\nRestart: True\r\n\r\n");

        await().atMost(Duration.ofSeconds(1))
                .until(() -> running.state() == SessionState.BACKING_OFF || running.state() == SessionState.CONNECTING);
        await().until(() -> pbx.sessions() == 0);
        pbx.startListening();
        awaitReady(2);
    }

    @Test
    void A7_aRestartOfThePbxIsTransient() {
        start();
        awaitReady(1);
        pbx.restart();
        awaitReady(2);
    }

    @Test
    void aLoginThatIsCutIsSaidInOneSentence() {
        for (String action : List.of("Challenge", "Login")) {
            pbx.faultNext(action, Fault.dropBeforeAnswer(Cut.FIN));
        }
        assertThat(start().firstFailure()).hasMessage("the PBX closed the connection: no answer to Challenge");
        await().until(() -> "the PBX closed the connection: no answer to Login"
                .equals(running.session().status().lastFailure()));
        awaitReady(1);
    }

    @Test
    void A13_noByteIsSentToAStrangerAndTheSessionTriesOn() {
        pbx.greetNext(1, Greeting.ssh());
        assertThat(start().firstFailure()).isInstanceOf(AmiException.ProtocolViolation.class);
        assertThat(pbx.bytesReceived()).isZero();
        awaitReady(1);
    }

    @Test
    void B1_aHalfOpenLinkIsFoundByPingAndClosed() {
        settings.keepAliveInterval = Duration.ofMillis(200);
        settings.keepAliveTimeout = Duration.ofMillis(200);
        try (FaultProxy proxy = FaultProxy.to(pbx)) {
            running = new RunningSession(settings, proxy.port()).start();
            awaitReady(1);
            await().until(() -> pbx.received("Ping").size() >= 3);
            assertThat(running.session().status().epoch()).isEqualTo(1);

            proxy.stall();
            await().atMost(Duration.ofSeconds(4)).until(() -> running.state() != SessionState.READY);
            assertThat(running.session().status().lastFailure()).startsWith("no sign of life");
            proxy.resume();
            awaitReady(2);
        }
    }

    @Test
    void B4_aSlowLinkIsNotClosed() {
        settings.keepAliveInterval = Duration.ofMillis(200);
        settings.keepAliveTimeout = Duration.ofMillis(1500);
        try (FaultProxy proxy = FaultProxy.to(pbx)) {
            running = new RunningSession(settings, proxy.port()).start();
            awaitReady(1);
            proxy.serverToClient().latency(Duration.ofMillis(500));
            await().until(() -> pbx.received("Ping").size() >= 4);
            assertThat(running.session().status().epoch()).isEqualTo(1);
            assertThat(running.state()).isEqualTo(SessionState.READY);
        }
    }

    private RunningSession start() {
        running = new RunningSession(settings, pbx.port()).start();
        return running;
    }

    private void awaitReady(long epochAtLeast) {
        await().until(() -> running.state() == SessionState.READY
                && running.session().status().epoch() >= epochAtLeast);
    }
}
