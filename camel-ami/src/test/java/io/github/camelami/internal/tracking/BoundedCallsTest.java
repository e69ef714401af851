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
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.Leg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is left of a call that was given out because of the bound, and what several phones did is told of each. */
class BoundedCallsTest {

    @Test
    void aCallThatTalksIsGivenOutWholeAndNothingOfItIsLeft() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).talking("1.1", "1.2").after(2_000);
        calls.channel("2.1", "2.1", "PJSIP/2.1");
        AmiCall cut = calls.only();
        assertThat(cut.end()).isEqualTo(CallEnd.LIMIT);
        assertThat(cut.legs()).extracting(Leg::endedAt).doesNotContainNull();
        assertThat(cut.talkTime()).isEqualTo(cut.legs().get(0).talkTime());
        // what comes of it later concerns no call
        calls.leave("bridge-1.1", "1.1", "1.1").hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16);
        calls.hangup("2.1", "2.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("1.1", "2.1");
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    /** A call that goes on may still be answered. */
    @ParameterizedTest
    @ValueSource(strings = {"rings", "waits in a queue", "rings after the PBX has answered", "hears a menu"})
    void theResultOfACallThatNobodyHasAnsweredYetIsUnknown(String situation) {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).channel("1.1", "1.1", "PJSIP/1.1");
        if (!situation.equals("rings")) {
            calls.state("1.1", "1.1", 6);
        }
        if (situation.equals("waits in a queue")) {
            calls.of("QueueCallerJoin", "1.1", "1.1", "PJSIP/1.1", "Queue=support", "Position=1");
        } else if (situation.startsWith("rings")) {
            calls.phone("1.2", "1.1").dial("DialBegin", "1.1", "1.2", "1.1").state("1.2", "1.1", 5);
        }
        calls.after(3_000).channel("2.1", "2.1", "PJSIP/2.1");
        AmiCall cut = calls.only();
        assertThat(cut.end()).isEqualTo(CallEnd.LIMIT);
        assertThat(cut.disposition()).isNull();
        assertThat(cut.missed()).isFalse();
        assertThat(cut.queues()).allSatisfy(visit -> {
            assertThat(visit.outcome()).isNull();
            assertThat(visit.leftAt()).isNull();
            assertThat(visit.waitTime()).isEqualTo(3_000);
        });
    }

    @Test
    void ofThreePhonesTheOneThatAnsweredIsTheCalledOne() {
        TrackedCalls calls = TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1");
        for (String phone : new String[] {"1.2", "1.3", "1.4"}) {
            calls.phone(phone, "1.1");
            calls.dial("DialBegin", "1.1", phone, "1.1", "DialString=" + phone.charAt(2), "DestCallerIDName=N" + phone);
        }
        calls.after(1_000);
        calls.dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=CANCEL");
        calls.dial("DialEnd", "1.1", "1.3", "1.1", "DialStatus=ANSWER");
        calls.dial("DialEnd", "1.1", "1.4", "1.1", "Forward=");
        calls.hangup("1.2", "1.1", 26).hangup("1.4", "1.1", 26);
        calls.enter("b", "1.1", "1.1").enter("b", "1.3", "1.1").after(1_000);
        calls.hangup("1.3", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.calledName()).isEqualTo("N1.3");
        assertThat(call.answeredBy()).isEqualTo("3");
        assertThat(call.legs()).extracting(Leg::dialStatus).containsExactly(null, "CANCEL", "ANSWER", null);
    }
}
