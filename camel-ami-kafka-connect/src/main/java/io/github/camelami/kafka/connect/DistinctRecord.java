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

import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that equals no other one. Connect confirms equal records of a transaction only once. */
final class DistinctRecord extends SourceRecord {
    DistinctRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            SchemaAndValue key,
            SchemaAndValue value,
            @Nullable Long timestamp,
            ConnectHeaders headers) {
        super(
                partition,
                offset,
                topic,
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                timestamp,
                headers);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
