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
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a call route compares its calls with what is up on the PBX. */
class CallLooksTest {
    private final SimulatedPbx simulated = SimulatedPbx.builder()
            .talkTime(Duration.ofMinutes(5))
            .user("admin", "secret")
            .user("front desk", "secret")
            .start();
    private final PbxRoutes routes = new PbxRoutes(simulated);

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void route(String options, Processor processor) throws Exception {
        routes.start(route -> route.from("ami:pbx?callGrace=50&emit=" + options)
                .routeId("calls")
                .process(processor));
    }

    private void awaitAsked(String action, int times) {
        await().until(() -> simulated.received(action).size() >= times);
    }

    @Test
    void onlyWhereCoreShowChannelsIsDeniedStatusTakesItsPlace() throws Exception {
        simulated.on("CoreShowChannels", action -> Reply.error("Out of order"));
        route("calls", exchange -> {});
        awaitAsked("CoreShowChannels", 1);
        simulated.disconnectAll();
        awaitAsked("CoreShowChannels", 2);
        assertThat(simulated.received("Status")).isEmpty();
    }

    @Test
    void eachLoginTriesCoreShowChannelsAnew() throws Exception {
        simulated.on(
                "CoreShowChannels",
                action -> simulated.logins() == 1
                        ? Reply.error("Permission denied")
                        : Reply.success().list("CoreShowChannelsComplete", List.of()));
        route("calls", exchange -> {});
        awaitAsked("QueueStatus", 1);
        simulated.disconnectAll();
        awaitAsked("QueueStatus", 2);
        assertThat(simulated.received("CoreShowChannels")).hasSize(2);
        assertThat(simulated.received("Status")).hasSize(1);
    }

