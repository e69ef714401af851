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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConstants;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmiSourceTaskTest {
    private static final RecordMetadata IN_TOPIC = new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

    @AutoClose
    private final SimulatedPbx berlin = SimulatedPbx.start();

    @AutoClose
    private final SimulatedPbx paris = SimulatedPbx.start();

    private final Map<String, Map<String, ?>> offsets = new ConcurrentHashMap<>();
    private final List<AmiSourceTask> running = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "name", "pbxes",
            "topic", "events-${pbx}",
            "connections", "berlin,paris",
            "username", "admin",
            "secret", "secret",
            "host", "127.0.0.1",
            "session.linger.ms", "0"));

    AmiSourceTaskTest() {
        options.put("connection.berlin.port", Integer.toString(berlin.port()));
        options.put("connection.paris.port", Integer.toString(paris.port()));
    }

    @AfterEach
    void stop() {
        options.put("session.linger.ms", "0");
        running.forEach(AmiSourceTask::stop);
        // ends what was left for the next task
        AmiSourceTask last = start(Map.of("topic", "another"));
        last.stop();
    }

    private AmiSourceTask start(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(options);
        given.putAll(more);
        AmiSourceConnector connector = new AmiSourceConnector();
        connector.start(given);
        AmiSourceTask task = new AmiSourceTask();
        task.initialize(new StoredOffsets(offsets));
        task.start(connector.taskConfigs(1).get(0));
        running.add(task);
        return task;
    }

    private AmiSourceTask startLoggedIn() {
        AmiSourceTask task = start(Map.of());
        List<SourceRecord> records = new ArrayList<>();
        await().until(() -> {
            records.addAll(poll(task));
            return records.stream().filter(record -> notice(record) != null).count() >= 2;
        });
        return task;
    }

    /** Polls once, as the worker does, which commits what it gets. */
    private List<SourceRecord> poll(AmiSourceTask task) throws InterruptedException {
        List<SourceRecord> records = task.poll();
        if (records == null) {
            return List.of();
        }
        for (SourceRecord record : records) {
            offsets.put((String) record.sourcePartition().get("pbx"), record.sourceOffset());
            task.commitRecord(record, IN_TOPIC);
        }
        return records;
    }

    private List<SourceRecord> poll(AmiSourceTask task, int atLeast) {
        List<SourceRecord> all = new ArrayList<>();
        await().until(() -> {
            all.addAll(poll(task));
            return all.size() >= atLeast;
        });
        return all;
    }

    private static String notice(SourceRecord record) {
        var header = record.headers().lastWithName(AmiConstants.NOTICE);
        return header == null ? null : (String) header.value();
    }

    private static Object field(SourceRecord record, String name) {
        return ((Map<?, ?>) record.value()).get(name);
    }

    private static Map<String, Object> numbered(int number) {
        return Map.of("Event", "UserEvent", "Privilege", "user,all", "UserEvent", "Numbered", "Number", number);
    }

    @Test
    void theEventsOfAllItsPbxesAreRecords() {
        AmiSourceTask task = startLoggedIn();

        berlin.emit(Map.of("Event", "Newstate", "Privilege", "call,all", "Linkedid", "17.1", "Channel", "PJSIP/1"));
        paris.emit(numbered(1));

        List<SourceRecord> records = poll(task, 2);
        SourceRecord ofCall = records.stream()
                .filter(record -> record.topic().equals("events-berlin"))
                .findFirst()
                .orElseThrow();
        assertThat(ofCall.key()).isEqualTo(Map.of("pbx", "berlin", "call", "17.1"));
        assertThat(field(ofCall, "Channel")).isEqualTo("PJSIP/1");
        assertThat(ofCall.headers().lastWithName(AmiConstants.EVENT_NAME).value())
                .isEqualTo("Newstate");
        assertThat(ofCall.headers().lastWithName(AmiConstants.CONNECTION).value())
                .isEqualTo("berlin");
        assertThat(ofCall.headers().lastWithName(AmiConstants.EPOCH).value()).isEqualTo(1L);
        assertThat(ofCall.sourcePartition()).isEqualTo(Map.of("pbx", "berlin"));
        assertThat(records).anySatisfy(record -> {
            assertThat(record.topic()).isEqualTo("events-paris");
            assertThat(record.key()).isEqualTo(Map.of("pbx", "paris"));
            assertThat(field(record, "Number")).isEqualTo("1");
        });
    }

    @ParameterizedTest
    @CsvSource({"calls, call, id", "queues, queue, name", "agents, agent, id"})
    void callsQueuesAndAgentsHaveASchema(String emit, String keyField, String idField) {
        berlin.data().queueExtension("600", "support");
        options.put("connections", "berlin");
        options.put("emit", emit);
        options.put("record.schema", "connect");
        options.put("notice.topic", "notices");
        AmiSourceTask task = start(Map.of());
        await().until(() -> berlin.sessions() == 1);
        berlin.placeCall("1000", emit.equals("calls") ? "200" : "600");

        List<SourceRecord> records = new ArrayList<>();
        await().until(() -> {
            poll(task).stream().filter(record -> notice(record) == null).forEach(records::add);
            return !records.isEmpty();
        });

        assertThat(records).allSatisfy(record -> {
            Struct value = (Struct) record.value();
            value.validate();
            assertThat(record.topic()).isEqualTo("events-berlin");
            assertThat(((Struct) record.key()).getString(keyField)).isEqualTo(value.getString(idField));
        });
    }

    @Test
    void aStopLogsOffBeforeItReturns() {
        AmiSourceTask task = startLoggedIn();
        task.stop();
        assertThat(berlin.sessions() + paris.sessions()).isZero();
        assertThat(berlin.received("Logoff")).hasSize(1);
    }

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

    private final Map<String, SourceRecord> gaps = new HashMap<>();

    private AmiSourceTask startLoggedInWithGaps() {
        AmiSourceTask task = start(Map.of());
        await().until(() -> {
            for (SourceRecord record : poll(task)) {
                if ("Gap".equals(notice(record))) {
                    gaps.put((String) record.sourcePartition().get("pbx"), record);
                }
            }
            return gaps.size() == 2;
        });
        return task;
    }

    @Test
    void aPbxThatRefusesOrCannotBeReachedDoesNotStopTheOthers() {
        options.put("connection.berlin.secret", "geheim");
        options.put("connections", "berlin,paris,rome");
        options.put("connection.rome.port", "1");
        AmiSourceTask task = start(Map.of());
        List<SourceRecord> records = poll(task, 1);
        assertThat(records.get(0).sourcePartition()).isEqualTo(Map.of("pbx", "paris"));
        await().until(() -> berlin.failedLogins() > 0);
        paris.emit(numbered(1));
        assertThat(field(poll(task, 1).get(0), "Number")).isEqualTo("1");
    }

    @Test
    void theTaskFailsIfAllItsPbxesRefuse() {
        options.put("secret", "geheim");
        AmiSourceTask task = start(Map.of());
        assertThatThrownBy(() -> await().until(() -> task.poll() != null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("berlin")
                .hasMessageContaining("paris")
                .hasMessageNotContaining("geheim");
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
        assertThat(berlin.sessions()).isZero();
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

        assertThat(berlin.sessions() + paris.sessions()).isEqualTo(1);
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
    void theTaskFailsIfItCannotStart() {
        options.put("connection.paris.tls", "true");
        options.put("connection.paris.ssl.truststore.location", "/nowhere/trust.p12");
        AmiSourceTask task = start(Map.of());
        assertThatThrownBy(() -> await().until(() -> poll(task) == null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("/nowhere/trust.p12");
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
