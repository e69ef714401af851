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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Recording;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls and recordings as a client sees them. */
class SimulatedCallsTest {

    @Test
    void wholeCallUnderOneLinkedid() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: call");
            SimulatedCall call = pbx.placeCall("100", "200");
            List<List<String>> events = eventsUntil(client, 2, "Event: Hangup");
            assertThat(events)
                    .extracting(block -> block.get(0).substring(7))
                    .containsExactly(
                            "Newchannel",
                            "Newchannel",
                            "NewCallerid",
                            "DialBegin",
                            "Newstate",
                            "DialState",
                            "Newstate",
                            "DialEnd",
                            "Newstate",
                            "BridgeCreate",
                            "BridgeEnter",
                            "BridgeEnter",
                            "HangupRequest",
                            "BridgeLeave",
                            "BridgeLeave",
                            "BridgeDestroy",
                            "Hangup",
                            "Hangup");
            assertThat(events.stream().flatMap(List::stream).filter(line -> line.matches("(Dest)?Linkedid: .*")))
                    .allMatch(line -> line.endsWith(": " + call.linkedid()));
            assertThat(events.get(0))
                    .contains(
                            "Uniqueid: " + call.linkedid(), "CallerIDNum: 100", "Exten: 200", "ChannelStateDesc: Ring");
            assertThat(events.get(17)).contains("Cause: 16", "Cause-txt: Normal Clearing");
            assertThat(call.ended()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void firstPhoneOfARingGroupThatAnswersHasTheCall() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.data().ringGroup("300", "103", "101", "102");
            pbx.data().callerName("0151", "Ann");
            client.ask("e", "Events", "EventMask: call");
            pbx.placeCall("0151", "300");
            List<List<String>> events = eventsUntil(client, 4, "Event: Hangup");
            assertThat(events.get(0)).contains("CallerIDNum: 0151", "CallerIDName: Ann");
            assertThat(lines(events, "DialStatus: ").filter(line -> !line.endsWith("RINGING")))
                    .containsExactly("DialStatus: ANSWER", "DialStatus: CANCEL", "DialStatus: CANCEL");
            assertThat(lines(events, "Cause: "))
                    .containsExactly("Cause: 26", "Cause: 26", "Cause: 16", "Cause: 16", "Cause: 16");
        }
    }

    @Test
    void unknownExtensionIsRefusedIfTheTestSaysSo() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            assertThat(originate(client, "a", "Exten: 999")).contains("Response: Success");
            pbx.data().refuseUnknownExtensions();
            assertThat(originate(client, "b", "Exten: 999"))
                    .contains("Response: Error", "Message: Extension does not exist.");

            pbx.data().extension("555", CallOutcome.BUSY);
            pbx.data().ringGroup("300", "100", "103");
            pbx.data().queueExtension("400", "support");
            for (String exten : List.of("100", "555", "300", "400")) {
                assertThat(originate(client, exten, "Exten: " + exten)).contains("Response: Success");
            }
            assertThat(originate(client, "c", "Application: Echo")).contains("Response: Success");
        }
    }

    private static List<String> originate(WireClient client, String id, String target) throws IOException {
        return client.ask(
                id, "Originate", "Channel: PJSIP/100", target, "Context: default", "Priority: 1", "Async: true");
    }

    @Test
    void callerWhoGivesUpEndsTheDial() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: call");
            SimulatedCall call = pbx.placeCall("100", "103");
            client.blockWith("Event: DialState");
            call.hangup();
            assertThat(eventsUntil(client, 2, "Event: Hangup"))
                    .extracting(block -> block.get(0).substring(7))
                    .containsExactly("HangupRequest", "DialEnd", "Hangup", "Hangup");
        }
    }

    @Test
    void callerLeavesAQueueThatNobodyAnswers() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .dialTimeout(Duration.ofMillis(50))
                        .start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.data().queueExtension("500", "empty");
            client.ask("e", "Events", "EventMask: call,agent");
            SimulatedCall call = pbx.placeCall("100", "500");
            List<List<String>> events = eventsUntil(client, 1, "Event: Hangup");
            assertThat(events)
                    .extracting(block -> block.get(0).substring(7))
                    .containsExactly(
                            "Newchannel",
                            "Newstate",
                            "QueueCallerJoin",
                            "HangupRequest",
                            "QueueCallerAbandon",
                            "QueueCallerLeave",
                            "Hangup");
            assertThat(lines(events, "Queue: ")).containsOnly("Queue: empty");
            assertThat(lines(events, "Linkedid: ")).containsOnly("Linkedid: " + call.linkedid());
        }
    }

    @Test
    void callsAtARate() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: cdr");
            long start = System.nanoTime();
            assertThat(pbx.placeCalls(50, 200)).succeedsWithin(Duration.ofSeconds(20));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(245));
            assertThat(eventsUntil(client, 50, "Event: Cdr")).hasSize(50);
        }
    }

    @Test
    void liveChannelsAreListedAndHungUp() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMinutes(5)).start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: off");
            SimulatedCall call = pbx.placeCall("100", "200");
            assertThat(call.dialled()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(CallOutcome.ANSWER);
            client.ask("c", "CoreShowChannels");
            assertThat(client.block())
                    .startsWith("Event: CoreShowChannel", "ActionID: c")
                    .contains("Linkedid: " + call.linkedid());
            assertThat(client.blockWith("Event: CoreShowChannelsComplete")).contains("ListItems: 2");
            client.ask("s", "Status", "Channel: " + call.channelNames().get(0));
            assertThat(client.block())
                    .startsWith("Event: Status", "Privilege: Call")
                    .endsWith("ActionID: s");
            client.block();
            assertThat(client.ask("h", "Hangup", "Channel: /^PJSIP/")).contains("EventList: start");
            assertThat(call.ended()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void redirectedChannelLeavesTheOthersAndCallsAnotherExtension() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMinutes(5)).start();
                WireClient client = WireClient.loggedIn(pbx)) {
            SimulatedCall call = connected(pbx, client);
            String caller = call.channelNames().get(0);
            String left = call.channelNames().get(1);
            client.ask("r", "Redirect", "Channel: " + caller, "Context: default", "Exten: 101", "Priority: 1");
            assertThat(client.blockWith("Event: Hangup")).contains("Channel: " + left);
            assertThat(client.blockWith("Event: DialBegin")).contains("Channel: " + caller, "DestCallerIDNum: 101");
            assertThat(client.blockWith("Event: BridgeEnter")).contains("CallerIDNum: 101");
            assertThat(call.channelNames()).hasSize(2).contains(caller).doesNotContain(left);
        }
    }

    @Test
    void aParkedChannelWaitsInASpaceUntilItIsRedirected() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMinutes(5)).start();
                WireClient client = WireClient.loggedIn(pbx)) {
            SimulatedCall call = connected(pbx, client);
            String caller = call.channelNames().get(0);
            // the Uniqueid of a channel stands for its name
            client.ask("p", "Park", "Channel: " + call.linkedid());
            client.blockWith("Event: Hangup");
            assertThat(client.blockWith("Event: ParkedCall")).contains("ParkeeChannel: " + caller, "ParkingSpace: 701");
            assertThat(call.channelNames()).containsExactly(caller);
            client.ask("r", "Redirect", "Channel: " + caller, "Context: default", "Exten: 101", "Priority: 1");
            assertThat(client.blockWith("Event: ParkedCallGiveUp")).contains("ParkingSpace: 701");
            assertThat(client.blockWith("Event: BridgeEnter")).contains("CallerIDNum: 101");
        }
    }

    @Test
    void phonesTellTheirState() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMinutes(5)).start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: call");
            pbx.data().phone("201", "Ann \"A\" Bell");
            SimulatedCall call = pbx.placeCall("300", "201");
            assertThat(client.blockWith("Event: ExtensionStatus"))
                    .contains("Exten: 201", "Hint: PJSIP/201", "Status: 8", "StatusText: Ringing");
            assertThat(client.blockWith("Event: DialState")).contains("DestCallerIDName: Ann \\\"A\\\" Bell");
            assertThat(client.blockWith("Event: ExtensionStatus")).contains("Status: 1", "StatusText: InUse");
            client.blockWith("Event: BridgeEnter");
            client.blockWith("Event: BridgeEnter");
            assertThat(client.ask("l", "ExtensionStateList")).contains("EventList: start");
            assertThat(client.block())
                    .containsExactly(
                            "Event: ExtensionStatus",
                            "ActionID: l",
                            "Exten: 201",
                            "Context: default",
                            "Hint: PJSIP/201",
                            "Status: 1",
                            "StatusText: InUse");
            client.blockWith("Event: ExtensionStateListComplete");
            call.hangup();
            assertThat(client.blockWith("Event: ExtensionStatus")).contains("Status: 0", "StatusText: Idle");
        }
    }

    @Test
    void callersWaitInAQueueUntilAMemberIsFree() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMinutes(5)).start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.data().phone("201", "Ann");
            pbx.data().queue("desk").member("PJSIP/201", "Ann", 0);
            pbx.data().queueExtension("400", "desk");
            client.ask("e", "Events", "EventMask: agent");
            SimulatedCall first = pbx.placeCall("300", "400");
            assertThat(client.blockWith("Event: QueueCallerJoin")).contains("Queue: desk", "Position: 1", "Count: 1");
            assertThat(client.blockWith("Event: QueueMemberStatus")).contains("MemberName: Ann", "Status: 6");
            assertThat(client.blockWith("Event: QueueMemberStatus")).contains("Status: 2");
            assertThat(client.blockWith("Event: QueueCallerLeave")).contains("Count: 0", "Position: 1");
            assertThat(client.blockWith("Event: AgentConnect")).contains("MemberName: Ann", "CallerIDNum: 300");
            SimulatedCall second = pbx.placeCall("301", "400");
            client.blockWith("Event: QueueCallerJoin");
            client.ask("q", "QueueStatus", "Queue: desk");
            assertThat(client.block()).contains("Queue: desk", "Calls: 1");
            assertThat(client.block()).contains("Name: Ann", "Status: 2");
            assertThat(client.block())
                    .startsWith("Event: QueueEntry")
                    .contains("Position: 1", "CallerIDNum: 301", "Uniqueid: " + second.linkedid());
            second.hangup();
            client.blockWith("Event: QueueCallerAbandon");
            assertThat(client.blockWith("Event: QueueCallerLeave")).contains("Count: 0");
            first.hangup();
            assertThat(client.blockWith("Event: AgentComplete")).contains("MemberName: Ann", "CallerIDNum: 300");
            assertThat(client.blockWith("Event: QueueMemberStatus")).contains("Status: 1");
        }
    }

    @Test
    void syncOriginateHoldsTheWholeSession() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.send(
                    "Action: Originate\r\nActionID: o\r\nChannel: PJSIP/103\r\nTimeout: 400\r\nApplication: Wait\r\n\r\n"
                            + "Action: Ping\r\nActionID: p\r\n\r\n");
            assertThat(client.block()).containsExactly("Response: Error", "ActionID: o", "Message: Originate failed");
            assertThat(client.block().get(0)).isEqualTo("Event: Newchannel");
            client.blockWith("ActionID: p");
        }
    }

    @Test
    void theDialplanSetsAVariableOnceAnOriginateIsAnswered() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.data().variable("100", "AMDSTATUS", "MACHINE");
            client.ask("e", "Events", "EventMask: call,dialplan");
            client.ask("o", "Originate", "Channel: PJSIP/100", "Application: Wait", "Async: true", "ChannelId: c.1");
            client.blockWith("Event: OriginateResponse");
            assertThat(client.blockWith("Event: VarSet"))
                    .contains("Linkedid: c.1", "Variable: AMDSTATUS", "Value: MACHINE");
        }
    }

    @Test
    void hangupWhileItRingsEndsTheOriginateAtOnce() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("o", "Originate", "Channel: PJSIP/103", "Application: Wait", "Async: true");
            client.blockWith("Event: DialState");
            client.ask("h", "Hangup", "Channel: /.*/");
            assertThat(client.blockWith("Event: OriginateResponse"))
                    .contains("Response: Failure", "Reason: 0", "ActionID: o");
        }
    }

    @Test
    void channelVariables() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().channelVars("CITY").start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask(
                    "o",
                    "Originate",
                    "Channel: PJSIP/100",
                    "Application: Wait",
                    "Async: true",
                    "Variable: CITY=Bern,__X=1",
                    "CallerID: \"O'Brien\" <7>",
                    "ChannelId: mine");
            assertThat(client.blockWith("Event: DialBegin"))
                    .contains("DestChanVariable: CITY=Bern", "DestCallerIDName: O\\'Brien", "DestUniqueid: mine");
            assertThat(client.blockWith("Event: OriginateResponse"))
                    .contains("CallerIDName: O'Brien", "Uniqueid: mine")
                    .anyMatch(line -> line.matches("ChanVariable\\(PJSIP/100-\\w+\\): CITY=Bern"));
        }
    }

    @Test
    void recordingIsReplayedByteForByte() throws IOException {
        Recording recording = Recording.read(capture("asterisk-22/ami/bench-200-calls.s2c.gz"));
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .writeTimeout(Duration.ofSeconds(10))
                        .start();
                WireClient client = WireClient.loggedIn(pbx)) {
            assertThat(pbx.replay(recording, 4)).isEqualTo(4 * recording.size());
            assertThat(client.input().readNBytes((int) (4 * recording.bytes())).length)
                    .isEqualTo((int) (4 * recording.bytes()));
            assertThat(client.ask("p", "Ping")).contains("Ping: Pong");
        }
    }

    @Test
    void recordingAtItsOwnSpeed() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            long start = System.nanoTime();
            assertThat(pbx.replay(capture("asterisk-16/ami/userevent.s2c"), 10)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
            client.blockWith("UserEvent: WithKeys");
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        int before = Thread.activeCount();
        for (int i = 0; i < 20; i++) {
            try (SimulatedPbx pbx = SimulatedPbx.start();
                    WireClient client = WireClient.loggedIn(pbx)) {
                client.send(
                        "Action: Originate\r\nChannel: PJSIP/103\r\nApplication: Wait\r\n\r\nAction: WaitEvent\r\n\r\n");
            }
        }
        await().untilAsserted(() -> assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 2));
    }

    private static Stream<String> lines(List<List<String>> events, String start) {
        return events.stream().flatMap(List::stream).filter(line -> line.startsWith(start));
    }

    private static List<List<String>> eventsUntil(WireClient client, int count, String last) throws IOException {
        List<List<String>> events = new ArrayList<>();
        for (int found = 0; found < count; ) {
            List<String> block = client.block();
            events.add(block);
            found += block.get(0).equals(last) ? 1 : 0;
        }
        return events;
    }

    private static InputStream capture(String name) {
        return SimulatedCallsTest.class.getResourceAsStream("/captures/" + name);
    }

    /** A call from 300 to 200 that has been answered. The client has read its events so far. */
    private static SimulatedCall connected(SimulatedPbx pbx, WireClient client) throws IOException {
        client.ask("e", "Events", "EventMask: call");
        SimulatedCall call = pbx.placeCall("300", "200");
        assertThat(call.dialled()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(CallOutcome.ANSWER);
        client.blockWith("Event: BridgeEnter");
        client.blockWith("Event: BridgeEnter");
        return call;
    }
}
