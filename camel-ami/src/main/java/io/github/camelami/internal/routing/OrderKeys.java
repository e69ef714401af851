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
package io.github.camelami.internal.routing;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that an event shares with those that it must follow. For Linkedid, the key is the call. When Asterisk merges
 * two calls, the channels of one receive the Linkedid of the other, each with its next event; from then on both are one
 * call.
 */
public final class OrderKeys {
    /** The limit of remembered channels and merged calls; the least recently seen are dropped. */
    private static final int REMEMBERED = 16_384;

    private static final String CALL = "Linkedid";

    private final String orderBy;
    private final boolean byCall;
    private final Map<String, String> callOfChannel = bounded();
    private final Map<String, String> mergedInto = bounded();

    public OrderKeys(String orderBy) {
        this.orderBy = orderBy;
        this.byCall = orderBy.equalsIgnoreCase(CALL);
    }

    /** The keys of a call, which follows the calls that were merged into it. */
    public static Set<String> of(AmiCall call) {
        Set<String> ids = new HashSet<>(call.aliases());
        ids.add(call.id());
        return ids;
    }

    /** The changes of a queue stay in order. */
    public static Set<String> of(AmiQueue queue) {
        return Set.of(queue.name());
    }

    /** The changes of an agent stay in order. */
    public static Set<String> of(AmiAgent agent) {
        return Set.of(agent.id());
    }

    /** The keys of an event: usually one, but several if calls become one, or if the event concerns several calls. */
    public Set<String> of(AmiEvent event) {
        String key = event.get(orderBy);
        if (!byCall) {
            return Set.of(key == null ? "" : key);
        }
        return key == null ? callsOf(event) : callOf(event, latest(key));
    }

    private Set<String> callOf(AmiEvent event, String call) {
        String channel = event.get("Uniqueid");
        if (channel == null) {
            return Set.of(call);
        }
        String before =
                event.name().equals("Hangup") ? callOfChannel.remove(channel) : callOfChannel.put(channel, call);
        String earlier = before == null ? call : latest(before);
        if (earlier.equals(call)) {
            return Set.of(call);
        }
        mergedInto.put(earlier, call);
        return Set.of(earlier, call);
    }

    /** The calls of an event for several channels, which has LocalOneLinkedid, TransfererLinkedid and so on. */
    private Set<String> callsOf(AmiEvent event) {
        Set<String> calls = event.entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).endsWith("linkedid"))
                .map(field -> latest(field.getValue()))
                .collect(Collectors.toSet());
        return calls.isEmpty() ? Set.of("") : calls;
    }

    private String latest(String call) {
        String latest = call;
        for (String next = mergedInto.get(latest); next != null; next = mergedInto.get(latest)) {
            latest = next;
        }
        return latest;
    }

    private static Map<String, String> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
