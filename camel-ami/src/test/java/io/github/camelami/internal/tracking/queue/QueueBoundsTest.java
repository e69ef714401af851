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
package io.github.camelami.internal.tracking.queue;

import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is beyond maxQueues, maxQueueMembers and maxQueueCallers. */
class QueueBoundsTest {

    private static TrackedQueues bounded(int queues, int members, int callers) {
        return new TrackedQueues(new QueueSettings(
                "pbx", name -> true, false, 0, List.of(), ZoneOffset.UTC, Duration.ZERO, queues, members, callers));
    }

    @SafeVarargs
    private static Map<String, String>[] items(int members, Map<String, String>... first) {
        List<Map<String, String>> items = new ArrayList<>(List.of(first));
        for (int i = 1; i <= members; i++) {
            items.add(listed("support", "PJSIP/" + i));
        }
        return items.toArray(first);
    }

    @Test
    void M3_eachMemberBeyondTheBoundCounts() {
        TrackedQueues two = bounded(1, 2, 1);
        two.list(items(10, params("support")));
        assertThat(two.tracker.omittedMembers()).isEqualTo(8);
        assertThat(two.last().omitted()).isEqualTo(8);
        two.list(items(10, params("support")));
        assertThat(two.tracker.omittedMembers()).isEqualTo(8);
        two.member("QueueMemberAdded", "support", "PJSIP/11");
        two.member("QueueMemberStatus", "support", "PJSIP/11");
        two.member("QueueMemberStatus", "support", "PJSIP/10");
        assertThat(two.tracker.omittedMembers()).isEqualTo(9);
        two.member("QueueMemberRemoved", "support", "PJSIP/11");
        assertThat(two.tracker.omittedMembers()).isEqualTo(8);
        two.list(items(2, params("support")));
        assertThat(two.tracker.omittedMembers()).isZero();
    }

    @Test
    void M3_eachQueueBeyondTheBoundCounts() {
        TrackedQueues one = bounded(1, 1, 1);
        one.list(params("support"), params("q1"), params("q2"), params("q3"), params("q4"));
        assertThat(one.tracker.omittedQueues()).isEqualTo(4);
        one.member("QueueMemberAdded", "q3", "PJSIP/1");
        assertThat(one.tracker.omittedQueues()).isEqualTo(4);
        one.list(params("support"), params("q1"));
        assertThat(one.tracker.omittedQueues()).isEqualTo(1);
    }

    @Test
    void M3_callersBeyondTheBoundAreWaitingForTheMetersToo() {
        TrackedQueues one = bounded(1, 1, 1);
        one.list(params("support")).join("1.1", 1).join("1.2", 2).join("1.3", 3);
        assertThat(one.tracker.readings().get(0).waiting()).isEqualTo(3);
        one.leave("1.3", 3);
        assertThat(one.tracker.readings().get(0).waiting()).isEqualTo(2);
    }

    /** Otherwise each of its calls would have the PBX list all queues. */
    @Test
    void M3_theCallsOfAnOmittedMemberRequestNoComparison() {
        TrackedQueues one = bounded(1, 1, 10);
        one.list(items(2, params("support")));
        one.tracker.wantsLook();
        one.join("1.1", 1).offer("AgentCalled", "1.1", "PJSIP/2").leave("1.1", 1);
        one.offer("AgentConnect", "1.1", "PJSIP/2").complete("1.1", "PJSIP/2");
        assertThat(one.tracker.wantsLook()).isFalse();
        one.list(items(1, params("support"))).offer("AgentCalled", "1.2", "PJSIP/3");
        assertThat(one.tracker.wantsLook()).as("nobody is omitted any more").isTrue();
    }
}
