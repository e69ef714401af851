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
import io.github.camelami.call.CallState;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueVisit;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Situations of a telephone system: how each call comes out, and what is told of it as it goes on. */
class CallSituationsTest {

    private static List<AmiCall> played(String recording, boolean progress) {
        TrackedCalls calls = TrackedCalls.withTrunks(progress);
        TrackedCalls.recorded(recording).forEach(calls.tracker::event);
        calls.after(Duration.ofDays(1).toMillis());
        return calls.out;
    }

    private static AmiCall call(String situation) {
        return played("situations/" + situation, false).get(0);
    }

    private static String toldOf(String situation) {
        return played("situations/" + situation, true).stream()
                .map(call -> call.state() + (call.ringingNumber() == null ? "" : " " + call.ringingNumber()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource({
        // the voicemail of a phone behind a Local channel is no answer of the phone
        "forwarded_to_voicemail, ANSWERED_BY_PBX, true, INTERNAL, 8202, ''",
        "queue_member_voicemail, ANSWERED_BY_PBX, true, INBOUND, 4930555100, CONNECTED",
        // who waits in a queue by a Local channel is the one behind it
        "transferred_to_queue_abandoned, ANSWERED, false, INBOUND, 4930555100, CONNECTED ABANDONED",
        "forwarded_to_queue_abandoned, ABANDONED, true, INTERNAL, 8202, ABANDONED",
        "forwarded_to_queue_answered, ANSWERED, false, INTERNAL, 8202, CONNECTED",
        "callback_to_queue_abandoned, ABANDONED, true, OUTBOUND, 8400, ABANDONED",
        "callback_to_queue_answered, ANSWERED, false, OUTBOUND, 8400, CONNECTED",
        // an agent who has picked up hears an announcement before the queue connects the caller
        "queue_announcement_member_by_local, ABANDONED, true, INBOUND, 4930555100, ABANDONED",
        "queue_announcement_agent_leaves, ABANDONED, true, INBOUND, 4930555100, ABANDONED",
        "queue_announcement_given_up, ABANDONED, true, INBOUND, 4930555100, ABANDONED",
        "queue_announcement_connected, ANSWERED, false, INBOUND, 4930555100, CONNECTED",
        // a trunk that rings in vain is not where the call went
        "group_with_mobile_in_vain, NO_ANSWER, true, INBOUND, 4930555100, ''",
        "forwarded_to_mobile_in_vain, ANSWERED_BY_PBX, true, INBOUND, 4930555102, ''",
        "followme_answered_at_the_desk, ANSWERED, false, INTERNAL, 8202, ''",
        "followme_mobile_declines, ANSWERED, false, TRANSIT, 4930555102, ''",
        // nor is a mobile that picked up and was not connected
        "mobile_picks_up_late, ANSWERED, false, INBOUND, 4930555102, ''",
        "mobile_picks_up_late_directly, ANSWERED, false, INBOUND, 4930555102, ''",
        "queue_mobile_unconfirmed, ANSWERED, false, INBOUND, 4930555100, CONNECTED",
        "click_two_devices, FAILED, true, OUTBOUND, 9999, ''",
        // a ringing call that the PBX takes elsewhere was not cancelled by its caller
        "fax_while_ringing, ANSWERED_BY_PBX, true, INBOUND, 4930555109, ''",
        "ringing_call_sent_to_voicemail, ANSWERED_BY_PBX, true, INBOUND, 4930555100, ''",
        // what the PBX calls first is not what was wanted
        "wakeup, ANSWERED_BY_PBX, false, INTERNAL, , ''",
        "wakeup_in_vain, NO_ANSWER, true, INTERNAL, , ''",
        "wakeup_busy_voicemail, ANSWERED_BY_PBX, true, INTERNAL, , ''",
        "wakeup_in_vain_voicemail, ANSWERED_BY_PBX, true, INTERNAL, , ''",
        "originate_failed_early, FAILED, true, INTERNAL, 8002, ''",
        "originate_failed_late, FAILED, true, INTERNAL, 8002, ''",
        "click_own_voicemail, ANSWERED_BY_PBX, true, OUTBOUND, 901761111, ''",
        "click_own_voicemail_answered, ANSWERED_BY_PBX, true, INTERNAL, 8202, ''",
        "click_then_voicemail, ANSWERED_BY_PBX, true, INTERNAL, 8202, ''",
    })
    void L1_aSituationComesOutAsAPersonTellsIt(
            String situation, String disposition, boolean missed, String direction, String called, String queues) {
        AmiCall call = call(situation);
        assertThat(call.disposition()).hasToString(disposition);
        assertThat(call.missed()).as("missed").isEqualTo(missed);
        assertThat(call.direction()).hasToString(direction);
        assertThat(call.calledNumber()).isEqualTo(called);
        assertThat(call.queues().stream().map(QueueVisit::outcome).map(Enum::name))
                .isEqualTo(queues.isEmpty() ? List.of() : List.of(queues.split(" ")));
    }

    /** Its own phone rang in vain, and its voicemail heard the one that was called. */
    @ParameterizedTest
    @ValueSource(strings = {"click_own_voicemail", "click_own_voicemail_answered"})
    void L1_whoIsCalledForAVoicemailMayHangUp(String situation) {
        assertThat(call(situation).hungUpBy()).isEqualTo(HungUpBy.CALLED);
        assertThat(call(situation).talkTime()).isZero();
    }

    /** The queue counts the message as talk of its member; nobody talked. */
    @Test
    void theTalkOfAMemberIsNotThatOfItsVoicemail() {
        QueueVisit visit = call("queue_member_voicemail").queues().get(0);
        assertThat(visit.agentNumber()).isEqualTo("8202");
        assertThat(visit.talkTime()).isZero();
        assertThat(call("queue_announcement_connected").queues().get(0).talkTime())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forwarded_to_voicemail | STARTED, RINGING 8203, RINGING_ENDED 8203, ANSWERED_BY_PBX, ENDED",
                "menu_then_long_voicemail | STARTED, ANSWERED_BY_PBX, RINGING 8202, RINGING_ENDED 8202, ENDED",
                "blind_transfer_returns | STARTED, RINGING 8202, ANSWERED, TRANSFERRED, RINGING 8203, RINGING_ENDED 8203,"
                        + " RINGING 8202, RINGING_ENDED 8202, ENDED",
                "caller_transfers | STARTED, RINGING 01761111, ANSWERED, TRANSFERRED, RINGING 8203, RINGING_ENDED 8203,"
                        + " ENDED",
                "park_timeout_returns | STARTED, RINGING 8202, ANSWERED, TRANSFERRED, PARKED, UNPARKED, RINGING 8202,"
                        + " RINGING_ENDED 8202, ENDED",
                "followme_mobile_declines | STARTED, RINGING 8202, RINGING 01715, RINGING 01716, RINGING_ENDED 8202,"
                        + " RINGING_ENDED 01715, ANSWERED, ENDED",
                "click_then_voicemail | STARTED, RINGING 8201, RINGING_ENDED 8201, ANSWERED_BY_PBX, RINGING 8202,"
                        + " RINGING_ENDED 8202, ENDED",
                "queue_announcement_agent_leaves | STARTED, ANSWERED_BY_PBX, QUEUED, RINGING 8201, RINGING_ENDED 8201,"
                        + " ENDED",
                "queue_announcement_connected | STARTED, ANSWERED_BY_PBX, QUEUED, RINGING 8201, ANSWERED, ENDED",
            })
    void L1_aPhoneThatRangIsToldToRingNoMore(String situation, String told) {
        assertThat(toldOf(situation)).isEqualTo(told);
    }

    static Stream<String> recordings() throws IOException, URISyntaxException {
        List<String> names = new ArrayList<>();
        for (String folder : List.of("", "freepbx/", "vain/", "situations/", "queues/")) {
            Path path = Path.of(
                    CallSituationsTest.class.getResource("/calls/" + folder).toURI());
            try (Stream<Path> files = Files.list(path)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".txt"))
                        .forEach(name -> names.add(folder + name.substring(0, name.length() - 4)));
            }
        }
        return names.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void L1_eachPhoneThatRingsStopsOnceOrIsTheOneThatAnswers(String recording) {
        List<String> ringing = new ArrayList<>();
        for (AmiCall call : played(recording, true)) {
            if (call.state() == CallState.RINGING) {
                assertThat(ringing).doesNotContain(call.ringingChannel());
                ringing.add(call.ringingChannel());
            } else if (call.state() == CallState.RINGING_ENDED) {
                assertThat(ringing).contains(call.ringingChannel());
                ringing.remove(call.ringingChannel());
            } else if (call.state() == CallState.ANSWERED) {
                call.legs().stream()
                        .filter(leg -> leg.number() != null && leg.number().equals(call.answeredBy()))
                        .filter(leg -> leg.answeredAt() != null)
                        .forEach(leg -> ringing.remove(leg.channel()));
            }
        }
        assertThat(ringing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void L1_theCalledNumberIsRightFromTheFirstMessageOrNotGiven(String recording) {
        List<AmiCall> told = played(recording, true);
        for (AmiCall call : told) {
            told.stream()
                    .filter(other -> other.id().equals(call.id()) && other.state() == CallState.ENDED)
                    .filter(ended -> ended.aliases().isEmpty())
                    .forEach(ended -> assertThat(call.calledNumber())
                            .as(call.state().name())
                            .isIn(null, ended.calledNumber()));
        }
    }
}
