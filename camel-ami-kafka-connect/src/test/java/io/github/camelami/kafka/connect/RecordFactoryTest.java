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

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFactoryTest {
    private static final SourceOffset OFFSET = new SourceOffset(1, 1, "");

    private static SourceRecord record(Object body, Map<String, Object> headers, String... options) {
        Map<String, String> given = new LinkedHashMap<>(Map.of("topic", "ami", "connections", "berlin"));
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        Map<String, Object> all = new LinkedHashMap<>(headers);
        all.put(AmiConstants.EPOCH, 3L);
        all.put(AmiConstants.MESSAGE_TIMESTAMP, 1_700_000_000_000L);
        return new RecordFactory("berlin", new ConnectorSettings(given)).record(body, all, 9, OFFSET);
    }

    private static AmiEvent event(String... fields) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return AmiEvent.of("Newstate", all, 3, 1);
    }

    private static String json(boolean key, SourceRecord record) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), key);
        byte[] text = key
                ? converter.fromConnectData("t", record.keySchema(), record.key())
                : converter.fromConnectData("t", record.valueSchema(), record.value());
        return new String(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Linkedid | 17.1 | {'pbx':'berlin','call':'17.1'}",
                "DestLinkedid | 17.1 | {'pbx':'berlin','call':'17.1'}",
                "Queue | support | {'pbx':'berlin','queue':'support'}",
                "Peer | 100 | {'pbx':'berlin'}",
                "Linkedid | '' | {'pbx':'berlin'}"
            })
    void theKeyIsThePbxAndTheCallOrTheQueue(String field, String value, String key) {
        assertThat(json(true, record(event(field, value), Map.of()))).isEqualTo(key.replace('\'', '"'));
    }

    @Test
    void theValueIsJsonInTheOrderOfThePbx() {
        assertThat(json(false, record(event("Channel", "PJSIP/1", "Linkedid", "17.1"), Map.of())))
                .isEqualTo("{\"Event\":\"Newstate\",\"Channel\":\"PJSIP/1\",\"Linkedid\":\"17.1\"}");
    }

    @Test
    void headersAndTimeAreThoseOfRoutes() {
        SourceRecord record = record(event(), Map.of(AmiConstants.EVENT_NAME, "Newstate", "Channel", "PJSIP/1"));
        assertThat(record.headers())
                .extracting(header -> header.key())
                .containsExactlyInAnyOrder(AmiConstants.EVENT_NAME, AmiConstants.EPOCH, AmiConstants.MESSAGE_TIMESTAMP);
        assertThat(record.headers().lastWithName(AmiConstants.EPOCH).value()).isEqualTo(9L);
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void noticesCanHaveATopicOfTheirOwn() {
        Map<String, Object> gap = Map.of(AmiConstants.NOTICE, "Gap");
        assertThat(record(event(), gap).topic()).isEqualTo("ami");
        assertThat(record(event(), gap, "notice.topic", "notices-of-${pbx}").topic())
                .isEqualTo("notices-of-berlin");
        assertThat(json(true, record(event("Queue", "support"), gap))).isEqualTo("{\"pbx\":\"berlin\"}");
    }

    @Test
    void withASchemaAnEventIsAMapOfTexts() {
        SourceRecord record = record(event("Linkedid", "17.1"), Map.of(), "record.schema", "connect");
        assertThat(record.valueSchema().type()).isEqualTo(Schema.Type.MAP);
        assertThat(((Struct) record.key()).getString("call")).isEqualTo("17.1");
        assertThat(json(false, record)).isEqualTo("{\"Event\":\"Newstate\",\"Linkedid\":\"17.1\"}");
    }

    @Test
    void withASchemaACallIsAStructOfAllItsValues() {
        AmiCall call = call();
        SourceRecord record = record(call, Map.of(), "record.schema", "connect");
        Struct value = (Struct) record.value();
        value.validate();
        assertThat(value.schema().fields())
                .extracting(field -> field.name())
                .containsExactlyInAnyOrderElementsOf(call.toMap().keySet());
        assertThat(value.getString("id")).isEqualTo("17.1");
        assertThat(value.getInt64("startedAt")).isEqualTo(5L);
        assertThat(json(true, record)).startsWith("{\"pbx\":\"berlin\",\"call\":\"17.1\"");
    }

    @Test
    void withoutASchemaACallIsItsJson() {
        assertThat(json(false, record(call(), Map.of()))).contains("\"id\":\"17.1\"", "\"startedAt\":5", "\"legs\":[]");
    }

    private static AmiCall call() {
        return AmiCall.builder()
                .id("17.1", List.of())
                .pbx("berlin")
                .state(CallState.ENDED)
                .times(5, null, null, 9L)
                .build();
    }
}
