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

import io.github.camelami.AmiConstants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RestartedTaskTest extends TaskOfTwoPbxes {
    @Test
    void afterAStopTheGapFromTheStoredOffsetPrecedesAllEvents() {
        AmiSourceTask first = startLoggedIn();
        berlin.emit(numbered(1));
        SourceRecord last = poll(first, 1).get(0);
        first.stop();
        berlin.emit(numbered(2));

        AmiSourceTask second = startLoggedInWithGaps();
        berlin.emit(numbered(3));
        SourceRecord next = poll(second, 1).get(0);

        assertThat(field(next, "Number")).isEqualTo("3");
        SourceRecord gap = gaps.get("berlin");
        assertThat(Instant.parse((String) field(gap, "From")).toEpochMilli())
                .isEqualTo(last.sourceOffset().get("time"));
        assertThat(Instant.parse((String) field(gap, "To"))).isBeforeOrEqualTo(Instant.now());
        assertThat(((Map<?, ?>) gap.value()).keySet().stream().map(Object::toString))
                .containsExactly("Event", "Epoch", "From", "To", "Dropped", "Reason", "Restarted");
        assertThat(field(gap, "Dropped")).isEqualTo("unknown");
        assertThat(field(gap, "Reason")).isEqualTo("stopped");
        assertThat(field(gap, "Restarted")).isEqualTo("false");
        assertThat(gap.key()).isEqualTo(Map.of("pbx", "berlin"));
        // epochs go on
        assertThat(next.sourceOffset().get("epoch")).isEqualTo(2L);
        assertThat(gap.headers().lastWithName(AmiConstants.EPOCH).value()).isEqualTo(2L);
    }

    @Test
    void theSessionsGoOnIfAllTasksOfTheConnectorStartAgain() throws Exception {
        options.put("session.linger.ms", "30000");
        AmiSourceTask first = startLoggedIn();
        berlin.emit(numbered(1));
        poll(first, 1);
        first.stop();
        berlin.emit(numbered(2));

        AmiSourceTask second = start(Map.of());
        berlin.emit(numbered(3));
        List<SourceRecord> records = poll(second, 2);

        assertThat(records).extracting(record -> field(record, "Number")).containsExactly("2", "3");
        assertThat(berlin.logins()).isEqualTo(1);
    }

    @Test
    void aPbxThatTheConfigurationAddsOrRemovesLeavesTheOthersLoggedIn() {
        options.put("session.linger.ms", "30000");
        options.put("connections", "berlin");
        AmiSourceTask first = start(Map.of());
        poll(first, 1);
        first.stop();

        options.put("connections", "berlin,paris");
        AmiSourceTask second = start(Map.of());
        assertThat(poll(second, 1).get(0).sourcePartition()).isEqualTo(Map.of("pbx", "paris"));
        second.stop();

        options.put("connections", "paris");
        AmiSourceTask third = start(Map.of());
        paris.emit(numbered(1));
        poll(third, 1);
        assertThat(berlin.received("Logoff")).hasSize(1);
        assertThat(berlin.logins()).isEqualTo(1);
        assertThat(paris.logins()).isEqualTo(1);
    }

    @Test
    void aTaskThatStopsWhileAnotherGoesOnLogsOffAtOnce() throws Exception {
        options.put("session.linger.ms", "30000");
        AmiSourceConnector connector = new AmiSourceConnector();
        connector.start(options);
        List<AmiSourceTask> tasks = new ArrayList<>();
        for (Map<String, String> share : connector.taskConfigs(2)) {
            AmiSourceTask task = new AmiSourceTask();
            task.initialize(new StoredOffsets(offsets));
            task.start(share);
            running.add(task);
            tasks.add(task);
        }
        await().until(() -> berlin.sessions() + paris.sessions() == 2);
        poll(tasks.get(0), 1);
        Thread other = new Thread(() -> {
            while (berlin.sessions() + paris.sessions() == 2) {
                try {
                    poll(tasks.get(1));
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        other.start();

        tasks.get(0).stop();

        assertThat(berlin.received("Logoff").size() + paris.received("Logoff").size())
                .isEqualTo(1);
        other.join();
    }

    @Test
    void sessionsThatNoTaskTakesOverLogOff() {
        options.put("session.linger.ms", "300");
        startLoggedIn().stop();
        assertThat(berlin.sessions()).isEqualTo(1);
        await().until(() -> berlin.sessions() + paris.sessions() == 0);
    }

    @Test
    void recordsThatAreNotInTheTopicEndTheSessionsWithTheTask() throws Exception {
        options.put("session.linger.ms", "30000");
        AmiSourceTask first = startLoggedIn();
        berlin.emit(numbered(1));
        await().until(() -> first.poll() != null);
        first.stop();
        assertThat(berlin.sessions()).isZero();
    }

    @Test
    void whatAPbxHasSentBeforeItMovesToAnotherTaskIsOnlyInTheGapOfThatTask() {
        options.put("session.linger.ms", "30000");
        AmiSourceTask first = startLoggedIn();
        first.stop();
        berlin.emit(numbered(1));

        options.put("connections", "paris");
        AmiSourceTask second = start(Map.of());
        paris.emit(numbered(2));

        // to log off, berlin sends a response after its event
        assertThat(poll(second, 1))
                .extracting(record -> field(record, "Number"))
                .containsExactly("2");
    }

    @Test
    void theSessionsStartAnewIfAnotherTaskHasWrittenMeanwhile() {
        options.put("session.linger.ms", "30000");
        startLoggedIn().stop();
        long later = System.currentTimeMillis() + 1;
        offsets.put("berlin", Map.of("time", later, "epoch", 2, "started", ""));

        startLoggedInWithGaps();

        assertThat(field(gaps.get("berlin"), "From"))
                .isEqualTo(Instant.ofEpochMilli(later).toString());
        assertThat(berlin.logins()).isEqualTo(2);
    }

    @Test
    void theSessionsStartAnewIfAUserHasDeletedTheOffsets() {
        options.put("session.linger.ms", "30000");
        startLoggedIn().stop();
        offsets.clear();
        startLoggedIn();
        assertThat(berlin.logins()).isEqualTo(2);
    }

    @Test
    void theSessionsGoOnIfATransformationHasDroppedTheLastRecord() {
        options.put("session.linger.ms", "30000");
        AmiSourceTask first = startLoggedIn();
        berlin.emit(numbered(1));
        await().until(() -> {
            List<SourceRecord> dropped = first.poll();
            if (dropped != null) {
                dropped.forEach(record -> first.commitRecord(record, null));
            }
            return dropped != null;
        });
        first.stop();

        AmiSourceTask second = start(Map.of());
        berlin.emit(numbered(2));

        assertThat(poll(second, 1))
                .extracting(record -> field(record, "Number"))
                .containsExactly("2");
        assertThat(berlin.logins()).isEqualTo(1);
    }
}
