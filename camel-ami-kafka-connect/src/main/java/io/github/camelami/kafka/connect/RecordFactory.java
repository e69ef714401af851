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

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.kafka.connect.ConnectorOptions.RecordSchema;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Creates the record of an event, a call, a queue, an agent or a notice. */
final class RecordFactory {
    private static final String CALL = "call";
    private static final String QUEUE = "queue";
    private static final String AGENT = "agent";
    private static final Schema KEY = SchemaBuilder.struct()
            .name("io.github.camelami.Key")
            .field("pbx", Schema.STRING_SCHEMA)
            .field(CALL, Schema.OPTIONAL_STRING_SCHEMA)
            .field(QUEUE, Schema.OPTIONAL_STRING_SCHEMA)
            .field(AGENT, Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema FIELDS = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
            .name("io.github.camelami.Event")
            .build();
    private static final String PREFIX = "Camel";

    private final String pbx;
    private final String topic;
    private final String noticeTopic;
    private final boolean withSchema;

    RecordFactory(String pbx, ConnectorSettings settings) {
        this.pbx = pbx;
        this.topic = settings.topic(pbx);
        this.noticeTopic = settings.noticeTopic(pbx);
        this.withSchema = settings.schema() == RecordSchema.connect;
    }

    /**
     * Creates a record.
     *
     * @param headers the headers of the exchange
     * @param epoch the epoch of the record, which differs from that of the session after a move
     */
    SourceRecord record(Object body, Map<String, Object> headers, long epoch, SourceOffset offset) {
        boolean isNotice = headers.containsKey(AmiConstants.NOTICE);
        SchemaAndValue key = isNotice ? key(null, null) : keyOf(body);
        SchemaAndValue value = value(body, isNotice ? epoch : -1);
        ConnectHeaders connectHeaders = new ConnectHeaders();
        headers.forEach((name, each) -> {
            if (name.equals(AmiConstants.EPOCH)) {
                connectHeaders.addLong(name, epoch);
            } else if (name.startsWith(PREFIX) && each instanceof Long number) {
                connectHeaders.addLong(name, number);
            } else if (name.startsWith(PREFIX) && each instanceof String text) {
                connectHeaders.addString(name, text);
            }
        });
        return new DistinctRecord(
                SourceOffset.partition(pbx),
                offset.toMap(),
                isNotice ? noticeTopic : topic,
                key,
                value,
                (Long) headers.get(AmiConstants.MESSAGE_TIMESTAMP),
                connectHeaders);
    }

    /** Creates the record of a notice from the connector itself. */
    SourceRecord notice(AmiEvent notice, long epoch, SourceOffset offset) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(AmiConstants.NOTICE, notice.name());
        headers.put(AmiConstants.EVENT_NAME, notice.name());
        headers.put(AmiConstants.CONNECTION, pbx);
        headers.put(AmiConstants.MESSAGE_TIMESTAMP, notice.occurredAt());
        headers.put(AmiConstants.EPOCH, epoch);
        return record(notice, headers, epoch, offset);
    }

    private SchemaAndValue keyOf(Object body) {
        if (body instanceof AmiCall call) {
            return key(CALL, call.id());
        } else if (body instanceof AmiQueue queue) {
            return key(QUEUE, queue.name());
        } else if (body instanceof AmiAgent agent) {
            return key(AGENT, agent.id());
        }
        AmiEvent event = (AmiEvent) body;
        String call = present(event, "Linkedid", "DestLinkedid");
        return call != null ? key(CALL, call) : key(QUEUE, present(event, "Queue"));
    }

    private static @Nullable String present(AmiEvent event, String... fields) {
        for (String field : fields) {
            String value = event.get(field);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private SchemaAndValue key(@Nullable String of, @Nullable String id) {
        if (withSchema) {
            Struct key = new Struct(KEY).put("pbx", pbx);
            return new SchemaAndValue(KEY, id == null ? key : key.put(of, id));
        }
        // in this order, because the text of the key determines the partition
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("pbx", pbx);
        if (id != null) {
            key.put(of, id);
        }
        return new SchemaAndValue(null, key);
    }

    private SchemaAndValue value(Object body, long epoch) {
        if (body instanceof AmiEvent event) {
            Map<String, Object> fields = new LinkedHashMap<>(event);
            if (epoch >= 0) {
                fields.computeIfPresent("Epoch", (name, old) -> Long.toString(epoch));
            }
            return new SchemaAndValue(withSchema ? FIELDS : null, fields);
        }
        Map<String, Object> values = body instanceof AmiCall call
                ? call.toMap()
                : body instanceof AmiQueue queue ? queue.toMap() : ((AmiAgent) body).toMap();
        return withSchema ? BeanSchema.of(body.getClass()).value(values) : new SchemaAndValue(null, values);
    }
}
