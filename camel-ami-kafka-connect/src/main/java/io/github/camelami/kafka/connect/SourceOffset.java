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

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place up to which the records of a PBX have been written.
 *
 * @param time when the last event was received, in milliseconds since 1970; all earlier ones are in the topic, or in a
 *     gap
 * @param epoch the number of the login, which continues from task to task
 * @param started the start time of the PBX in its own words; empty if it has not reported it
 */
record SourceOffset(long time, long epoch, String started) {
    private static final String PBX = "pbx";
    private static final String TIME = "time";
    private static final String EPOCH = "epoch";
    private static final String STARTED = "started";

    static Map<String, String> partition(String pbx) {
        return Map.of(PBX, pbx);
    }

    /** The name of the PBX of a partition. */
    static String pbx(Map<String, ?> partition) {
        return String.valueOf(partition.get(PBX));
    }

    /** Reads an offset as Connect stores it; null if there is none. */
    static @Nullable SourceOffset of(@Nullable Map<String, ?> stored) {
        return stored != null && stored.get(TIME) instanceof Number time
                ? new SourceOffset(
                        time.longValue(),
                        stored.get(EPOCH) instanceof Number epoch ? epoch.longValue() : 0,
                        stored.get(STARTED) instanceof String started ? started : "")
                : null;
    }

    /** Whether this offset is after the other one. Neither the time nor the epoch ever decreases. */
    boolean isAfter(SourceOffset other) {
        return time > other.time || time == other.time && epoch > other.epoch;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TIME, time);
        map.put(EPOCH, epoch);
        map.put(STARTED, started);
        return map;
    }

    /**
     * Whether these are the partition and the offset of a PBX, as a user may set them by REST. A null offset resets the
     * PBX.
     */
    static boolean isValid(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        return partition.size() == 1 && partition.get(PBX) instanceof String && (offset == null || of(offset) != null);
    }
}
