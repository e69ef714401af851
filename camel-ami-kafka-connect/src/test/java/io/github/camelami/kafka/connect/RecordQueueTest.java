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

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordQueueTest {
    private final RecordQueue queue = new RecordQueue();

    private static PbxRecords source(String pbx) {
        ConnectorSettings settings = new ConnectorSettings(Map.of("topic", "t", "connections", pbx));
        return new PbxRecords(new RecordFactory(pbx, settings), null, System::currentTimeMillis, 0);
    }

    private static SourceRecord record(String pbx) {
        return new SourceRecord(Map.of("pbx", pbx), Map.of(), "t", null, pbx);
    }

    @Test
    void theRecordsOfAPbxThatWasGivenAwayAreForgotten() throws Exception {
        PbxRecords berlin = source("berlin");
        PbxRecords paris = source("paris");
        SourceRecord ofParis = record("paris");
        queue.put(berlin, List.of(record("berlin")));
        queue.put(paris, List.of(ofParis));

        berlin.giveAway();
        queue.put(berlin, List.of(record("berlin")));

        assertThat(queue.poll(0)).containsExactly(ofParis);
        queue.put(berlin, List.of(record("berlin")));
        assertThat(queue.poll(0)).isNull();
    }
}
