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
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Parking;
import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of phones that transfer, park and page: composed as Asterisk would send them, each a single call to a person. */
class ComposedCallsTest {

    private static AmiCall only(String composed) {
        assertThat(TrackedCalls.of(TrackedCalls.recorded("composed/" + composed)))
                .as("calls")
                .hasSize(1);
        return TrackedCalls.of(TrackedCalls.recorded("composed/" + composed)).get(0);
    }

    private static Transfer transfer(AmiCall call) {
        assertThat(call.transfers()).hasSize(1);
        return call.transfers().get(0);
    }

    /** The transferer has gone while the target rings; the party waits for it and keeps its Linkedid. */
    @ParameterizedTest
    @CsvSource({
        "ringing_nobody, NO_ANSWER, 8203, PBX",
        "ringing_caller_gives_up, CANCELLED, 8203, CALLER",
        "ringing_busy_voicemail, BUSY, 8203, CALLER",
        "ringing_group_nobody, NO_ANSWER, 600, PBX",
        "ringing_group_answered, ANSWERED, 600, CALLED",
        "ringing_by_group_member_gives_up, CANCELLED, 8203, CALLER",
        "ringing_by_group_member_answered, ANSWERED, 8203, CALLED",
        "ringing_group_voicemail, NO_ANSWER, 600, CALLER",
        "queue_voicemail, NO_ANSWER, 8400, CALLER"
    })
    void L1_whatRingsForAnAttendedTransferIsOfItsCall(
            String composed, TransferOutcome outcome, String to, HungUpBy by) {
        AmiCall call = only(composed);
        assertThat(transfer(call).outcome()).isEqualTo(outcome);
        assertThat(transfer(call).to()).isEqualTo(to);
        assertThat(call.aliases()).as("the call to the target").hasSize(1);
        assertThat(call.answeredBy()).isEqualTo("8202");
        assertThat(call.missed()).isFalse();
        assertThat(call.hungUpBy()).isEqualTo(by);
    }

