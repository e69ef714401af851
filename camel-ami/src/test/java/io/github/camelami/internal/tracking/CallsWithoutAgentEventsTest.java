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
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a caller in a queue to a user who lacks the class agent in read. */
class CallsWithoutAgentEventsTest {

    @ParameterizedTest
    @CsvSource({
        "s13_queue_caller_abandons, CANCELLED, true",
        "s44_queue_timeup_hangup, NO_ANSWER, true",
        "s47_queue_nobody_logged_in_then_hang, ANSWERED_BY_PBX, false"
    })
    void aCallThatEndedInAQueueHasTheResultOfItsPhones(String recording, String disposition, boolean missed) {
        TrackedCalls calls = TrackedCalls.calls();
        TrackedCalls.recorded("freepbx/" + recording).stream()
                .filter(event ->
                        !event.name().startsWith("Queue") && !event.name().startsWith("Agent"))
                .forEach(calls.tracker::event);
        calls.after(60_000);

        AmiCall call = calls.out.get(0);
        assertThat(call.queues()).isEmpty();
        assertThat(call.disposition()).hasToString(disposition);
        assertThat(call.missed()).isEqualTo(missed);
    }
}