    @Test
    void whoMayListNothingIsToldOnce() throws Exception {
        simulated.on("CoreShowChannels", action -> Reply.error("Permission denied"));
        simulated.on("Status", action -> Reply.error("Permission denied"));
        try (CapturedLog log = CapturedLog.debug()) {
            route("calls", exchange -> {});
            awaitAsked("Status", 1);
            simulated.disconnectAll();
            awaitAsked("Status", 2);
            await().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("may not list channels"))
                    .hasSize(1));
        }
    }

    @Test
    void aLookIsDueAlsoWhileEventsNeverCease() throws Exception {
        AtomicBoolean endless = new AtomicBoolean();
        int next = 50;
        route("callProgress&callCheckInterval=200", exchange -> {
            AmiConsumer consumer = routes.consumer("calls");
            while (endless.get() && consumer.getBuffered() < next) {
                int before = consumer.getBuffered();
                holdAndUnhold();
                await().pollInterval(Duration.ofMillis(1)).until(() -> consumer.getBuffered() == before + 2);
            }
        });
        awaitAsked("QueueStatus", 1);
        endless.set(true);
        simulated.emit(of("Newchannel", "1.1", "1.1"));
        awaitAsked("QueueStatus", 2);
        assertThat(routes.consumer("calls").getBuffered()).isPositive();
        endless.set(false);
    }

    private void holdAndUnhold() {
        simulated.emit(of("Hold", "1.1", "1.1"));
        simulated.emit(of("Unhold", "1.1", "1.1"));
    }

    @Test
    void aLossMarksNoCallThatBeganAfterTheNextLogin() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        simulated.on("CoreShowChannels", action -> {
            List<SimulatedEvent> up = new ArrayList<>();
            if (simulated.logins() == 2) {
                simulated.emit(ofTheCall(SimulatedEvent.named("Newchannel", "call")));
                up.add(ofTheCall(SimulatedEvent.named("CoreShowChannel").withIdOf(action)));
            }
            return Reply.success().list("CoreShowChannelsComplete", up);
        });
        route("calls", exchange -> ended.add(exchange.getMessage().getBody(AmiCall.class)));
        awaitAsked("QueueStatus", 1);
        simulated.disconnectAll();
        awaitAsked("QueueStatus", 2);
        simulated.emit(ofTheCall(SimulatedEvent.named("Hangup", "call")));
        await().until(() -> ended.size() == 1);
        assertThat(ended.get(0).partial()).isFalse();
    }

    private static SimulatedEvent ofTheCall(SimulatedEvent event) {
        return event.with("Channel", "PJSIP/1").with("Uniqueid", "1.1").with("Linkedid", "1.1");
    }

    @Test
    void noCallIsOpenAfterAStop() throws Exception {
        route("calls", exchange -> {});
        simulated.placeCall("100", "200");
        AmiConsumer consumer = routes.consumer("calls");
        await().until(() -> consumer.getOpenCalls() == 1);
        routes.camel.getRouteController().stopRoute("calls");
        assertThat(consumer.getOpenCalls()).isZero();
    }

    private static SimulatedEvent of(String name, String uniqueid, String linkedid) {
        return SimulatedEvent.named(name, "call")
                .with("Channel", "PJSIP/" + uniqueid)
                .with("Uniqueid", uniqueid)
                .with("Linkedid", linkedid);
    }

    private static SimulatedEvent dial(String name) {
        return of(name, "1.1", "1.1")
                .with("DestChannel", "PJSIP/1.2")
                .with("DestUniqueid", "1.2")
                .with("DestLinkedid", "1.1");
    }

    /** These channels come up at the moment of the first look; the later ones find none. */
    private void atTheFirstLookAreUp(String... ids) {
        AtomicBoolean first = new AtomicBoolean(true);
        simulated.on("CoreShowChannels", action -> {
            List<SimulatedEvent> up = new ArrayList<>();
            if (first.getAndSet(false)) {
                for (String id : ids) {
                    simulated.emit(of("Newchannel", id, id).with("ChannelState", "4"));
                    up.add(of("CoreShowChannel", id, id).withIdOf(action));
                }
            }
            return Reply.success().list("CoreShowChannelsComplete", up);
        });
    }

    @Test
    void whatWasReceivedBeforeALookIsHandledBeforeItIsBelieved() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        atTheFirstLookAreUp("1.1", "0.1");
        route("callProgress&callCheckInterval=1", exchange -> {
            AmiCall call = exchange.getMessage().getBody(AmiCall.class);
            if (call.id().equals("0.1") && call.state() == CallState.STARTED) {
                blocked.countDown();
                go.await();
            }
            if (call.id().equals("1.1") && call.state() == CallState.ENDED) {
                ended.add(call);
            }
        });
        await().until(() -> blocked.getCount() == 0);
        simulated.emit(of("Newchannel", "1.2", "1.1"));
        simulated.emit(dial("DialBegin"));
        simulated.emit(dial("DialEnd").with("DialStatus", "ANSWER"));
        simulated.emit(of("BridgeEnter", "1.1", "1.1").with("BridgeUniqueid", "b"));
        simulated.emit(of("BridgeEnter", "1.2", "1.1").with("BridgeUniqueid", "b"));
        simulated.emit(of("Hangup", "1.2", "1.1").with("Cause", "16"));
        simulated.emit(of("Hangup", "1.1", "1.1").with("Cause", "16"));
        await().until(() -> routes.consumer("calls").getBuffered() >= 9);
        go.countDown();
        await().until(() -> ended.size() == 1);
        assertThat(ended.get(0).disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(ended.get(0).end()).isEqualTo(CallEnd.HANGUP);
        assertThat(ended.get(0).partial()).isFalse();
    }

    @Test
    void aLookThatWaitsWhenThePbxIsLostIsOfThePbxBefore() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        CountDownLatch blocked = new CountDownLatch(1);
        Map<String, CountDownLatch> go = Map.of("0.1", new CountDownLatch(1), "0.2", new CountDownLatch(1));
        atTheFirstLookAreUp("0.1");
        simulated.on("CoreStatus", action -> Reply.success().with("CoreStartupTime", "10:00:0" + simulated.logins()));
        route("callProgress&callCheckInterval=1", exchange -> {
            AmiCall call = exchange.getMessage().getBody(AmiCall.class);
            if (go.containsKey(call.id())) {
                blocked.countDown();
                go.get(call.id()).await();
            } else if (call.state() == CallState.ENDED) {
                ended.add(call);
            }
        });
        await().until(() -> blocked.getCount() == 0);
        for (String id : List.of("1.1", "0.2")) {
            simulated.emit(of("Newchannel", id, id));
        }
        await().until(() -> routes.consumer("calls").getBuffered() == 3);
        go.get("0.1").countDown();
        awaitAsked("QueueStatus", 2);
        simulated.disconnectAll();
        await().until(() -> simulated.logins() == 2);
        go.get("0.2").countDown();
        await().until(() -> ended.size() == 1);
        assertThat(ended.get(0).end()).isEqualTo(CallEnd.PBX_RESTART);
    }

    @Test
    void aSuspendedRouteGetsNoCallAndKnowsItsEndAfterTheResume() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        AtomicBoolean up = new AtomicBoolean(true);
        simulated.on("CoreShowChannels", action -> Reply.success()
                .list(
                        "CoreShowChannelsComplete",
                        up.get()
                                ? List.of(ofTheCall(
                                        SimulatedEvent.named("CoreShowChannel").withIdOf(action)))
                                : List.of()));
        List<AmiCall> endedElsewhere = new CopyOnWriteArrayList<>();
        route(
                "calls&callCheckInterval=50",
                exchange -> ended.add(exchange.getMessage().getBody(AmiCall.class)));
        routes.start(route -> route.from("ami:pbx?emit=calls&callGrace=50&callCheckInterval=51")
                .process(exchange -> endedElsewhere.add(exchange.getMessage().getBody(AmiCall.class))));
        simulated.emit(ofTheCall(SimulatedEvent.named("Newchannel", "call")));
        await().until(() -> routes.consumer("calls").getOpenCalls() == 1);
        routes.camel.getRouteController().suspendRoute("calls");
        up.set(false);
        simulated.emit(ofTheCall(SimulatedEvent.named("Hangup", "call")));
        await().until(() -> routes.consumer("calls").getPassedBy() == 1);
        await().until(() -> endedElsewhere.size() == 1);
        awaitAsked("QueueStatus", simulated.received("QueueStatus").size() + 5);
        assertThat(ended).isEmpty();
        routes.camel.getRouteController().resumeRoute("calls");
        await().until(() -> ended.size() == 1);
        assertThat(ended.get(0).end()).isEqualTo(CallEnd.MISSED);
        assertThat(ended.get(0).partial()).isTrue();
    }

    @Test
    void rightsThatAreNotAnsweredAreAskedForAgain() throws Exception {
        simulated.faultNext("Command", Fault.neverAnswer());
        simulated.on("Command", action -> Reply.error("Permission denied"));
        routes.pbx.setActionTimeout(300);
        try (CapturedLog log = CapturedLog.debug()) {
            route("calls&callCheckInterval=50", exchange -> {});
            awaitRightsUnknown(log);
            assertThat(simulated.received("Command")).hasSize(2);
        }
    }

    @Test
    void rightsThatCannotBeAskedForAreSaidToBeUnknown() throws Exception {
        routes.pbx.setUsername("front desk");
        try (CapturedLog log = CapturedLog.debug()) {
            route("calls", exchange -> {});
            awaitRightsUnknown(log);
            assertThat(simulated.received("Command")).isEmpty();
        }
    }

    @Test
    void aRestartWithoutOpenCallsIsNotLoggedAsTheirEnd() throws Exception {
        simulated.on("CoreStatus", action -> Reply.success().with("CoreStartupTime", "10:00:0" + simulated.logins()));
        simulated.on("CoreShowChannels", action -> Reply.success().list("CoreShowChannelsComplete", List.of()));
        try (CapturedLog log = CapturedLog.debug()) {
            route("calls", exchange -> {});
            awaitAsked("QueueStatus", 1);
            simulated.disconnectAll();
            awaitAsked("QueueStatus", 2);
            simulated.emit(of("Newchannel", "1.1", "1.1"));
            await().until(() -> routes.consumer("calls").getOpenCalls() == 1);
            simulated.disconnectAll();
            await().untilAsserted(() -> assertThat(log.events("io.github.camelami", Level.INFO))
                    .extracting(event -> event.getMessage().getFormattedMessage())
                    .filteredOn(line -> line.contains("the PBX was restarted"))
                    .containsExactly("ami:pbx: the PBX was restarted; 1 open calls have ended"));
        }
    }

    /** Long before the next check, because such a user receives no event that would show it. */
    @Test
    void aUserWithoutEventsIsWarnedOfSoonIfTheRightsAreUnknown() throws Exception {
        simulated.on("Command", action -> Reply.error("Permission denied"));
        simulated.on("CoreShowChannels", action -> Reply.success()
                .list(
                        "CoreShowChannelsComplete",
                        simulated.received("CoreShowChannels").size() < 2
                                ? List.of()
                                : List.of(of("CoreShowChannel", "1.1", "1.1")
                                        .with("Duration", "00:00:06")
                                        .withIdOf(action))));
        try (CapturedLog log = CapturedLog.debug()) {
            route("calls", exchange -> {});
            await().atMost(Duration.ofSeconds(25)).untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains("user admin seems to lack class call in read")));
        }
    }

    private static void awaitRightsUnknown(CapturedLog log) {
        await().untilAsserted(() -> assertThat(log.events("io.github.camelami", Level.INFO))
                .extracting(event -> event.getMessage().getFormattedMessage())
                .filteredOn(line -> line.contains("check its rights"))
                .hasSize(1));
    }
}
