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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The channels of emitted calls; later events and lists about them are ignored. */
final class Gone {
    private static final long LATE = TimeUnit.SECONDS.toNanos(60);

    /** How long a channel stays if no list names it. A list may still name a channel long after its last event. */
    private static final long UNTIL_LISTED = TimeUnit.MINUTES.toNanos(15);

    private final long max;

    /** When the call of each channel was emitted, or a list last named the channel, in nanoseconds. */
    private final Map<String, Long> channels = new LinkedHashMap<>();

    /** The ids of calls that were emitted because of {@code maxOpenCalls}, and continue. */
    private final Set<String> cut = new LinkedHashSet<>();

    Gone(long max) {
        this.max = max;
    }

    /** The channels that a call with very many can drop first. */
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
        shrink(channels.keySet());
    }

    /** Removes a channel, because a new one has the same id. */
    void comesAgain(String uniqueid) {
        channels.remove(uniqueid);
    }

    boolean has(String uniqueid) {
        return channels.containsKey(uniqueid);
    }

    void cut(Call call) {
        cut.add(call.id());
        cut.addAll(call.aliases());
        shrink(cut);
    }

    boolean isCut(String linkedid) {
        return !cut.isEmpty() && cut.contains(linkedid);
    }

    /** Removes the calls that continued, because the restart of the PBX has ended them. */
    void restarted() {
        cut.clear();
    }

    /** Drops the channels that a list no longer names, and keeps those that it names until the next list. */
    void listed(Set<String> uniqueids, Set<String> linkedids, long nanos) {
        cut.retainAll(linkedids);
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

    private void shrink(Set<String> ids) {
        Iterator<String> eldest = ids.iterator();
        for (long excess = ids.size() - max; excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }
}
