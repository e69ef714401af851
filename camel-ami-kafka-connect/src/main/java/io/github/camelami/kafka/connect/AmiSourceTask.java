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

import io.github.camelami.kafka.connect.KeptSessions.TaskSessions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * A task of {@link AmiSourceConnector}, which receives the events of some PBXes and passes them to Kafka Connect.
 *
 * @since 1.0
 */
public class AmiSourceTask extends SourceTask {
    private static final long PATIENCE = 100;

    private final AtomicInteger uncommitted = new AtomicInteger();
    private @Nullable TaskSessions task;
    private boolean failed;

    /** Creates a task, as Connect does. */
    public AmiSourceTask() {}

    @Override
    public String version() {
        return AmiSourceConnector.VERSION;
    }

    @Override
    public void start(Map<String, String> props) {
        ConnectorSettings settings = new ConnectorSettings(props);
        task = KeptSessions.IN_THIS_WORKER.open(settings, stored(settings.pbxes()));
    }

    private Map<String, SourceOffset> stored(Set<String> pbxes) {
        List<Map<String, String>> partitions =
                pbxes.stream().map(SourceOffset::partition).toList();
        Map<String, SourceOffset> offsets = new HashMap<>();
        context.offsetStorageReader().offsets(partitions).forEach((partition, offset) -> {
            SourceOffset of = SourceOffset.of(offset);
            if (of != null) {
                offsets.put(SourceOffset.pbx(partition), of);
            }
        });
        return offsets;
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        TaskSessions current = task;
        if (current == null) {
            return null;
        }
        KeptSessions.IN_THIS_WORKER.polled(current);
        failIfItCannotStart(current.sessions);
        List<SourceRecord> records = current.sessions.records().poll(PATIENCE);
        if (records == null) {
            failIfAllRefuse(current.sessions);
        } else {
            uncommitted.addAndGet(records.size());
        }
        return records;
    }

    private void failIfItCannotStart(PbxSessions sessions) {
        Throwable failure = sessions.failure();
        if (failure != null) {
            failed = true;
            throw new ConnectException("the task cannot start: " + OptionErrors.root(failure), failure);
        }
    }

    /** One PBX that refuses the login does not stop the others. If all do, the status of the task must show it. */
    private void failIfAllRefuse(PbxSessions sessions) {
        String refusal = sessions.settings().retriesRefusedLogins() ? null : sessions.refusal();
        if (refusal != null) {
            failed = true;
            throw new ConnectException("every PBX of the task refuses the login: " + refusal);
        }
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        TaskSessions current = task;
        if (current != null && metadata != null) {
            current.sessions.committed(record);
        } // else a transformation has dropped the record, and Connect does not store its offset
        uncommitted.decrementAndGet();
    }

    @Override
    public void stop() {
        TaskSessions current = task;
        task = null;
        if (current != null) {
            KeptSessions.IN_THIS_WORKER.leave(current, !failed && uncommitted.get() == 0);
        }
    }
}
