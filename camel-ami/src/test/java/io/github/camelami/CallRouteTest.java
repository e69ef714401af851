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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in routes. */
class CallRouteTest {
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void route(String options) throws Exception {
        routes.start(route -> route.from("ami:pbx?callGrace=50&" + options)
                .routeId("calls")
                .process(exchange -> routed.add(exchange.copy())));
        awaitLook();
    }

    /** The channels of events that a test makes up are not listed. */
    private void awaitLook() {
        await().until(() -> !simulated.received("CoreShowChannels").isEmpty());
    }

    private List<AmiCall> calls() {
        return routed.stream()
                .map(exchange -> exchange.getMessage().getBody(AmiCall.class))
                .toList();
    }

    private void event(String name, String uniqueid, String... more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Event", name);
        fields.put("Privilege", "call,all");
        fields.put("Channel", "PJSIP/" + uniqueid);
        fields.put("Uniqueid", uniqueid);
        fields.put("Linkedid", uniqueid);
        for (String field : more) {
            fields.put(field.split("=")[0], field.split("=")[1]);
        }
        simulated.emit(fields);
    }

    @Test
    void J4_aCallThatWaitsInTheRouteIsLagAlsoWithConcurrentConsumers() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        routes.start(route -> route.from("ami:pbx?callGrace=50&emit=calls&concurrentConsumers=2")
                .routeId("calls")
                .process(exchange -> open.await()));
        event("Newchannel", "1.1");
        event("Hangup", "1.1", "Cause=16");
        AmiConsumer consumer = routes.consumer("calls");
        await().until(() -> consumer.getEndedCalls() == 1);
        await().until(() -> consumer.getLag() > 500);
        open.countDown();
        await().until(() -> consumer.getLag() == 0);
    }

    /** The list and the events behind it are read at once. */
    @Test
    void aCallThatLeavesAQueueRightBehindTheListHasLeftIt() throws Exception {
        SimulatedCaller caller = simulated.data().queue("support").join("100", "Ann");
        String who = "Queue: support\r\nUniqueid: " + caller.uniqueid() + "\r\nChannel: PJSIP/1\r\nPosition: 1\r\n";
        simulated.on("QueueStatus", action -> {
            String id = "ActionID: " + action.actionId() + "\r\n";
            return Reply.raw("Response: Success\r\n" + id + "EventList: start\r\n\r\n"
                    + "Event: QueueEntry\r\nWait: 5\r\n" + who + id + "\r\n"
                    + "Event: QueueStatusComplete\r\nEventList: Complete\r\n" + id + "\r\n"
                    + "Event: QueueCallerLeave\r\nPrivilege: agent,all\r\n" + who + "\r\n"
                    + "Event: Newexten\r\nPrivilege: dialplan,all\r\n\r\n");
        });
        route("emit=calls");
        await().until(() -> !simulated.received("QueueStatus").isEmpty());
        caller.hangup();
        await().until(() -> routed.size() == 1);
        assertThat(calls().get(0).queues()).extracting(QueueVisit::outcome).containsExactly(QueueOutcome.LEFT);
    }

    @Test
    void oneExchangeForEachCallWithItsHeaders() throws Exception {
        route("emit=calls");
        simulated.placeCall("100", "200");
        await().until(() -> routed.size() == 1);
        AmiCall call = calls().get(0);
        assertThat(call.callerNumber()).isEqualTo("100");
        assertThat(call.pbx()).isEqualTo("pbx");
        assertThat(routed.get(0).getMessage().getHeaders())
                .containsEntry(AmiConstants.CALL_ID, call.id())
                .containsEntry(AmiConstants.CALL_STATE, "ENDED")
                .containsEntry(AmiConstants.DISPOSITION, "ANSWERED")
                .containsEntry(AmiConstants.CONNECTION, "pbx")
                .containsEntry(AmiConstants.EPOCH, 1L);
        Map<?, ?> map = routed.get(0).getMessage().getBody(Map.class);
        assertThat(map.get("disposition")).isEqualTo("ANSWERED");
        assertThat((List<?>) map.get("legs")).hasSize(2).allMatch(leg -> leg instanceof Map);
        assertThat(routes.consumer("calls").getOpenCalls()).isZero();
        assertThat(routes.consumer("calls").getEndedCalls()).isEqualTo(1);
    }

    @Test
    void simpleReadsThePartsOfACall() throws Exception {
        routes.start(route -> route.from("ami:pbx?emit=calls&callGrace=50")
                .setBody(
                        route.getContext() == null
                                ? null
                                : org.apache.camel.builder.Builder.simple(
                                        "${body.callerNumber} ${body.disposition} ${body.legs[1].dialStatus}"))
                .process(exchange -> routed.add(exchange.copy())));
        simulated.placeCall("100", "200");
        await().until(() -> routed.size() == 1);
        assertThat(routed.get(0).getMessage().getBody(String.class)).isEqualTo("100 ANSWERED ANSWER");
    }

    @Test
    void theClassesAreAskedForByTheConsumerAlone() throws Exception {
        route("emit=calls");
        await().untilAsserted(() -> assertThat(simulated.received())
                .anyMatch(action ->
                        (action.name().equals("Login") || action.name().equals("Events"))
                                && action.fields().toString().contains("call,agent")));
    }

    @Test
    void progressStaysInOrderForEachCallWithConcurrentConsumers() throws Exception {
        route("emit=callProgress&concurrentConsumers=4");
        int calls = 50;
        for (int i = 0; i < calls; i++) {
            event("Newchannel", "1." + i, "ChannelState=4");
        }
        for (int hold = 0; hold < 5; hold++) {
            for (int i = 0; i < calls; i++) {
                event("Hold", "1." + i);
                event("Unhold", "1." + i);
            }
        }
        for (int i = 0; i < calls; i++) {
            event("Hangup", "1." + i, "Cause=16");
        }
        await().until(() -> routed.size() == calls * 12);
        for (int i = 0; i < calls; i++) {
            String id = "1." + i;
            List<CallState> states = calls().stream()
                    .filter(call -> call.id().equals(id))
                    .map(AmiCall::state)
                    .toList();
            assertThat(states)
                    .startsWith(CallState.STARTED, CallState.HELD, CallState.RESUMED)
                    .endsWith(CallState.ENDED);
            for (int state = 1; state < 11; state++) {
                assertThat(states.get(state)).isEqualTo(state % 2 == 1 ? CallState.HELD : CallState.RESUMED);
            }
        }
    }

    @Test
    void aCallWhoseEndWasMissedEndsAfterTheNextLogin() throws Exception {
        route("emit=calls");
        event("Newchannel", "1.1", "ChannelState=4");
        await().until(() -> routes.consumer("calls").getOpenCalls() == 1);
        simulated.disconnectAll();
        await().until(() -> routed.size() == 1);
        assertThat(calls().get(0).end()).isEqualTo(CallEnd.MISSED);
        assertThat(calls().get(0).partial()).isTrue();
    }

    private void isStartedAgainBeforeTheSecondLogin() {
        simulated.on("CoreStatus", action -> Reply.success("x")
                .with("CoreStartupDate", "2026-01-01")
                .with("CoreStartupTime", simulated.logins() > 1 ? "10:00:01" : "10:00:00"));
    }

    @Test
    void aRestartOfThePbxEndsItsCalls() throws Exception {
        route("emit=calls");
        isStartedAgainBeforeTheSecondLogin();
        event("Newchannel", "1.1", "ChannelState=4");
        await().until(() -> routes.consumer("calls").getOpenCalls() == 1);
        simulated.disconnectAll();
        await().until(() -> routed.size() == 1);
        assertThat(calls().get(0).end()).isEqualTo(CallEnd.PBX_RESTART);
    }

    @Test
    void aCallThatARestartHasEndedDidNotLastLongerThanTheConnection() throws Exception {
        route("emit=calls");
        isStartedAgainBeforeTheSecondLogin();
        event("Newchannel", "1.1", "ChannelState=6");
        await().until(() -> routes.consumer("calls").getOpenCalls() == 1);
        simulated.stopListening();
        simulated.disconnectAll();
        await().until(() -> !routes.isUp());
        long lost = System.currentTimeMillis();
        simulated.startListening();
        await().until(() -> routed.size() == 1);
        assertThat(calls().get(0).end()).isEqualTo(CallEnd.PBX_RESTART);
        assertThat(calls().get(0).endedAt()).isLessThanOrEqualTo(lost);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "callProgress", "queues", "agents"})
    void D5_noticesTellARestartOfThePbxWhateverIsEmitted(String emit) throws Exception {
        routes.pbx.setMaxReconnectDelay(100);
        List<AmiEvent> notices = new CopyOnWriteArrayList<>();
        routes.start(route -> route.from("ami:pbx?notices=true&emit=" + emit)
                .filter(route.header(AmiConstants.NOTICE).isNotNull())
                .process(exchange -> notices.add(exchange.getMessage().getBody(AmiEvent.class))));
        await().until(() -> notices.size() == 1);
        assertThat(notices.get(0)).containsEntry("Restarted", "unknown");
        assertThat(notices.get(0).get("Started")).isNotEmpty();
        simulated.disconnectAll();
        await().until(() -> notices.size() == 4);
        assertThat(notices.subList(2, 4))
                .allSatisfy(notice -> assertThat(notice).containsEntry("Restarted", "false"));
        simulated.on("CoreStatus", action -> Reply.success("x")
                .with("CoreStartupDate", "2026-01-01")
                .with("CoreStartupTime", "10:00:01"));
        simulated.disconnectAll();
        await().until(() -> notices.size() == 7);
        assertThat(notices.subList(5, 7))
                .allSatisfy(notice -> assertThat(notice).containsEntry("Restarted", "true"));
    }

    @Test
    void thatTheRightsCannotBeCheckedIsLoggedOnceForAllConsumersOfASession() throws Exception {
        simulated.on("Command", action -> Reply.error("Permission denied"));
        try (CapturedLog log = CapturedLog.debug()) {
            routes.start(route -> {
                route.from("ami:pbx?emit=calls").routeId("calls").to("mock:calls");
                route.from("ami:pbx?emit=callProgress").routeId("progress").to("mock:progress");
                route.from("ami:pbx?emit=queues").routeId("queues").to("mock:queues");
            });
            await().until(() -> simulated.received("Command").size() == 3);
            await().untilAsserted(() -> assertThat(log.events("io.github.camelami", Level.INFO))
                    .extracting(event -> event.getMessage().getFormattedMessage())
                    .filteredOn(line -> line.endsWith("does not let user admin check its rights; to see them, enter"
                            + " manager show user admin in the console of the PBX"))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("calls need"),
                            line -> assertThat(line).contains("queues need")));
        }
    }

    @Test
    void aListThatIsNeverAnsweredDoesNotHoldUpTheCalls() throws Exception {
        simulated.faultAlways("CoreShowChannels", Fault.neverAnswer());
        routes.pbx.setActionTimeout(300);
        try (CapturedLog log = CapturedLog.debug()) {
            route("emit=calls");
            for (int i = 0; i < 50; i++) {
                event("Newchannel", "1." + i, "ChannelState=4");
                event("Hangup", "1." + i, "Cause=16");
            }
            await().until(() -> routed.size() == 50);
            assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("could not be compared"))
                    .hasSize(1);
        }
    }

    @Test
    void whatAMergedCallSaidIsRoutedBeforeTheMerge() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        routes.start(route -> route.from("ami:pbx?emit=callProgress&callGrace=50&concurrentConsumers=4")
                .process(exchange -> {
                    AmiCall call = exchange.getMessage().getBody(AmiCall.class);
                    if (call.id().equals("2.1") && call.state() == CallState.STARTED) {
                        go.await();
                    }
                    routed.add(exchange.copy());
                }));
        awaitLook();
        event("Newchannel", "1.1", "ChannelState=4");
        event("Newchannel", "2.1", "ChannelState=4");
        event("Newstate", "2.1", "ChannelState=4", "Linkedid=1.1");
        event("Newchannel", "3.1", "ChannelState=4");
        await().until(() -> calls().stream().anyMatch(call -> call.id().equals("3.1")));
        go.countDown();
        await().until(() -> routed.size() == 4);
        assertThat(calls().stream().filter(call -> !call.id().equals("3.1")).map(AmiCall::state))
                .containsExactly(CallState.STARTED, CallState.STARTED, CallState.MERGED);
    }

    @Test
    void aCallInItsGraceIsRoutedBeforeAGracefulStop() throws Exception {
        routes.start(route -> route.from("ami:pbx?emit=calls&callGrace=1000")
                .routeId("calls")
                .process(exchange -> routed.add(exchange.copy())));
        awaitLook();
        event("Newchannel", "1.1", "ChannelState=4");
        event("Hangup", "1.1", "Cause=16");
        await().until(() -> routes.consumer("calls").getPendingExchangesSize() > 0
                && routes.consumer("calls").getOpenCalls() == 1);
        routes.camel.getRouteController().stopRoute("calls", 5, TimeUnit.SECONDS);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aSlowRouteLosesNoCall() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        routes.start(route -> route.from("ami:pbx?emit=calls&callGrace=50").process(exchange -> {
            go.await();
            routed.add(exchange.copy());
        }));
        awaitLook();
        for (int i = 0; i < 200; i++) {
            event("Newchannel", "1." + i, "ChannelState=4");
            event("Hangup", "1." + i, "Cause=16");
        }
        go.countDown();
        await().until(() -> routed.size() == 200);
        assertThat(calls().stream().map(AmiCall::id).distinct()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events=agent",
                "include=Hangup",
                "exclude=VarSet",
                "match.Queue=a",
                "snapshot=Status",
                "serverFilter.a=x",
                "orderBy=Queue"
            })
    void optionsThatChooseAmongEventsAreRefused(String option) {
        assertThatThrownBy(() -> route("emit=calls&" + option))
                .rootCause()
                .hasMessageContaining(option.substring(0, option.indexOf('=')).replaceAll("\\..*", ""))
                .hasMessageContaining("emit=calls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trunks=PJSIP/*",
                "callVariables=CUSTOMER",
                "callGrace=50",
                "callCheckInterval=0",
                "maxOpenCalls=5"
            })
    void whatIsAskedOfCallsIsRefusedWithEvents(String option) {
        assertThatThrownBy(() ->
                        routes.start(route -> route.from("ami:pbx?" + option).to("mock:x")))
                .rootCause()
                .hasMessageContaining(option.substring(0, option.indexOf('=')))
                .hasMessageContaining("emit=calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxOpenCalls=0", "callGrace=-1", "callCheckInterval=-1", "trunks=,"})
    void optionsAreChecked(String option) {
        assertThatThrownBy(() -> routes.start(
                        route -> route.from("ami:pbx?emit=calls&" + option).to("mock:x")))
                .rootCause()
                .hasMessageContaining(option.substring(0, option.indexOf('=')));
    }
}