    @ParameterizedTest
    @ValueSource(strings = {"met_group_member", "met_group_member_two_ids"})
    void L1_aTargetBehindALocalChannelHasAnsweredAndMayHangUp(String composed) {
        AmiCall call = only(composed);
        assertThat(transfer(call).outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(transfer(call).to()).isEqualTo("600");
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** Behind a Local channel; where the PBX named no target, whom the transferer's other channel had dialled. */
    @ParameterizedTest
    @CsvSource({"met_by_caller, 8203, 01761111, CALLED", "met_optimised, 600, 8202, CALLER"})
    void L1_aTargetThatTheEventDoesNotNameHasAnswered(String composed, String to, String answeredBy, HungUpBy by) {
        AmiCall call = only(composed);
        assertThat(transfer(call).outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(transfer(call).to()).isEqualTo(to);
        assertThat(call.answeredBy()).isEqualTo(answeredBy);
        assertThat(call.hungUpBy()).isEqualTo(by);
    }

    /** By a feature code the transferer asks with its only channel, by a Local channel that nothing is told to dial. */
    @ParameterizedTest
    @CsvSource({
        "feature_met, ANSWERED, PJSIP/trunk1-00000001",
        "feature_met_by_caller, ANSWERED, PJSIP/trunk1-2",
        "feature_met_by_agent, ANSWERED, PJSIP/trunk1-00000001",
        "feature_met_optimised, ANSWERED, PJSIP/trunk1-00000001",
        "feature_ringing_answered, ANSWERED, PJSIP/trunk1-00000001",
        "feature_ringing_given_up, CANCELLED, PJSIP/trunk1-00000001"
    })
    void L1_aTransferByFeatureCodeHasItsNumberAndOutcome(String composed, TransferOutcome outcome, String who) {
        Transfer transfer = transfer(only(composed));
        assertThat(transfer.outcome()).isEqualTo(outcome);
        assertThat(transfer.to()).isEqualTo("8203");
        assertThat(transfer.who()).isEqualTo(who);
    }

    /** The phone rings in vain, and its voicemail answers the Local channel; without a phone there is no outcome. */
    @ParameterizedTest
    @CsvSource({"blind_voicemail, NO_ANSWER", "blind_to_no_phone,"})
    void L1_aTransferToAVoicemailIsThatToThePhoneBeforeIt(String composed, TransferOutcome outcome) {
        assertThat(transfer(only(composed)).outcome()).isEqualTo(outcome);
    }

    /** The Local channel of the caller is where the target is when the transfer is told. */
    @Test
    void L1_whoIsTransferredIsTheCallerNotTheTarget() {
        AmiCall call = only("../freepbx/s50_queue_agent_attended_transfer");
        assertThat(transfer(call).who()).isEqualTo(call.channel());
    }

    /** An agent of AgentLogin has a call of its own; Asterisk gives its Linkedid to whoever it talks to. */
    @ParameterizedTest
    @CsvSource({
        "pool_agent_blind, ANSWERED, CALLED, 2",
        "pool_agent_met, ANSWERED, CALLER, 2",
        "pool_agent_ringing, NO_ANSWER, PBX, 2"
    })
    void L1_whatAPoolAgentTransfersIsTheCallersCall(String composed, TransferOutcome outcome, HungUpBy by, int calls) {
        List<AmiCall> all = TrackedCalls.of(TrackedCalls.recorded("composed/" + composed));
        assertThat(all).hasSize(calls);
        AmiCall ofAgent = all.stream()
                .filter(each -> "*4488".equals(each.calledNumber()))
                .findFirst()
                .orElseThrow();
        AmiCall call = all.get(1 - all.indexOf(ofAgent));
        assertThat(ofAgent.transfers()).isEmpty();
        assertThat(ofAgent.aliases()).isEmpty();
        assertThat(call.callerNumber()).isEqualTo("01761111");
        assertThat(call.answeredBy()).isEqualTo("8205");
        assertThat(transfer(call).who()).isEqualTo(call.channel());
        assertThat(transfer(call).to()).isEqualTo("8203");
        assertThat(transfer(call).outcome()).isEqualTo(outcome);
        assertThat(call.hungUpBy()).isEqualTo(by);
    }

    @ParameterizedTest
    @CsvSource({"queue_answered, CONNECTED, ANSWERED, 8205", "queue_abandoned, ABANDONED, CANCELLED,"})
    void L1_whoTakesThePlaceOfTheTransfererInAQueueHasItsVisit(
            String composed, QueueOutcome queue, TransferOutcome outcome, String agent) {
        AmiCall call = only(composed);
        assertThat(call.queues()).hasSize(1);
        QueueVisit visit = call.queues().get(0);
        assertThat(visit.outcome()).isEqualTo(queue);
        assertThat(visit.agentNumber()).isEqualTo(agent);
        assertThat(transfer(call).outcome()).isEqualTo(outcome);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }

    /** The target does not answer, or there is none but a parking lot; the transferer is called back, and answers. */
    @ParameterizedTest
    @CsvSource({"blind_returns, NO_ANSWER, 8203", "blind_to_parking_returns,, 70"})
    void L1_aTransfererWhoIsCalledBackIsNotTheTarget(String composed, TransferOutcome outcome, String to) {
        AmiCall call = only(composed);
        assertThat(transfer(call).outcome()).isEqualTo(outcome);
        assertThat(transfer(call).to()).isEqualTo(to);
        assertThat(call.legs()).last().satisfies(leg -> assertThat(leg.number()).isEqualTo("8202"));
    }

    /** The conference ends with the one that pages, in whatever order the phones leave it. */
    @ParameterizedTest
    @ValueSource(strings = {"page_three", "page_all_leave_first", "page_by_local", "page_by_local_one_leaves"})
    void L1_nobodyAnswersAPageAndWhoPagesEndsIt(String composed) {
        AmiCall call = only(composed);
        assertThat(call.answeredBy()).isNull();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(call.legs()).hasSizeGreaterThan(2);
    }

    @Test
    void L1_whoIsParkedAndGivesUpHasHungUpNotWhoParked() {
        AmiCall call = only("parked_called_gives_up");
        assertThat(call.parkings()).extracting(Parking::outcome).containsExactly(ParkingOutcome.GIVEN_UP);
        assertThat(call.callerNumber()).as("who parked").isEqualTo("8201");
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** A phone lets one wait for a caller who comes later, and transfers that one to the first. */
    @Test
    void L1_whoCalledIsTheTransferredOneThoughTheCallToTheTargetIsOlder() {
        AmiCall call = only("older_consultation");
        assertThat(call.callerNumber()).isEqualTo("01761111");
        assertThat(call.calledNumber()).isEqualTo("4930555102");
        assertThat(call.answeredBy()).isEqualTo("8202");
        assertThat(call.answeredAt() - call.startedAt())
                .as("when the caller was answered")
                .isEqualTo(11_024);
        assertThat(call.ringTime()).isEqualTo(4_008);
        assertThat(transfer(call).outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }
}
