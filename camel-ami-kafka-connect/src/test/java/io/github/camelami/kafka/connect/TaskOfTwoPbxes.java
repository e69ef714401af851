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

import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConstants;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;

/** A task with two PBXes, and a worker that commits what the task gives it. */
abstract class TaskOfTwoPbxes {
    static final RecordMetadata IN_TOPIC = new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

    @AutoClose
    final SimulatedPbx berlin = SimulatedPbx.start();

    @AutoClose
    final SimulatedPbx paris = SimulatedPbx.start();

    final Map<String, Map<String, ?>> offsets = new ConcurrentHashMap<>();
    final List<AmiSourceTask> running = new ArrayList<>();
    final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "name", "pbxes",
            "topic", "events-${pbx}",
            "connections", "berlin,paris",
            "username", "admin",
            "secret", "secret",
            "host", "127.0.0.1",
            "session.linger.ms", "0"));

    TaskOfTwoPbxes() {
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

    AmiSourceTask start(Map<String, String> more) {
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

    AmiSourceTask startLoggedIn() {
        AmiSourceTask task = start(Map.of());
        List<SourceRecord> records = new ArrayList<>();
        await().until(() -> {
            records.addAll(poll(task));
            return records.stream().filter(record -> notice(record) != null).count() >= 2;
        });
        return task;
    }

    /** Polls once, as the worker does, which commits what it gets. */
    List<SourceRecord> poll(AmiSourceTask task) throws InterruptedException {
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

    List<SourceRecord> poll(AmiSourceTask task, int atLeast) {
        List<SourceRecord> all = new ArrayList<>();
        await().until(() -> {
            all.addAll(poll(task));
            return all.size() >= atLeast;
        });
        return all;
    }

    static String notice(SourceRecord record) {
        var header = record.headers().lastWithName(AmiConstants.NOTICE);
        return header == null ? null : (String) header.value();
    }

    static Object field(SourceRecord record, String name) {
        return ((Map<?, ?>) record.value()).get(name);
    }

    static Map<String, Object> numbered(int number) {
        return Map.of("Event", "UserEvent", "Privilege", "user,all", "UserEvent", "Numbered", "Number", number);
    }

    final Map<String, SourceRecord> gaps = new HashMap<>();

    AmiSourceTask startLoggedInWithGaps() {
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
}
