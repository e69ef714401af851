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
package io.github.camelami.examples.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import io.github.camelami.call.Parking;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.examples.switchboard.Row.Call;
import io.github.camelami.examples.switchboard.Row.Party;
import io.github.camelami.examples.switchboard.Row.Person;
import io.github.camelami.examples.switchboard.Row.Phone;
import io.github.camelami.examples.switchboard.Row.State;
import io.github.camelami.message.AmiAction;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import io.github.camelami.queue.QueueMember;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the board shows, and which actions the desk sends for it. */
class BoardTest {
    private static final Leg CUSTOMER = leg("PJSIP/trunk-0000000a", "0555").build();
    private static final Leg ANN =
            leg("PJSIP/201-0000000b", "201").ringingAt(2L).answeredAt(3L).build();
    private static final Leg BEN =
            leg("PJSIP/202-0000000c", "202").ringingAt(2L).answeredAt(4L).build();

    private final Board board = new Board(() -> Instant.ofEpochMilli(1_000), 3);
    private final Desk desk = new Desk(board);

    @BeforeEach
    void people() {
        board.hints(List.of(
                Map.of("Exten", "201", "Hint", "PJSIP/201&Custom:DND201", "Status", "0"),
                Map.of("Exten", "202", "Hint", "PJSIP/202", "Status", "4")));
    }

    @Test
    void aPersonHasTheNameOfTheVoicemailAndTheNumberOfNewMessages() {
        board.mailboxes(List.of(Map.of("VoiceMailbox", "201", "Fullname", "Ann Bell", "NewMessageCount", "2")));
        assertThat(row("person:201")).isEqualTo(new Person("201", "Ann Bell", Phone.FREE, 2));
        board.event(Map.of("Event", "MessageWaiting", "Mailbox", "201@default", "New", "3"));
        board.event(Map.of("Event", "ExtensionStatus", "Exten", "201", "Hint", "PJSIP/201", "Status", "8"));
        assertThat(row("person:201")).isEqualTo(new Person("201", "Ann Bell", Phone.RINGING, 3));
        board.event(Map.of("Event", "ExtensionStatus", "Exten", "201", "Hint", "PJSIP/201", "Status", "-2"));
        assertThat(row("person:201")).isNull();
    }

    @Test
    void theAstDbNamesThoseWithoutVoicemailAndIsAskedOnce() {
        board.mailboxes(List.of(Map.of("VoiceMailbox", "201", "Fullname", "Ann Bell")));
        assertThat(board.nameless()).containsExactly("202");
        assertThat(board.nameless()).isEmpty();
        board.name(List.of(Map.of("Val", "Ben Cole")), "202");
        board.name(Map.of("Response", "Error"), "202");
        assertThat(row("person:202")).isEqualTo(new Person("202", "Ben Cole", Phone.AWAY, 0));
    }

    @Test
    void otherwiseACallOrAQueueNamesThePerson() {
        board.call(call(CUSTOMER, leg("PJSIP/202-0000000c", "202").name("Ben C").build())
                .build());
        board.queue(queue(QueueMember.builder()
                .queue("sales")
                .name("Ann B")
                .interfaceName("Local/201@from-queue/n")
                .state(MemberState.PAUSED)
                .pauseReason("lunch")
                .build()));
        assertThat(row("person:201")).isEqualTo(new Person("201", "Ann B", Phone.FREE, 0));
        assertThat(row("person:202")).isEqualTo(new Person("202", "Ben C", Phone.AWAY, 0));
        assertThat(((Row.Queue) row("queue:sales")).members())
                .containsExactly(new Row.Member("Ann B", MemberState.PAUSED, "lunch"));
    }

    @Test
    void thePageSaysWhyItHasNoPeople() {
        board.hints(Map.of("Response", "Error", "Message", "Permission denied"));
        assertThat(board.view().pbx().problem()).isEqualTo("Permission denied");
        assertThat(board.view().rows()).isEmpty();
        people();
        assertThat(board.view().pbx().problem()).isEmpty();
    }

    /** An event may have arrived while the list was on its way. */
    @Test
    void aListIsOlderThanTheEventsUnlessEventsWereMissed() {
        board.event(Map.of("Event", "ExtensionStatus", "Exten", "201", "Hint", "PJSIP/201", "Status", "1"));
        people();
        assertThat(row("person:201")).isEqualTo(new Person("201", "", Phone.BUSY, 0));
        board.disconnected();
        people();
        assertThat(row("person:201")).isEqualTo(new Person("201", "", Phone.FREE, 0));
    }

