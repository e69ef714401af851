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
import io.github.camelami.message.AmiEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Message;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one PBX with their offsets, in order. One thread at a time calls it.
 *
 * <p>The time of an offset is that of the last event, or the end of the last gap: everything before it is in the topic
 * or in a gap. A notice of another kind, or an item of a snapshot, leaves the offset where it is, because events that
 * were received earlier may follow. A call that has ended waits for late events, while the records of later calls are
 * written. The offset of calls is therefore earlier by that time.
 */
final class PbxRecords {
    private static final String GAP = "Gap";
    private static final String CONNECTED = "Connected";
    private static final String STARTED = "Started";
    private static final String RESTARTED = "Restarted";

    private final RecordFactory factory;
    private final LongSupplier clock;
    private final long callGrace;
    private long firstEpoch;
    private long sessionEpoch;
    private volatile SourceOffset offset;
    /**
     * Where the records of the previous task end; null if there was none, or if the gap after them has been reported.
     */
    private volatile @Nullable SourceOffset previous;

    /** The offset of the last record in the topic; null if there is none. */
    private @Nullable SourceOffset inTopic;

    private volatile boolean givenAway;

    /**
     * @param stored the offset of the previous task; null if there was none
     * @param callGrace how long the record of a call may come after those of later calls, in milliseconds
     */
    PbxRecords(RecordFactory factory, @Nullable SourceOffset stored, LongSupplier clock, long callGrace) {
        this.factory = factory;
        this.clock = clock;
        this.callGrace = callGrace;
        this.previous = stored;
        this.inTopic = stored;
        this.firstEpoch = stored == null ? 0 : stored.epoch();
        this.offset = stored == null ? new SourceOffset(clock.getAsLong(), 0, "") : stored;
    }

    /**
     * Called when another task gets the PBX. That task reports a gap that begins at the stored offset, so no record may
     * follow.
     */
    void giveAway() {
        givenAway = true;
    }

    boolean isGivenAway() {
        return givenAway;
    }

    /**
     * Records that a record with this offset is in the topic. Records of different partitions may arrive there in any
     * order.
     */
    synchronized void committed(@Nullable SourceOffset of) {
        if (of != null && (inTopic == null || of.isAfter(inTopic))) {
            inTopic = of;
        }
    }

    /** Whether this is the offset of the last record that is in the topic. */
    synchronized boolean endsInTopicAt(@Nullable SourceOffset stored) {
        return stored == null || inTopic == null
                ? stored == inTopic
                : !stored.isAfter(inTopic) && !inTopic.isAfter(stored);
    }

    /** The records of an exchange: one, or two if the gap since the previous task must be reported. */
    List<SourceRecord> of(Message message) {
        Map<String, Object> headers = message.getHeaders();
        Object body = message.getBody();
        long login = message.getHeader(AmiConstants.EPOCH, 0L, Long.class);
        Object notice = headers.get(AmiConstants.NOTICE);
        if (previous != null && !CONNECTED.equals(notice)) {
            // of a session before this one, or a gap within the one that is to be reported
            return List.of();
        }
        if (CONNECTED.equals(notice) && login <= sessionEpoch) {
            // a new session, because the connection was replaced or added again: its logins are counted anew
            firstEpoch = offset.epoch();
        }
        sessionEpoch = login;
        long epoch = firstEpoch + login;
        List<SourceRecord> records = new ArrayList<>(2);
        if (notice == null) {
            if (!headers.containsKey(AmiConstants.SNAPSHOT)) {
                offset = new SourceOffset(Math.max(offset.time(), timeOf(body, headers)), epoch, offset.started());
            }
            records.add(factory.record(body, headers, epoch, offset));
            return records;
        }
        AmiEvent event = (AmiEvent) body;
        String started = notice.equals(CONNECTED) ? String.valueOf(event.get(STARTED)) : "";
        if (notice.equals(GAP)) {
            offset = new SourceOffset(Math.max(offset.time(), timeOf(event.get("To"))), epoch, offset.started());
        }
        SourceOffset before = previous;
        if (notice.equals(CONNECTED) && before == null) {
            offset = new SourceOffset(offset.time(), epoch, offset.started());
        }
        // this offset is still that before the gap: who reads only this record has not heard of the gap
        records.add(factory.record(event, headers, epoch, offset));
        if (notice.equals(CONNECTED) && before != null) {
            previous = null;
            records.add(gap(before, epoch, started));
        }
        if (!started.isEmpty()) {
            offset = new SourceOffset(offset.time(), offset.epoch(), started);
        }
        return records;
    }

    private SourceRecord gap(SourceOffset before, long epoch, String started) {
        // the consumer gets events from the end of its start on, which is now, and not from the login on
        long now = Math.max(clock.getAsLong(), before.time());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Epoch", epoch);
        fields.put("From", Instant.ofEpochMilli(before.time()));
        fields.put("To", Instant.ofEpochMilli(now));
        fields.put("Dropped", "unknown");
        fields.put("Reason", "stopped");
        fields.put(
                RESTARTED,
                before.started().isEmpty() || started.isEmpty()
                        ? "unknown"
                        : !before.started().equals(started));
        offset = new SourceOffset(now, epoch, offset.started());
        return factory.notice(AmiEvent.of(GAP, fields, epoch, now), epoch, offset);
    }

    private long timeOf(Object body, Map<String, Object> headers) {
        if (body instanceof AmiEvent event) {
            return event.receivedAt();
        }
        // by the clock of the PBX; what is read later than now cannot be in this record
        long waits = body instanceof AmiCall ? callGrace : 0;
        return headers.get(AmiConstants.MESSAGE_TIMESTAMP) instanceof Long at
                ? Math.min(at, clock.getAsLong()) - waits
                : offset.time();
    }

    private long timeOf(@Nullable String instant) {
        return instant == null ? offset.time() : Instant.parse(instant).toEpochMilli();
    }
}
