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
package io.github.camelami.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.kafka.connect.KeptSessions.TaskSessions;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KeptSessionsTest {
    @AutoClose
    private final SimulatedPbx pbx = SimulatedPbx.start();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeptSessions kept = new KeptSessions(nanos::get);

    private ConnectorSettings settings(int task) {
        return new ConnectorSettings(Map.of(
                "topic", "t",
                "task.number", Integer.toString(task),
                "task.connections", "berlin",
                "host", pbx.host(),
                "port", Integer.toString(pbx.port()),
                "username", "admin",
                "secret", "secret",
                "session.linger.ms", "300"));
    }

    private TaskSessions open() {
        TaskSessions task = kept.open(settings(0), Map.of());
        await().until(() -> pbx.sessions() == 1);
        kept.polled(task);
        return task;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** The PBX answers Logoff before it ends the session. */
    private void assertLoggedOff(int sessions) {
        assertThat(pbx.received("Logoff")).hasSize(sessions);
    }

    @Test
    void sessionsOfAWorkerThatWasHaltedEndAtOnceBecauseAnotherMayHaveThem() {
        TaskSessions task = open();
        pass(Duration.ofSeconds(20));
        kept.polled(task);
        kept.leave(task, true);
        assertLoggedOff(1);
    }

    @Test
    void sessionsOfAWorkerThatWasHaltedLongAgoStay() {
        TaskSessions task = open();
        pass(Duration.ofSeconds(20));
        kept.polled(task);
        for (int i = 0; i < 61; i++) {
            pass(Duration.ofSeconds(1));
            kept.polled(task);
        }
        kept.leave(task, true);
        assertThat(pbx.sessions()).isEqualTo(1);
        await().until(() -> pbx.sessions() == 0);
    }

    @Test
    void aTaskWhosePredecessorIsStuckHasSessionsOfItsOwn() {
        TaskSessions stuck = open();
        TaskSessions next = open();
        assertThat(next).isNotSameAs(stuck);
        assertThat(pbx.logins()).isEqualTo(2);
        assertLoggedOff(1);

        kept.leave(stuck, true);
        assertLoggedOff(1);
        kept.leave(next, false);
        assertLoggedOff(2);
    }

    @Test
    void sessionsOfATaskThatHasNotPolledForLongEndAtOnceBecauseAnotherMayHaveThem() {
        TaskSessions task = open();
        pass(Duration.ofSeconds(20));
        kept.leave(task, true);
        assertLoggedOff(1);
    }

    @Test
    void sessionsOfATaskEndAtOnceIfItIsUnknownWhetherAnotherTaskStopsToo() {
        TaskSessions task = open();
        TaskSessions paused = kept.open(settings(1), Map.of());
        await().until(() -> pbx.sessions() == 2);
        kept.leave(task, true);
        assertLoggedOff(1);
        kept.leave(paused, false);
    }
}
