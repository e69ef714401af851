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
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys that an event shares with those that it must follow. For Linkedid, the key is the call. */
public final class OrderKeys {
    private static final String CALL = "Linkedid";

    private final String orderBy;
    private final boolean byCall;
    private final MergedCalls merged = new MergedCalls();

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
        return key == null ? callsOf(event) : merged.of(event, key);
    }

    /** The calls of an event for several channels, which has LocalOneLinkedid, TransfererLinkedid and so on. */
    private Set<String> callsOf(AmiEvent event) {
        Set<String> calls = event.entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).endsWith("linkedid"))
                .map(field -> merged.latest(field.getValue()))
                .collect(Collectors.toSet());
        return calls.isEmpty() ? Set.of("") : calls;
    }
}
