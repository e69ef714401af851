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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records between the threads of the component and the thread of the task. Its size is limited. While the broker is
 * away, the threads of the component wait, and events stay in the buffers of the component. The size of these buffers
 * is limited, too, and the component reports what it drops.
 */
final class RecordQueue {
    private static final int CAPACITY = 2_000;
    private static final int BATCH = 1_000;
    private static final long LOOK = 100;

    /** A record, and where it comes from. */
    private record Entry(PbxRecords source, SourceRecord record) {}

    private final BlockingQueue<Entry> records = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean closed;

    /**
     * Adds the records of an exchange. Waits while the queue is full. After {@link #close}, the records are dropped.
     */
    void put(PbxRecords source, List<SourceRecord> all) throws InterruptedException {
        for (SourceRecord record : all) {
            Entry entry = new Entry(source, record);
            while (!closed && !records.offer(entry, LOOK, TimeUnit.MILLISECONDS)) {
                // looks again whether the queue was closed
            }
        }
    }

    /** Takes the next records, except those of PBXes that were given away. Null if none arrive in time. */
    @Nullable
    List<SourceRecord> poll(long millis) throws InterruptedException {
        Entry first = records.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return null;
        }
        List<Entry> batch = new ArrayList<>();
        batch.add(first);
        records.drainTo(batch, BATCH - 1);
        List<SourceRecord> wanted = batch.stream()
                .filter(entry -> !entry.source().isGivenAway())
                .map(Entry::record)
                .toList();
        return wanted.isEmpty() ? null : wanted;
    }

    /** Ends all waits to add records. */
    void close() {
        closed = true;
        records.clear();
    }
}
