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
package io.github.camelami.examples.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import io.github.camelami.queue.QueueMember;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
    private long now = 1_000_000;
    private final Board board = new Board(() -> Instant.ofEpochMilli(now));

    @Test
    void aQueueIsKeptByItsNameUntilThePbxNoLongerHasIt() {
        board.queue(queue("sales").build());
        board.queue(queue("support").build());
        board.queue(queue("sales")
                .callers(List.of(caller(990_000), caller(980_000)))
                .members(List.of(member("sales", MemberState.PAUSED), member("sales", MemberState.PAUSED)))
                .build());
        assertThat(board.view().rows()).containsOnlyKeys("queue:sales", "queue:support");
        Row.Queue sales = (Row.Queue) board.view().rows().get("queue:sales");
        assertThat(sales.waiting()).isEqualTo(2);
        assertThat(sales.waitingSince()).isEqualTo(980_000);
        assertThat(sales.members()).isEqualTo(Map.of(MemberState.PAUSED, 2));
        assertThat(sales.serviceLevel()).isEqualTo(87.5);
        assertThat(((Row.Queue) board.view().rows().get("queue:support")).waitingSince())
                .isNull();

        board.queue(queue("sales").removed(true).build());
        assertThat(board.view().rows()).containsOnlyKeys("queue:support");
    }

    @Test
    void anAgentIsShownWhileItIsInAQueueOrLoggedIn() {
        board.agent(agent().queues(List.of(member("sales", MemberState.PAUSED))).build());
        assertThat(board.view().rows().get("agent:PJSIP/1"))
                .isEqualTo(new Row.Agent("Ann", MemberState.PAUSED, "lunch", 5, 3, List.of("sales")));
        board.agent(agent().change(AgentChange.LOGGED_OUT).build());
        assertThat(board.view().rows()).isEmpty();
        board.agent(agent().pool(true).channel("PJSIP/1-00000001").build());
        assertThat(board.view().rows()).hasSize(1);
    }

    @Test
    void aLostConnectionKeepsTheRows() {
        board.connected(Map.of("Server", "Asterisk"));
        board.queue(queue("sales").build());
        now += 500;
        board.disconnected();
        assertThat(board.view().pbx()).isEqualTo(new View.Pbx(false, 1_000_500, "Asterisk"));
        assertThat(board.view().rows()).hasSize(1);
    }

    @Test
    void afterALostConnectionTheRowsAreOldUntilTheyHaveBeenComparedWithThePbx() {
        board.connected(Map.of("Server", "Asterisk"));
        board.queue(queue("sales").build());
        board.disconnected();
        now += 500;
        board.connected(Map.of("Server", "Asterisk 2"));
        board.queue(queue("sales").change(QueueChange.CALLER_JOINED).build());
        board.queue(queue("sales").build());
        assertThat(board.view().pbx()).isEqualTo(new View.Pbx(false, 1_000_000, "Asterisk"));
        now += 500;
        board.queue(queue("sales").change(QueueChange.INTERVAL).at(now).build());
        assertThat(board.view().pbx()).isEqualTo(new View.Pbx(true, 1_001_000, "Asterisk 2"));
        // nor does a message that was on its way when the connection was lost
        board.disconnected();
        board.queue(queue("sales").build());
        assertThat(board.view().pbx().connected()).isFalse();
        // nothing is left that could be old
        board.connected(Map.of("Server", "Asterisk 3"));
        board.queue(queue("sales").removed(true).build());
        assertThat(board.view().pbx().connected()).isTrue();
    }

    /** With chosen queues: the agent goes on in others. */
    @Test
    void anAgentOfAPoolWhoLeavesTheQueuesOfThePageIsNotShown() {
        board.agent(agent().pool(true).channel("PJSIP/1-1").build());
        assertThat(board.view().rows()).hasSize(1);
        board.agent(agent().pool(true)
                .channel("PJSIP/1-1")
                .change(AgentChange.LOGGED_OUT)
                .build());
        assertThat(board.view().rows()).isEmpty();
    }

    @Test
    void theTimeIsThatOfThePbx() {
        board.queue(queue("sales").change(QueueChange.CALLER_ABANDONED).at(1).build());
        assertThat(board.now()).isEqualTo(now);
        board.queue(queue("sales").change(QueueChange.INTERVAL).at(now - 7_000).build());
        assertThat(board.now()).isEqualTo(now - 7_000);
    }

    @Test
    void aMessageThatChangesNothingOnThePageIsNoChange() {
        board.queue(queue("sales").build());
        View before = board.view();
        board.queue(queue("sales").change(QueueChange.INTERVAL).at(now).build());
        assertThat(board.view().changesSince(before)).isEmpty();
    }

    private static AmiQueue.Builder queue(String name) {
        return AmiQueue.builder()
                .name(name)
                .pbx("pbx")
                .change(QueueChange.RESYNCED)
                .figures(QueueFigures.builder()
                        .offered(9)
                        .answered(7)
                        .abandoned(1)
                        .timedOut(0)
                        .serviceLevel(87.5)
                        .serviceLevelTime(20)
                        .build());
    }

    private static QueueCaller caller(long since) {
        return QueueCaller.builder().id("1." + since).position(1).since(since).build();
    }

    private static QueueMember member(String queue, MemberState state) {
        return QueueMember.builder()
                .queue(queue)
                .name("Ann")
                .interfaceName("PJSIP/1")
                .state(state)
                .build();
    }

    private static AmiAgent.Builder agent() {
        return AmiAgent.builder()
                .id("PJSIP/1")
                .name("Ann")
                .pbx("pbx")
                .change(AgentChange.PAUSED)
                .state(MemberState.PAUSED)
                .pauseReason("lunch")
                .since(5)
                .callsTaken(3);
    }
}