    @Test
    void theNumberOfPeopleIsBounded() {
        for (int i = 0; i < 5; i++) {
            board.event(Map.of("Event", "ExtensionStatus", "Exten", "30" + i, "Hint", "PJSIP/x" + i, "Status", "0"));
        }
        assertThat(board.view().rows()).hasSize(3);
    }

    @Test
    void aCallIsOneRowWithWhoTakesPartAndSinceWhen() {
        Leg rings = leg("PJSIP/201-0000000b", "201").ringingAt(2L).build();
        board.call(call(CUSTOMER, rings).state(CallState.RINGING).build());
        assertThat(shown()).isEqualTo(row(State.RINGING, "0555", "201", 2));
        board.call(call(CUSTOMER, ANN).state(CallState.ANSWERED).build());
        assertThat(shown()).isEqualTo(row(State.TALKING, "0555", "201", 3));
        board.call(call(CUSTOMER, ended(ANN), BEN).state(CallState.TRANSFERRED).build());
        assertThat(shown()).isEqualTo(row(State.TALKING, "0555", "202", 4));
        board.call(call(CUSTOMER).state(CallState.ENDED).build());
        assertThat(board.view().rows()).containsOnlyKeys("person:201", "person:202");
    }

    /** The phone rang when the connection was lost, and when it answered is unknown. */
    @Test
    void whoAnsweredInAnOutageTalks() {
        Leg found = leg("PJSIP/201-0000000b", "201")
                .ringingAt(2L)
                .dialStatus("ANSWER")
                .build();
        board.call(call(CUSTOMER, found).state(CallState.ANSWERED).build());
        assertThat(shown().state()).isEqualTo(State.TALKING);
    }

    /** There is no message if one of several parties hangs up. */
    @Test
    void whoHasHungUpIsNoLongerInTheCall() {
        board.call(call(CUSTOMER, ANN, BEN).state(CallState.TRANSFERRED).build());
        board.event(Map.of("Event", "Hangup", "Channel", ANN.channel()));
        assertThat(shown()).isEqualTo(row(State.TALKING, "0555", "202", 4));
        board.event(Map.of("Event", "Hangup", "Channel", BEN.channel()));
        assertThat(shown().with()).isEmpty();
        assertThat(shown().state()).isEqualTo(State.STARTED);
        board.event(Map.of("Event", "Hangup", "Channel", CUSTOMER.channel()));
        assertThat(shown()).isNull();
    }

    @Test
    void holdAndParkingAreShown() {
        board.call(call(CUSTOMER, ANN).state(CallState.HELD).build());
        assertThat(shown().held()).isTrue();
        board.call(call(CUSTOMER, ANN).state(CallState.RESUMED).build());
        assertThat(shown().held()).isFalse();
        Parking parking =
                Parking.builder().lot("default").space("701").parkedAt(5).build();
        board.call(call(CUSTOMER, ended(ANN))
                .state(CallState.PARKED)
                .parkings(List.of(parking))
                .build());
        assertThat(shown().state()).isEqualTo(State.PARKED);
        assertThat(shown().space()).isEqualTo("701");
        assertThat(shown().since()).isEqualTo(5);
    }

    @Test
    void aCallerInAQueueIsFoundByTheChannelIfOnlyAListHasReportedIt() {
        QueueVisit visit = QueueVisit.builder()
                .queue("sales")
                .joinedAt(7)
                .outcome(QueueOutcome.WAITING)
                .build();
        board.call(call(CUSTOMER).queues(List.of(visit)).build());
        assertThat(shown().state()).isEqualTo(State.WAITING);
        assertThat(shown().since()).isEqualTo(7);
        board.queue(queue());
        assertThat(((Row.Queue) row("queue:sales")).waiting())
                .containsExactly(new Row.Waiting("call:1", new Party("0555", ""), 7));
    }

    @Test
    void callsThatBecomeOneAreOneRow() {
        board.call(call(CUSTOMER, ANN).build());
        board.call(call(CUSTOMER, BEN).id("2", List.of("1")).build());
        assertThat(board.view().rows()).containsOnlyKeys("call:2", "person:201", "person:202");
    }

