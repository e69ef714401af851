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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PbxRecordsTest {
    private final AtomicLong clock = new AtomicLong(1_000);

    private PbxRecords records(SourceOffset stored) {
        RecordFactory factory =
                new RecordFactory("berlin", new ConnectorSettings(Map.of("topic", "t", "connections", "berlin")));
        return new PbxRecords(factory, stored, clock::get, 1_500);
    }

    private static Message message(Object body, Map<String, Object> headers) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        message.setBody(body);
        message.setHeader(AmiConstants.EPOCH, 1L);
        headers.forEach(message::setHeader);
        return message;
    }

    private static Message event(long receivedAt) {
        return message(AmiEvent.of("Newstate", Map.of(), 1, receivedAt), Map.of());
    }

    private static Message notice(String kind, Map<String, String> fields) {
        return notice(kind, 1, fields);
    }

    private static Message notice(String kind, long epoch, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("Epoch", Long.toString(epoch));
        return message(
                AmiEvent.of(kind, all, epoch, 5_000), Map.of(AmiConstants.NOTICE, kind, AmiConstants.EPOCH, epoch));
    }

    private static Object time(SourceRecord record) {
        return record.sourceOffset().get("time");
    }

    @Test
    void theOffsetIsTheTimeAtWhichTheEventWasReceived() {
        PbxRecords records = records(null);
        SourceRecord record = records.of(event(1_200)).get(0);
        assertThat(record.sourceOffset()).isEqualTo(Map.of("time", 1_200L, "epoch", 1L, "started", ""));
    }

    @Test
    void withoutAPreviousTaskThereIsNoGap() {
        assertThat(records(null).of(notice("Connected", Map.of("Started", "10:00"))))
                .hasSize(1);
    }

    @Test
    void theGapAfterAPreviousTaskIsDeclaredOnceAndOnlyItMovesTheOffset() {
        PbxRecords records = records(new SourceOffset(500, 7, "10:00"));
        clock.set(2_000);

        List<SourceRecord> login = records.of(notice("Connected", Map.of("Started", "11:00")));

        // a worker that ends between the two has not declared the gap
        assertThat(time(login.get(0))).isEqualTo(500L);
        assertThat(login.get(0).sourceOffset().get("started")).isEqualTo("10:00");
        assertThat(time(login.get(1))).isEqualTo(2_000L);
        assertThat(login.get(1).value())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("From", Instant.ofEpochMilli(500).toString())
                .containsEntry("To", Instant.ofEpochMilli(2_000).toString())
                .containsEntry("Epoch", "8")
                .containsEntry("Restarted", "true");
        SourceRecord next = records.of(event(2_100)).get(0);
        assertThat(next.sourceOffset()).isEqualTo(Map.of("time", 2_100L, "epoch", 8L, "started", "11:00"));
        assertThat(records.of(notice("Connected", 2, Map.of("Started", "11:00"))))
                .hasSize(1);
    }

    @Test
    void whatASessionBeforeThisOneSentIsInTheGapAndNotInTheTopic() {
        PbxRecords records = records(new SourceOffset(500, 7, "10:00"));
        assertThat(records.of(event(600))).isEmpty();
        assertThat(records.of(
                        notice("Gap", Map.of("To", Instant.ofEpochMilli(700).toString()))))
                .isEmpty();
        assertThat(records.of(notice("Connected", Map.of("Started", "10:00")))).hasSize(2);
        assertThat(records.of(event(2_100))).hasSize(1);
    }

    @Test
    void ofAReplacedConnectionOnlyTheComponentDeclaresTheGap() {
        PbxRecords records = records(null);
        records.of(notice("Connected", 3, Map.of("Started", "10:00")));
        records.of(event(1_200));
        List<SourceRecord> login = records.of(notice("Connected", 1, Map.of("Started", "10:00")));
        assertThat(login).hasSize(1);
        assertThat(login.get(0).headers().lastWithName(AmiConstants.EPOCH).value())
                .isEqualTo(2L);
    }

    @Test
    void noticesAndSnapshotsLeaveTheOffsetBecauseEarlierEventsMayFollow() {
        PbxRecords records = records(null);
        records.of(event(1_200));
        assertThat(time(records.of(notice("Disconnected", Map.of())).get(0))).isEqualTo(1_200L);
        assertThat(time(records.of(message(
                                AmiEvent.of("CoreShowChannel", Map.of(), 1, 1_500),
                                Map.of(AmiConstants.SNAPSHOT, "CoreShowChannels")))
                        .get(0)))
                .isEqualTo(1_200L);
        String to = Instant.ofEpochMilli(1_800).toString();
        assertThat(time(records.of(notice("Gap", Map.of("To", to))).get(0))).isEqualTo(1_800L);
        // an event that waited in a buffer never takes the offset back
        assertThat(time(records.of(event(1_300)).get(0))).isEqualTo(1_800L);
    }

    @Test
    void theOffsetOfACallIsItsTimeByThePbxButNotAfterTheEndOfCallsThatStillWait() {
        PbxRecords records = records(null);
        clock.set(9_000);
        AmiCall call = AmiCall.builder()
                .id("17.1", List.of())
                .pbx("berlin")
                .state(CallState.ENDED)
                .build();
        SourceRecord record = records.of(message(call, Map.of(AmiConstants.MESSAGE_TIMESTAMP, 8_000L)))
                .get(0);
        assertThat(time(record)).isEqualTo(6_500L);
        assertThat(time(records.of(message(call, Map.of(AmiConstants.MESSAGE_TIMESTAMP, 99_000L)))
                        .get(0)))
                .as("the clock of the PBX is ahead")
                .isEqualTo(7_500L);
    }

    @Test
    void equalEventsAreRecordsOfTheirOwnBecauseConnectConfirmsEqualOnesOnce() {
        PbxRecords records = records(null);
        assertThat(records.of(event(1_200))).doesNotContainAnyElementsOf(records.of(event(1_200)));
    }
}
