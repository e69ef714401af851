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
package io.github.camelami.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The channels that are up, by name. Also creates the ids and names of new channels. */
final class Channels {

    private final Map<String, SimulatedChannel> live = new ConcurrentSkipListMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final String idPrefix;

    Channels(String systemName) {
        idPrefix = systemName.isEmpty() ? "" : systemName + "-";
    }

    /** A new Uniqueid in Asterisk's form: the time in seconds, a dot, and a running number. */
    String nextId() {
        return idPrefix + Instant.now().getEpochSecond() + "." + ids.getAndIncrement();
    }

    /** A new suffix for the name of a channel. No other channel of this PBX has it. */
    String nextSuffix() {
        return String.format("-%08x", names.getAndIncrement());
    }

    void add(SimulatedChannel channel) {
        live.put(channel.name, channel);
    }

    void remove(SimulatedChannel channel) {
        live.remove(channel.name);
    }

    void clear() {
        live.clear();
    }

    /** The channel with this name or, as on a real PBX, with this Uniqueid. Null if there is none. */
    SimulatedChannel find(String nameOrId) {
        SimulatedChannel named = live.get(nameOrId);
        return named != null
                ? named
                : live.values().stream()
                        .filter(channel -> channel.uniqueid.equals(nameOrId))
                        .findFirst()
                        .orElse(null);
    }

    Collection<SimulatedChannel> all() {
        return new ArrayList<>(live.values());
    }

    /** The lowest number from 701 on at which no channel is parked. */
    String freeParkingSpace() {
        return IntStream.iterate(701, space -> space + 1)
                .mapToObj(Integer::toString)
                .filter(space -> live.values().stream().noneMatch(channel -> channel.parkingSpace.equals(space)))
                .findFirst()
                .orElseThrow();
    }

    List<SimulatedCall> calls() {
        return live.values().stream()
                .map(channel -> channel.call)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    void callProcessed() {
        calls.incrementAndGet();
    }

    int processedCalls() {
        return calls.get();
    }
}
