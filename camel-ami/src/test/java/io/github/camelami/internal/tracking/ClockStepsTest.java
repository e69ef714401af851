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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the PBX, or of this machine, is set while calls go on. */
class ClockStepsTest {

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, 3_600_000})
    void L3_aStepDelaysNoCallByMoreThanItsGrace(long step) {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .after(1_000)
                .hangup("a", "a", 16)
                .after(100);
        calls.now += step;
        calls.channel("b", "b", "PJSIP/b").after(1_000).hangup("b", "b", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("a", "b");
        assertThat(calls.out).extracting(AmiCall::duration).containsExactly(1_000L, 1_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, 3_600_000})
    void L3_eventsThatNeverCeaseLetTheGraceEndAfterAStep(long step) {
        TrackedCalls calls =
                TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(1_000).hangup("a", "a", 16);
        calls.now += step;
        for (int i = 0; i < 20; i++) {
            calls.now += 100;
            calls.channel("c" + i, "c" + i, "PJSIP/c" + i);
        }
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("a");
    }

    @org.junit.jupiter.api.Test
    void L3_eventsThatAreALittleOutOfOrderDoNotHurryTheGrace() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").hangup("a", "a", 16);
        for (int i = 0; i < 1_000; i++) {
            calls.now += i % 2 == 0 ? 5 : -4;
            calls.channel("c" + i, "c" + i, "PJSIP/c" + i);
        }
        assertThat(calls.out).as("after half a second").isEmpty();
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("a");
    }
}
