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
package io.github.camelami.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueMember;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentsTest {
    private static final long NOW = 1_000_000;

    private final Agents agents = new Agents(10);

    private static AmiQueue.Builder queue(QueueChange change, Long lastCallAt, MemberState... states) {
        List<QueueMember> members = Arrays.stream(states)
                .map(state -> QueueMember.builder()
                        .state(state)
                        .lastCallAt(lastCallAt)
                        .build())
                .toList();
        return AmiQueue.builder().name("campaign").change(change).at(NOW).members(members);
    }

    private static AmiQueue.Builder free(QueueChange change, int members) {
        MemberState[] states = new MemberState[members];
        Arrays.fill(states, MemberState.AVAILABLE);
        return queue(change, null, states);
    }

    private static QueueCaller.Builder caller(String callId) {
        return QueueCaller.builder().id(callId + ".1").callId(callId);
    }

    @Test
    void nobodyIsFreeBeforeTheQueueIsKnown() {
        assertThat(agents.isFree()).isFalse();
        agents.queue(free(QueueChange.MEMBER_STATE, 1).build());
        assertThat(agents.isFree()).isFalse();
        agents.queue(free(QueueChange.RESYNCED, 1).build());
        assertThat(agents.isFree()).isTrue();
        agents.unknown();
        assertThat(agents.isFree()).isFalse();
        agents.queue(free(QueueChange.MEMBER_STATE, 1).build());
        assertThat(agents.isFree()).isFalse();
        agents.queue(free(QueueChange.INTERVAL, 1).build());
        assertThat(agents.isFree()).isTrue();
        agents.queue(free(QueueChange.RESYNCED, 1).removed(true).build());
        assertThat(agents.isFree()).isFalse();
    }

    @Test
    void onlyWhoIsAvailableAndNotInWrapUpIsFree() {
        agents.queue(queue(QueueChange.RESYNCED, null, MemberState.PAUSED, MemberState.RINGING, MemberState.IN_CALL)
                .build());
        assertThat(agents.isFree()).isFalse();
        agents.queue(
                queue(QueueChange.INTERVAL, NOW - 9_999, MemberState.AVAILABLE).build());
        assertThat(agents.isFree()).isFalse();
        agents.queue(
                queue(QueueChange.INTERVAL, NOW - 10_000, MemberState.AVAILABLE).build());
        assertThat(agents.isFree()).isTrue();
    }

    @Test
    void anAgentIsNeededForEachCallThatNoneHasTaken() {
        agents.queue(free(QueueChange.RESYNCED, 2).build());
        agents.begin("campaign-1.1");
        assertThat(agents.isFree()).isTrue();
        agents.begin("campaign-2.1");
        assertThat(agents.isFree()).isFalse();
        agents.end("campaign-2.1");
        assertThat(agents.isFree()).isTrue();

        // one call waits, another waits that is not of the campaign
        agents.queue(free(QueueChange.CALLER_JOINED, 2)
                .callers(List.of(caller("campaign-1.1").build()))
                .build());
        assertThat(agents.isFree()).isTrue();
        agents.queue(free(QueueChange.CALLER_JOINED, 2)
                .callers(List.of(caller("campaign-1.1").build(), caller("7.1").build()))
                .build());
        assertThat(agents.isFree()).isFalse();
        agents.queue(free(QueueChange.MEMBER_CONNECTED, 2)
                .callers(List.of(caller("7.1").build()))
                .caller(caller("campaign-1.1").waitTime(900L).build())
                .build());
        assertThat(agents.isFree()).isTrue();
    }
}