    @Test
    void theTimeIsThatOfThePbx() {
        board.call(call(CUSTOMER)
                .times(9_000, null, null, null)
                .durations(2_000, 0, 0, 0, 0)
                .build());
        assertThat(board.now()).isEqualTo(11_000);
        board.call(call(CUSTOMER)
                .times(9_000, null, null, null)
                .durations(3_000, 0, 0, 0, 0)
                .build());
        assertThat(board.now()).isEqualTo(11_000);
    }

    @Test
    void ofMyCallTheOtherPartyIsTransferredAndParked() {
        board.call(call(CUSTOMER, ANN).build());
        assertThat(press("transfer", "201"))
                .containsEntry("Channel", CUSTOMER.channel())
                .containsEntry("Exten", "300")
                .containsEntry("Context", "office");
        assertThat(press("park", "201"))
                .containsEntry("Channel", CUSTOMER.channel())
                .containsEntry("TimeoutChannel", ANN.channel());
        assertThat(press("ask", "201")).containsEntry("Action", "Atxfer");
        assertThat(press("ask", "201")).containsEntry("Channel", ANN.channel()).containsEntry("Exten", "300");
        assertThat(press("back", "201")).containsEntry("Action", "CancelAtxfer");
        assertThat(press("connect", "201")).containsEntry("Action", "Hangup");
        assertThat(press("connect", "201")).containsEntry("Channel", ANN.channel());
    }

    @Test
    void ofOtherCallsTheOneFromOutsideIsTransferredAndTaken() {
        board.call(call(ANN, CUSTOMER).build());
        assertThat(press("transfer", "202")).containsEntry("Channel", CUSTOMER.channel());
        assertThat(press("take", "202"))
                .containsEntry("Channel", CUSTOMER.channel())
                .containsEntry("Exten", "202");
        assertThat(press("hangup", "202")).containsEntry("Channel", ANN.channel());
        assertThatThrownBy(() -> press("ask", "202")).hasMessage("Your phone is not in this call.");
        board.call(call(ANN, BEN).build());
        assertThat(press("transfer", "203")).containsEntry("Channel", ANN.channel());
    }

    @Test
    void aRingingPhoneIsNotTransferredButItsCaller() {
        board.call(call(CUSTOMER, leg("PJSIP/201-0000000b", "201").ringingAt(2L).build())
                .build());
        assertThat(press("take", "201")).containsEntry("Channel", CUSTOMER.channel());
    }

    private Map<String, String> press(String button, String phone) {
        AmiAction action = desk.action(Map.of("do", button, "call", "call:1", "to", "300", "phone", phone), "office");
        Map<String, String> fields = new HashMap<>(Map.of("Action", action.name()));
        action.fields().forEach(field -> fields.put(field.name(), field.value()));
        return fields;
    }

    private Row row(String id) {
        return board.view().rows().get(id);
    }

    private Call shown() {
        return (Call) row("call:1");
    }

    private static Call row(State state, String from, String with, long since) {
        return new Call(state, new Party(from, ""), List.of(new Party(with, "")), "201", null, null, false, since, 1);
    }

    private static CallBuilder call(Leg... legs) {
        return AmiCall.builder()
                .id("1", List.of())
                .pbx("pbx")
                .state(CallState.STARTED)
                .caller(legs[0].number(), null, legs[0].channel())
                .called("201", null)
                .times(1, null, null, null)
                .durations(999, 0, 0, 0, 0)
                .legs(List.of(legs));
    }

    private static AmiQueue queue(QueueMember... members) {
        return AmiQueue.builder()
                .name("sales")
                .pbx("pbx")
                .change(QueueChange.RESYNCED)
                .callers(List.of(QueueCaller.builder()
                        .id("9.9")
                        .channel(CUSTOMER.channel())
                        .number("0555")
                        .position(1)
                        .since(7)
                        .build()))
                .members(List.of(members))
                .figures(QueueFigures.builder().answered(3).abandoned(1).build())
                .build();
    }

    private static Leg.Builder leg(String channel, String number) {
        return Leg.builder().channel(channel).number(number).startedAt(1);
    }

    private static Leg ended(Leg leg) {
        return leg(leg.channel(), leg.number())
                .answeredAt(leg.answeredAt())
                .endedAt(9L)
                .build();
    }
}
