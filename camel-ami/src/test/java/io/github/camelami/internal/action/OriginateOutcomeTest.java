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
package io.github.camelami.internal.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.FailureReason;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginateOutcomeTest {
    private static final String DOWN = "0";
    private static final String RINGING = "5";
    private static final String UP = "6";

    /** The events of Asterisk 22 with FreePBX's way to refuse a call: congestion, for whatever reason. */
    @ParameterizedTest
    @CsvSource({
        "8, 5, 0, NO_ANSWER",
        "8, 5, 21, NO_ANSWER",
        "8, 0, 17, BUSY",
        "8, 5, 17, BUSY",
        "8, 0, 1, FAILED",
        "8, 0, 34, CONGESTION",
        "8, 0, 0, CONGESTION",
        "0, 5, 0, NO_ANSWER",
        "0, 0, 17, BUSY",
        "5, 5, 0, BUSY",
        "3, 0, 17, NO_ANSWER"
    })
    void C11_behindALocalChannelThePhoneSaysWhatTheOutcomeIs(
            String reason, String state, String cause, OriginateOutcome outcome) {
        assertThat(OriginateOutcome.of(
                        response(reason), List.of(phone("2", state, cause), half(1, "0"), half(2, "34"))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 0, 17, BUSY", "0, 17, 5, 0, NO_ANSWER"})
    void C11_ofSeveralPhonesTheLastOneCounts(
            String state, String cause, String lastState, String lastCause, OriginateOutcome outcome) {
        List<AmiEvent> hangups =
                List.of(phone("2", state, cause), phone("3", lastState, lastCause), half(1, "0"), half(2, "34"));
        assertThat(OriginateOutcome.of(response("8"), hangups)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1, NO_SUCH_NUMBER", "27, NOT_REACHABLE", "0, CONGESTED"})
    void C11_theReasonIsThatOfThePhone(String cause, FailureReason reason) {
        assertThat(OriginateOutcome.reason(List.of(phone("2", DOWN, cause), half(1, "0"), half(2, "34"))))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"8, CONGESTION", "0, CONGESTION"})
    void C11_withoutAPhoneTheDialplanSaysIt(String reason, OriginateOutcome outcome) {
        assertThat(OriginateOutcome.of(response(reason), List.of(half(1, "0"), half(2, "34"))))
                .isEqualTo(outcome);
        assertThat(OriginateOutcome.of(response(reason), List.of(phone("2", UP, "17"), half(1, "0"), half(2, "34"))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"8, 5, 0, CONGESTION", "0, 5, 0, NO_ANSWER", "0, 0, 17, BUSY", "0, 0, 0, FAILED"})
    void C11_aPhoneThatIsCalledDirectlyIsTheFirstChannel(
            String reason, String state, String cause, OriginateOutcome outcome) {
        assertThat(OriginateOutcome.of(response(reason), List.of(phone("1", state, cause))))
                .isEqualTo(outcome);
    }

    private static AmiEvent response(String reason) {
        return AmiEvent.of("OriginateResponse", Map.of("Response", "Failure", "Reason", reason), 1, 0);
    }

    private static AmiEvent phone(String uniqueid, String state, String cause) {
        return hangup("PJSIP/202-0" + uniqueid, uniqueid, state, cause);
    }

    /** The first half of the Local channel is the first channel of the call. */
    private static AmiEvent half(int half, String cause) {
        return hangup("Local/202@from-internal-01;" + half, half == 1 ? "1" : "1.2", RINGING, cause);
    }

    private static AmiEvent hangup(String channel, String uniqueid, String state, String cause) {
        return AmiEvent.of(
                "Hangup",
                Map.of(
                        "Channel",
                        channel,
                        "Uniqueid",
                        uniqueid,
                        "Linkedid",
                        "1",
                        "ChannelState",
                        state,
                        "Cause",
                        cause),
                1,
                0);
    }
}
