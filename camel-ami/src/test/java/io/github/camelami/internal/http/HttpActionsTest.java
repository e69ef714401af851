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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actions over HTTP are sent at most once, in order, by POST, and the transport knows which may have run. */
class HttpActionsTest {
    private static final AmiAction ORIGINATE = AmiAction.named("Originate")
            .field("Channel", "Local/200@test")
            .field("Application", "Wait")
            .field("Data", "1")
            .field("Async", "true")
            .build();

    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AfterEach
    void close() {
        pbx.close();
    }

    /** Polls are held back, so that each byte that passes is one of the Originate. */
    @Test
    void C1_C2_anOriginateCutAtAnyByteRunsOnceAtMostAndIsOutOnceItsBodyMayHaveLeft() throws Exception {
        pbx.http().faultAlways("WaitEvent", HttpFault.ignore());
        List<Integer> ranAt = new ArrayList<>();
        for (int cut = 0; cut < 600; cut += 11) {
            String round = Integer.toString(cut);
            try (FaultProxy proxy = FaultProxy.to(pbx.host(), pbx.http().port());
                    HttpLink link = new HttpLink.Options(proxy.host(), proxy.port()).login()) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> pbx.http().polls().size() > 0);
                pbx.http().forgetRequests();
                proxy.clientToServer().cutAfter(cut, cut % 2 == 0 ? Cut.FIN : Cut.RST);
                SentAction originate = link.send(ORIGINATE.with("Data", round));
                await().pollInterval(Duration.ofMillis(1)).until(() -> originate.hasEnded() || link.closed.isDone());
                assertThat(originate.departures).hasValue(1);
                assertThat(originate.isOut()).isTrue();
            }
        }
        // counted at the end: the PBX may be later than the end of the connection
        for (ReceivedAction ran : pbx.received("Originate")) {
            ranAt.add(Integer.valueOf(ran.field("Data")));
        }
        assertThat(ranAt)
                .as("the longest cuts let it through")
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .doesNotContain(0, 11, 99);
    }

    @Test
    void C2_withoutAConnectionNoActionLeaves() throws Exception {
        pbx.http().faultAlways("WaitEvent", HttpFault.ignore());
        try (HttpLink link = HttpLink.to(pbx).login()) {
            await().until(() -> pbx.http().polls().size() > 0);
            link.ping().response();
            pbx.http().stopListening();
            pbx.http().faultNext("Ping", answer -> {
                answer.send(answer.run().withHeader("Connection", "close"));
                answer.cut(Cut.FIN);
            });
            link.ping().response();
            SentAction originate = link.send(ORIGINATE);
            assertThat(link.end()).isInstanceOf(AmiException.ConnectionFailed.class);
            assertThat(originate.departures).hasValue(0);
        }
    }

    @Test
    void C12_allIsSentByPostAndNothingInTheLine() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            link.ping().response();
            await().until(() -> pbx.http().pollCount() > 0);
            assertThat(pbx.http().requests()).hasSizeGreaterThan(3).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/rawman");
                assertThat(request.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
            });
        }
    }

    @Test
    void C12_anActionWhoseConnectionDropsIsNotRepeated() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            link.ping().response();
            pbx.http().faultAlways("Originate", HttpFault.dropBeforeAnswer(Cut.RST));
            SentAction originate = link.send(ORIGINATE);
            assertThat(link.end()).isInstanceOf(AmiException.ConnectionFailed.class);
            assertThat(originate.isOut()).isTrue();
            assertThat(pbx.received("Originate")).hasSize(1);
        }
    }

    @Test
    void actionsReachThePbxInTheOrderOfSendingOnOneSessionAndEachGetsItsAnswer() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login("user")) {
            List<SentAction> sent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sent.add(link.ping());
            }
            for (SentAction each : sent) {
                assertThat(each.response().actionId()).isEqualTo(each.actionId());
            }
            assertThat(pbx.received("Ping"))
                    .extracting(ReceivedAction::actionId)
                    .isEqualTo(sent.stream().map(SentAction::actionId).toList());
            assertThat(pbx.received().stream().map(ReceivedAction::session).distinct())
                    .hasSize(1);
            assertThat(pbx.http().connections()).isLessThanOrEqualTo(3);
        }
    }

    /** Else a burst of connections would follow an action that the PBX did not answer. */
    @Test
    void actionsThatWereGivenUpCostNoConnection() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            pbx.http().faultNext("Ping", HttpFault.postpone(Duration.ofMillis(300)));
            link.ping();
            List<SentAction> late =
                    IntStream.range(0, 50).mapToObj(i -> link.ping()).toList();
            late.forEach(SentAction::giveUp);
            link.ping().response();
            assertThat(pbx.http().connections()).isLessThanOrEqualTo(3);
            assertThat(pbx.received("Ping")).hasSize(2);
        }
    }

    @Test
    void anAnswerThatComesAfterItsTimeCostsTheConnectionOfTheActionOnly() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).grace(Duration.ofSeconds(1)).login()) {
            pbx.http().faultNext("Ping", HttpFault.neverAnswer());
            SentAction late = link.send(AmiAction.named("Ping").build(), Duration.ofMillis(50));
            await().until(() -> late.departures.get() == 1);
            late.giveUp();
            assertThat(link.ping().response().isError()).isFalse();
            assertThat(link.closed).isNotDone();
        }
    }

    @Test
    void aClosedTransportSendsNothingAndEndsItsThreads() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(pbx.host(), pbx.http().port())) {
            HttpLink link = new HttpLink.Options(proxy.host(), proxy.port()).login();
            await().until(() -> pbx.http().pollCount() > 0);
            link.transport.close();
            link.ping();
            link.threads.shutdown();
            assertThat(link.end()).isInstanceOf(AmiException.ConnectionFailed.class);
            assertThat(link.threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            await().until(() -> proxy.openConnections() == 0);
        }
        assertThat(pbx.received("Ping")).isEmpty();
    }

    @Test
    void F2_anActionThatTheWireCannotCarryIsRefusedAtOnce() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            AmiAction.Builder many = AmiAction.named("Ping");
            IntStream.range(0, 127).forEach(i -> many.field("F" + i, "v"));
            assertThat(catchThrowable(() -> link.send(many.build()))).isInstanceOf(AmiException.Refused.class);
            assertThat(link.ping().response().isError()).isFalse();
            assertThat(pbx.http().requests("Ping"))
                    .extracting(ReceivedRequest::status)
                    .containsExactly(200);
        }
    }
}
