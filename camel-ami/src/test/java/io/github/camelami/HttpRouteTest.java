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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes over HTTP, at a PBX behind a prefix whose user may log in once. */
class HttpRouteTest extends HttpRouteSupport {
    @Override
    SimulatedPbxBuilder configure(SimulatedPbxBuilder builder) {
        return builder.allowMultipleLogin(false);
    }

    @Override
    void configure(SimulatedHttpBuilder http) {
        http.prefix("asterisk");
    }

    @Override
    String ami(String secret, String options) {
        return super.ami(secret, options) + "&httpPath=/asterisk";
    }

    /** The events are fetched while the list, which still has the caller, is on its way. */
    @Test
    void M2_whoLeavesBehindTheListHasLeftAlsoIfThatIsFetchedBeforeIt() throws Exception {
        SimulatedCaller caller = pbx.data().queue("support").join("100", "Ann");
        pbx.http().faultNext("QueueStatus", answer -> {
            answer.run();
            caller.giveUp();
            answer.pause(Duration.ofMillis(500));
            answer.send();
        });
        routeEvents(ami("emit=queues&queues=support"));
        context.start();
        await().until(() -> routed.size() >= 2);
        assertThat(routed)
                .extracting(exchange -> exchange.getMessage().getBody(AmiQueue.class))
                .extracting(AmiQueue::change, queue -> queue.figures().offered(), queue -> queue.callers()
                        .size())
                .containsExactly(tuple(QueueChange.RESYNCED, 1L, 1), tuple(QueueChange.CALLER_ABANDONED, 1L, 0));
    }

