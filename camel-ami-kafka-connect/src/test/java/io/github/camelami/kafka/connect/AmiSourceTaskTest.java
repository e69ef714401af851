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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmiSourceTaskTest extends TaskOfTwoPbxes {
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
        assertThat(berlin.received("Logoff")).hasSize(1);
        assertThat(paris.received("Logoff")).hasSize(1);
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
    void theTaskFailsIfItCannotStart() {
        options.put("connection.paris.tls", "true");
        options.put("connection.paris.ssl.truststore.location", "/nowhere/trust.p12");
        AmiSourceTask task = start(Map.of());
        assertThatThrownBy(() -> await().until(() -> poll(task) == null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("/nowhere/trust.p12");
    }
}
