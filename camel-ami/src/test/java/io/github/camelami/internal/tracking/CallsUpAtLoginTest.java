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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDirection;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that were up at the login: a list of Asterisk 22.11 with a dialplan like that of FreePBX, then events. */
class CallsUpAtLoginTest {

    private static AmiCall recorded(String recording) {
        return recorded(recording, 0);
    }

    /** @param early how many channels an event shows after the login and before the list */
    private static AmiCall recorded(String recording, int early) {
        List<AmiEvent> items = new ArrayList<>();
        List<AmiEvent> events = new ArrayList<>();
        for (AmiEvent event : TrackedCalls.recorded("../up-at-login/" + recording)) {
            (event.name().equals("CoreShowChannel") ? items : events).add(event);
        }
        TrackedCalls calls = TrackedCalls.withTrunks(false);
        // the order of a list depends on hash values
        Collections.shuffle(items, new Random(recording.hashCode()));
        long login = events.get(0).occurredAt();
        for (AmiEvent item : items.subList(0, Math.min(early, items.size()))) {
            Map<String, String> fields = new LinkedHashMap<>(item);
            fields.remove("Event");
            calls.tracker.event(AmiEvent.of("NewCallerid", fields, 1, login));
        }
        calls.tracker.channels(items, login, login);
        events.forEach(calls.tracker::event);
        return calls.after(Duration.ofDays(1).toMillis()).only();
    }

    /** If the first channel has left, the oldest phone is the caller. A Local channel that is first is by the PBX. */
    @ParameterizedTest
    @CsvSource({
        // the Local channels have been optimised away
        "click_caller_hangs_up, INTERNAL, 210, , 211, ANSWERED, CALLER, false",
        "click_called_hangs_up, INTERNAL, 210, , 211, ANSWERED, CALLED, false",
        "click_to_trunk, OUTBOUND, 210, , , ANSWERED, CALLER, false",
        // they are still there
        "click_first_rings, INTERNAL, 210, 211, 211, ANSWERED, CALLER, true",
        "click_second_rings, INTERNAL, 210, 211, 211, ANSWERED, CALLER, true",
        "click_second_rings_in_vain, INTERNAL, 210, 211, , CANCELLED, CALLER, true",
        "click_second_declines, INTERNAL, 210, 211, , NO_ANSWER, CALLER, true",
        "click_trunk_rings, OUTBOUND, 210, , , ANSWERED, CALLER, true",
        // the caller transferred the other party
        "transferred_by_caller, INTERNAL, 204, , 206, ANSWERED, CALLER, false",
        "trunk_transferred_by_caller, OUTBOUND, , , 206, ANSWERED, CALLER, false",
        // the first channel is that of the caller; a macro dials
        "outbound_rings, OUTBOUND, , , , ANSWERED, CALLER, false",
        "outbound_rings_in_vain, OUTBOUND, , , , CANCELLED, CALLER, false",
        "internal_declines, INTERNAL, 201, 202, , NO_ANSWER, PBX, false",
        "inbound_declines, INBOUND, 0302005, 202, , NO_ANSWER, PBX, false",
        "group_rings, INBOUND, 0302006, 600, 203, ANSWERED, CALLER, false"
    })
    void hasWhatTheListShows(
            String recording,
            CallDirection direction,
            String caller,
            String called,
            String answeredBy,
            CallDisposition disposition,
            HungUpBy hungUpBy,
            boolean originated) {
        AmiCall call = recorded(recording);
        assertThat(call.direction()).isEqualTo(direction);
        assertThat(call.callerNumber()).isEqualTo(caller);
        assertThat(call.calledNumber()).isEqualTo(called);
        assertThat(call.answeredBy()).isEqualTo(answeredBy);
        assertThat(call.disposition()).isEqualTo(disposition);
        assertThat(call.failureReason()).isNull();
        assertThat(call.hungUpBy()).isEqualTo(hungUpBy);
        assertThat(call.originated()).isEqualTo(originated);
        assertThat(call.partial()).isTrue();
        assertThat(call.end()).isEqualTo(CallEnd.HANGUP);
        assertThat(call.channel()).isEqualTo(call.legs().get(0).channel());
        assertThat(call.legs()).extracting(Leg::channel).allMatch(channel -> channel.startsWith("PJSIP/"));
        assertThat(call.legs()).extracting(Leg::number).doesNotContain("s");
    }

    /** Events may arrive after the login and before the list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "click_caller_hangs_up",
                "click_first_rings",
                "click_second_rings",
                "click_trunk_rings",
                "transferred_by_caller",
                "outbound_rings",
                "inbound_declines",
                "group_rings"
            })
    void eventsBeforeTheListChangeNothing(String recording) {
        AmiCall call = recorded(recording);
        assertThat(recorded(recording, 1)).isEqualTo(call);
        assertThat(recorded(recording, 2)).isEqualTo(call);
        assertThat(recorded(recording, 10)).isEqualTo(call);
    }

    /** The channels of a click-to-call through a Local channel that stays, of which an event shows one before the list. */
    @ParameterizedTest
    @CsvSource({
        "1.3, 1.4, 8, 3",
        "1.3, 1.4, 8, 8",
        "1.3, 1.4, 0, 0",
        "1.9, 1.10, 1, 1",
        // a user may choose the id
        "a, b, 8, 3",
        "b, a, 8, 3"
    })
    void theOldestPhoneIsTheCallerWhicheverIsSeenFirst(String first, String second, int firstAge, int secondAge) {
        for (String early : List.of(first, second)) {
            TrackedCalls calls = TrackedCalls.calls();
            calls.of("NewCallerid", early, "1.1", "PJSIP/" + early).now += 200;
            calls.tracker.channels(
                    List.of(
                            TrackedCalls.item("1.1", "1.1", "Channel=Local/9@click-1;1", "Duration=00:00:08"),
                            TrackedCalls.item("1.2", "1.1", "Channel=Local/9@click-1;2", "Duration=00:00:08"),
                            TrackedCalls.item(second, "1.1", "Duration=00:00:0" + secondAge),
                            TrackedCalls.item(first, "1.1", "Duration=00:00:0" + firstAge)),
                    calls.now,
                    calls.now);
            calls.after(1_000);
            for (String channel : List.of(second, first, "1.2", "1.1")) {
                calls.hangup(channel, "1.1", 16);
            }
            AmiCall call = calls.after(TrackedCalls.GRACE).only();
            assertThat(call.channel()).as(early).isEqualTo("PJSIP/" + first);
        }
    }

