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

/** Channels of calls that were given out: what comes of them later, late events or lists, is passed over. */
final class Gone {
    private static final long LATE = TimeUnit.SECONDS.toNanos(60);

    /** A list that still names one may come much later than its last event. */
    private static final long UNTIL_LISTED = TimeUnit.MINUTES.toNanos(15);

    private final long max;

    /** When it was forgotten, in nanoseconds. */
    private final Map<String, Long> channels = new LinkedHashMap<>();

    /** Ids of calls that were given out because of the bound, and go on. */
    private final Set<String> cut = new LinkedHashSet<>();

    Gone(long max) {
        this.max = max;
    }

    /** Of the channels of a call that has very many, those that can be spared first. */
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

    /** A channel came up that has the id of an earlier one. */
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

    /** The PBX was started anew. */
    void restarted() {
        cut.clear();
    }

    /** What a list does not name any more is forgotten; what it does name is kept for the next one. */
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
