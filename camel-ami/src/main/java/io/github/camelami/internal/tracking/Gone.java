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

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The channels of calls that have already been emitted. Later events and lists about these channels are ignored. */
final class Gone {
    private static final long LATE = TimeUnit.SECONDS.toNanos(60);

    /**
     * How long a channel that occurs in no list is remembered, in nanoseconds. A list may contain a channel long after
     * the last event of the channel.
     */
    private static final long UNTIL_LISTED = TimeUnit.MINUTES.toNanos(15);

    private final long max;

    /**
     * The time for each channel, in nanoseconds: when its call was emitted, or when a list last contained the channel.
     */
    private final Map<String, Long> channels = new LinkedHashMap<>();

    private final CutCalls cut;

    Gone(long max) {
        this.max = max;
        this.cut = new CutCalls(max);
    }

    /**
     * The channels that are dropped if a call has too many: up to {@code count} channels that have ended, without the
     * originator. Those that were never answered come first.
     */
    static List<Channel> first(List<Channel> channels, Channel originator, int count) {
        return channels.stream()
                .filter(channel -> channel.isEnded() && channel != originator)
                .sorted(Comparator.comparing((Channel channel) -> channel.upAt() > 0))
                .limit(count)
                .toList();
    }

    void add(Channel channel, long nanos) {
        channels.remove(channel.uniqueid());
        channels.put(channel.uniqueid(), nanos);
        shrink(channels.keySet(), max);
    }

    /** Forgets a channel, because a new channel has the same Uniqueid. */
    void comesAgain(String uniqueid) {
        channels.remove(uniqueid);
    }

    boolean has(String uniqueid) {
        return channels.containsKey(uniqueid);
    }

    CutCalls cut() {
        return cut;
    }

    /**
     * Forgets the channels that a list no longer contains, unless their calls were emitted within the last minute. The
     * other channels are remembered until the next list.
     */
    void listed(Set<String> uniqueids, Set<String> linkedids, long nanos) {
        cut.listed(linkedids);
        channels.entrySet().removeIf(each -> nanos - each.getValue() > LATE && !uniqueids.contains(each.getKey()));
        for (String uniqueid : uniqueids) {
            channels.computeIfPresent(uniqueid, (id, since) -> nanos);
        }
    }

    void expire(long nanos) {
        for (Iterator<Long> all = channels.values().iterator(); all.hasNext() && nanos - all.next() > UNTIL_LISTED; ) {
            all.remove();
        }
    }

    /** Drops the oldest ids if there are more than {@code max}. */
    static void shrink(Set<String> ids, long max) {
        Iterator<String> eldest = ids.iterator();
        for (long excess = ids.size() - max; excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }
}
