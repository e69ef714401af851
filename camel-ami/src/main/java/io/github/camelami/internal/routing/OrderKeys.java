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

/**
 * Determines the ordering keys of an event. Events that have a key in common are routed one after the other. With
 * {@code orderBy=Linkedid}, the key is the id of the call.
 */
public final class OrderKeys {
    private static final String CALL = "Linkedid";

    private final String orderBy;
    private final boolean byCall;
    private final MergedCalls merged = new MergedCalls();

    public OrderKeys(String orderBy) {
        this.orderBy = orderBy;
        this.byCall = orderBy.equalsIgnoreCase(CALL);
    }

    /** The keys of an event, call, queue or agent. Notices and items of a snapshot are routed one after the other. */
    Set<String> ofAny(Object next) {
        if (next instanceof AmiEvent event) {
            return of(event);
        }
        if (next instanceof AmiQueue queue) {
            return of(queue);
        }
        if (next instanceof AmiAgent agent) {
            return of(agent);
        }
        return next instanceof AmiCall call ? of(call) : Set.of("");
    }

    /** The keys of a call: its id, and the ids of the calls that were merged into it. */
    public static Set<String> of(AmiCall call) {
        Set<String> ids = new HashSet<>(call.aliases());
        ids.add(call.id());
        return ids;
    }

    /** The key of a queue, which keeps the changes of the queue in order. */
    public static Set<String> of(AmiQueue queue) {
        return Set.of(queue.name());
    }

    /** The key of an agent, which keeps the changes of the agent in order. */
    public static Set<String> of(AmiAgent agent) {
        return Set.of(agent.id());
    }

    /** The keys of an event. There are several if calls merge, or if the event is about several calls. */
    public Set<String> of(AmiEvent event) {
        String key = event.get(orderBy);
        if (!byCall) {
            return Set.of(key == null ? "" : key);
        }
        return key == null ? callsOf(event) : merged.of(event, key);
    }

    /**
     * The ids of the calls in an event about several channels, which has fields such as LocalOneLinkedid and
     * TransfererLinkedid.
     */
    private Set<String> callsOf(AmiEvent event) {
        Set<String> calls = event.entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).endsWith("linkedid"))
                .map(field -> merged.latest(field.getValue()))
                .collect(Collectors.toSet());
        return calls.isEmpty() ? Set.of("") : calls;
    }
}
