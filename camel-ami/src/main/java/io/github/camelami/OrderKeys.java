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
package io.github.camelami;

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
 * What an event has in common with those that it must follow. For Linkedid that is its call: when Asterisk merges two
 * calls, the channels of one get the Linkedid of the other, each with its next event, and both are one call from then on.
 */
final class OrderKeys {
    /** Of channels and of merged calls; the longest unseen is forgotten. */
    private static final int REMEMBERED = 16_384;

    private static final String CALL = "Linkedid";

    private final String orderBy;
    private final boolean byCall;
    private final Map<String, String> callOfChannel = bounded();
    private final Map<String, String> mergedInto = bounded();

    OrderKeys(String orderBy) {
        this.orderBy = orderBy;
        this.byCall = orderBy.equalsIgnoreCase(CALL);
    }

    /** A call follows those that were merged into it. */
    static Set<String> of(AmiCall call) {
        Set<String> ids = new HashSet<>(call.aliases());
        ids.add(call.id());
        return ids;
    }

    /** A queue follows itself. */
    static Set<String> of(AmiQueue queue) {
        return Set.of(queue.name());
    }

    /** An agent follows itself. */
    static Set<String> of(AmiAgent agent) {
        return Set.of(agent.id());
    }

    /** Mostly one; several where calls become one, or the event is about several. */
    Set<String> of(AmiEvent event) {
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

    /** Events about several channels have LocalOneLinkedid, TransfererLinkedid and the like. */
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