    @Test
    void aCallThatLeavesAQueueBehindTheListHasLeftItAlsoIfThatIsFetchedBeforeIt() throws Exception {
        SimulatedCaller caller = pbx.data().queue("support").join("100", "Ann");
        pbx.http().faultNext("QueueStatus", answer -> {
            answer.run();
            caller.leaveByKey();
            answer.pause(Duration.ofMillis(500));
            answer.send();
            caller.hangup();
        });
        routeEvents(ami("emit=calls&callGrace=50"));
        context.start();
        assertThat(nextRouted().getMessage().getBody(AmiCall.class).queues())
                .extracting(QueueVisit::outcome)
                .containsExactly(QueueOutcome.LEFT);
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void eventsAndActionsShareOneLogin(String way) throws Exception {
        routeEvents(ami(way + "&events=call"));
        Exchange pong = sendWell(ami(way + "&action=Ping"), null, NO_HEADERS);
        pbx.emit(newchannel("PJSIP/1"));

        assertThat(nextEvent()).containsEntry("Channel", "PJSIP/1");
        assertThat(pong.getMessage().getBody(AmiResponse.class)).containsEntry("Ping", "Pong");
        assertThat(pbx.sessions()).isEqualTo(1);
        assertThat(pbx.connections()).as("over TCP").isZero();
        assertThat(pbx.http().requests()).allMatch(request -> request.path().startsWith("/asterisk/"));
    }

    /** The event mask waits behind an action that the PBX is slow with. */
    @Test
    void O2_aRouteThatCountsAsStartedLosesNothing() throws Exception {
        String session = ami("connectTimeout=1000");
        routeEvents(session + "&events=call,agent");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(session + "&events=call").routeId("other").to("log:other?level=OFF");
            }
        });
        context.start();
        context.getRouteController().stopRoute("events");
        CountDownLatch isFree = new CountDownLatch(1);
        pbx.http().faultNext("CoreStatus", answer -> {
            isFree.await();
            answer.send();
        });
        Future<Exchange> slow =
                context.createProducerTemplate().asyncSend(session + "&action=CoreStatus", exchange -> {});
        await().until(() -> pbx.http().requests().stream()
                .anyMatch(request -> request.action().equals("CoreStatus")));
        context.getRouteController().startRoute("events");
        pbx.emit(newchannel("PJSIP/1"));
        assertThat(nextEvent()).containsEntry("Channel", "PJSIP/1");
        isFree.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void A4_aWrongSecretIsTriedOnceAndFailsTheStart(String way) throws Exception {
        routeEvents(ami("wrong", way + "&events=call"));
        assertThat(catchThrowable(() -> context.start())).satisfies(failure -> {
            Throwable root = failure;
            while (root != null && !(root instanceof AmiException.AuthenticationFailed)) {
                root = root.getCause();
            }
            assertThat(root).as(String.valueOf(failure)).isInstanceOf(AmiException.AuthenticationFailed.class);
            assertThat(root).hasMessageContaining("user 'admin'").hasMessageContaining("check username and secret");
        });
        long tried = way.contains("digest")
                ? pbx.http().requests().stream()
                        .filter(request -> !request.header("Authorization").isEmpty())
                        .count()
                : pbx.failedLogins();
        assertThat(tried).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authType=plain", "authType=digest"})
    void H5_aSupplierOfTheSecretIsAskedOncePerConnection(String way) throws Exception {
        Deque<String> asked = new ArrayDeque<>();
        Supplier<String> supplier = () -> {
            asked.add("asked");
            return "secret";
        };
        context.getRegistry().bind("supplier", supplier);
        routeEvents(ami("#supplier", way + "&events=call&notices=true"));
        context.start();
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Connected");
        assertThat(asked).hasSize(1);
        pbx.http().faultNext("WaitEvent", HttpFault.badGateway());
        pbx.emit(newchannel("wakes the poll"));
        await().until(() -> asked.size() == 2);
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void anOutcomeThatOvertakesItsResponseCompletesTheOriginate(String way) throws Exception {
        pbx.http().faultNext("Originate", HttpFault.postpone(Duration.ofMillis(400)));
        Exchange call = sendWell(
                ami(way + "&action=Originate"),
                Map.of("Channel", "Local/200@test", "Context", "test", "Exten", "200", "Priority", 1),
                NO_HEADERS);

        assertThat(call.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        assertThat(call.getMessage().getBody(AmiEvent.class).name()).isEqualTo("OriginateResponse");
        assertThat(call.getMessage().getHeader(AmiConstants.RESPONSE)).isEqualTo("Success");
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void aListIsGivenWhole(String way) throws Exception {
        pbx.on("CoreShowChannels", action -> Reply.success("Channels will follow")
                .list(
                        "CoreShowChannelsComplete",
                        IntStream.range(0, 300)
                                .mapToObj(i -> SimulatedEvent.named("CoreShowChannel")
                                        .withIdOf(action)
                                        .with("Channel", "PJSIP/" + i))
                                .toList()));
        Exchange list = sendWell(ami(way + "&action=CoreShowChannels"), null, NO_HEADERS);
        AmiEvent[] items = list.getMessage().getBody(AmiEvent[].class);
        assertThat(items).hasSize(300);
        assertThat(IntStream.range(0, 300))
                .allMatch(i -> items[i].get("Channel").equals("PJSIP/" + i));
    }

    @ParameterizedTest
    @ValueSource(strings = {"authType=plain", "authType=digest&httpFormat=mxml"})
    void twoHundredActionsFromSixtyFourThreadsAmidEventsGetTheirOwnAnswersOnOneSession(String way) throws Exception {
        routeEvents(ami(way + "&events=user"));
        String uri = ami(way + "&action=Getvar");
        pbx.on("Getvar", action -> Reply.success().with("Value", action.field("Variable")));
        sendWell(uri, Map.of("Variable", "first"), NO_HEADERS);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        List<Future<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Map<String, Object> body = Map.of("Variable", "v" + i);
            all.add(threads.submit(() -> send(uri, body)));
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", i));
        }
        for (int i = 0; i < 200; i++) {
            Exchange answer = all.get(i).get(30, TimeUnit.SECONDS);
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody(AmiResponse.class)).containsEntry("Value", "v" + i);
        }
        threads.shutdown();
        await().until(() -> routed.size() == 200);
        assertThat(routed.stream()
                        .map(each -> each.getMessage().getBody(AmiEvent.class).get("N")))
                .isEqualTo(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
        assertThat(pbx.sessions()).isEqualTo(1);
        assertThat(pbx.received("Getvar").stream().map(ReceivedAction::session).distinct())
                .hasSize(1);
        assertThat(pbx.http().overlappingPolls()).isZero();
    }

    /** IAXnetstats without a call: its text ends with the answer, in mxml it is an answer without a message. */
    @ParameterizedTest
    @FieldSource("WAYS")
    void C14_anAnswerThatIsOneEmptyLineIsThereAtOnce(String way) throws Exception {
        String rows = "IAX2/peer-1   12    3\r\nIAX2/peer-2   14    4\r\n\r\n";
        String uri = ami(way + "&action=IAXnetstats");
        for (String text : List.of("\r\n", rows, "\r\n")) {
            pbx.on("IAXnetstats", action -> Reply.raw(text));
            AmiResponse answer = sendWell(uri, null, NO_HEADERS).getMessage().getBody(AmiResponse.class);
            assertThat(answer.hasOutput()).isTrue();
            assertThat(answer.output()).isEqualTo(text.trim().replace("\r", ""));
        }
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void D11_whatThePbxHoldsAtASuspensionReachesTheRoute(String way) throws Exception {
        routeEvents(ami(way + "&events=user"));
        context.start();
        await().until(() -> pbx.http().pollCount() > 0);
        for (int i = 0; i < 50; i++) {
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", i));
        }
        context.getRouteController().suspendRoute("events");
        await().until(() -> routed.size() == 50);
    }

    @Test
    void D11_whatThePbxHoldsAtAStopReachesTheRoute() throws Exception {
        routeEvents(ami("events=user&pollDelay=3s"));
        context.start();
        await().until(() -> pbx.http().polls().stream().anyMatch(poll -> poll.status() == 200));
        for (int i = 0; i < 50; i++) {
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", i));
        }
        context.getRouteController().stopRoute("events");
        assertThat(routed).hasSize(50);
    }
}