    @Test
    void aCallIsAsOldAsTheListSaysEvenIfAnEventShowedItBefore() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("NewCallerid", "1.1", "1.1", "PJSIP/1.1").now += 200;
        calls.tracker.channels(List.of(TrackedCalls.item("1.1", "1.1", "Duration=00:01:00")), calls.now, calls.now);
        calls.after(2_000).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().duration()).isEqualTo(62_000);
        assertThat(calls.only().legs().get(0).startedAt())
                .isEqualTo(calls.only().startedAt());
    }

    /** A phone that rings at the login is dialled as soon as its channel is created, of which the list has the age. */
    @ParameterizedTest
    @CsvSource({"internal_declines, 1000, 1100", "outbound_rings, 1000, 2000", "click_first_rings, 2000, 3000"})
    void ringsSinceItsChannelWasCreated(String recording, long atLeast, long atMost) {
        assertThat(recorded(recording).ringTime()).isBetween(atLeast, atMost);
    }

    private static AmiEvent waits(String uniqueid, int seconds) {
        return AmiEvent.of(
                "QueueEntry",
                TrackedCalls.fields(
                        "Queue=q",
                        "Position=1",
                        "Channel=PJSIP/" + uniqueid,
                        "Uniqueid=" + uniqueid,
                        "Linkedid=" + uniqueid,
                        "Wait=" + seconds),
                1,
                TrackedCalls.START);
    }

    /** The lists have times in whole seconds. */
    @Test
    void aCallIsNotShorterThanTheWaitInItsQueue() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(List.of(TrackedCalls.item("1.1", "1.1", "Duration=00:00:09")), calls.now, calls.now);
        calls.tracker.waiting(List.of(waits("1.1", 10)), calls.now);
        calls.after(2_000).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queueTime()).isEqualTo(12_000);
        assertThat(calls.only().duration()).isEqualTo(12_000);
        assertThat(calls.only().legs().get(0).startedAt())
                .isEqualTo(calls.only().startedAt());
    }

    /** Only the event of the queue is missing. */
    @Test
    void aWaitDoesNotBeginBeforeACallWhoseStartWasSeen() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").after(9_200);
        calls.tracker.gap();
        calls.tracker.waiting(List.of(waits("1.1", 10)), calls.now);
        calls.after(1_000).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queueTime()).isEqualTo(10_200);
        assertThat(calls.only().duration()).isEqualTo(10_200);
    }

    /** Extensions and contexts that the dialplan enters by itself say nothing about what the caller dialled. */
    @ParameterizedTest
    @CsvSource({
        "from-internal, 202, 202",
        "from-internal, s, ",
        "from-internal, s-CHANUNAVAIL, ",
        "macro-vm, vmx, ",
        "macro-hangupcall, h, "
    })
    void noNumberOfAMacroIsTheOneThatWasDialled(String context, String exten, String called) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(TrackedCalls.item("1.1", "1.1", "Context=" + context, "Exten=" + exten)), calls.now, calls.now);
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().calledNumber()).isEqualTo(called);
    }

    /** The list overtakes the events of the trunk, which has just hung up. */
    @Test
    void aCallWhoseFirstChannelIsReportedLaterBeganThere() {
        TrackedCalls calls = TrackedCalls.withTrunks(false);
        calls.tracker.channels(List.of(TrackedCalls.item("1.2", "trunk1")), calls.now, calls.now);
        calls.talking("trunk1", "1.2").after(1_000);
        calls.hangup("trunk1", "trunk1", 16).hangup("1.2", "trunk1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().direction()).isEqualTo(CallDirection.INBOUND);
        assertThat(calls.only().channel()).isEqualTo("PJSIP/trunk1");
    }

    /** Nobody but the dialplan is behind the Local channel, which then calls a phone. */
    @Test
    void aPhoneThatALocalChannelCallsIsNotTheCaller() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("l1", "l1", "Channel=Local/9@menu-1;1"),
                        TrackedCalls.item("l2", "l1", "Channel=Local/9@menu-1;2"),
                        TrackedCalls.item("p", "l1", "ChannelState=5")),
                calls.now,
                calls.now);
        calls.dial("DialEnd", "l1", "p", "l1", "DialStatus=ANSWER").after(1_000);
        calls.hangup("p", "l1", 16)
                .hangup("l2", "l1", 16)
                .hangup("l1", "l1", 16)
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().channel()).isEqualTo("Local/9@menu-1;1");
    }
}
