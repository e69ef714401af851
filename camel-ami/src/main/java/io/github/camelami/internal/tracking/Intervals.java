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
package io.github.camelami.internal.tracking;

import java.util.Arrays;

/** The total time of several intervals between {@link Moments}. Time in which intervals overlap counts once. */
final class Intervals {
    private static final int MAX = 64;
    private static final long[] NONE = {};

    private long[] ends = NONE;
    private long before;
    private long latest;
    private long since;

    boolean isOpen() {
        return since > 0;
    }

    boolean isEmpty() {
        return since == 0 && ends.length == 0 && before == 0;
    }

    void open(long time) {
        if (since == 0) {
            since = Math.max(1, time);
        }
    }

    void close(long time) {
        if (since > 0) {
            add(since, Math.max(since, time));
            since = 0;
        }
    }

    /** The total length up to now, in milliseconds. */
    long total(long now) {
        return before + union(since > 0 ? with(since, Math.max(since, now)) : ends);
    }

    /** The end of the last closed interval, or 0. */
    long end() {
        return latest;
    }

    void addAll(Intervals other) {
        before += other.before;
        for (int i = 0; i < other.ends.length; i += 2) {
            add(other.ends[i], other.ends[i + 1]);
        }
        if (other.since > 0) {
            since = since == 0 ? other.since : Math.min(since, other.since);
        }
    }

    private void add(long from, long to) {
        if (ends.length >= 2 * MAX) {
            before += union(ends);
            ends = NONE;
        }
        ends = with(from, to);
        latest = Math.max(latest, to);
    }

    private long[] with(long from, long to) {
        long[] longer = Arrays.copyOf(ends, ends.length + 2);
        longer[ends.length] = from;
        longer[ends.length + 1] = to;
        return longer;
    }

    private static long union(long[] ends) {
        long[][] sorted = new long[ends.length / 2][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new long[] {ends[2 * i], ends[2 * i + 1]};
        }
        Arrays.sort(sorted, (a, b) -> Long.compare(a[0], b[0]));
        long sum = 0;
        long covered = Long.MIN_VALUE;
        for (long[] interval : sorted) {
            long from = Math.max(interval[0], covered);
            if (interval[1] > from) {
                sum += Moments.between(from, interval[1]);
                covered = interval[1];
            }
        }
        return sum;
    }
}
