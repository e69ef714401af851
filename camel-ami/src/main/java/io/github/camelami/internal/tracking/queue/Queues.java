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
package io.github.camelami.internal.tracking.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The queues that are wanted, as far as they are within the bound. */
final class Queues {
    private final QueueSettings settings;
    private final PbxClock clock;
    private final Looks looks;
    private final Memberships memberships = new Memberships();
    private final Map<String, Queue> byName = new LinkedHashMap<>();
    private final Set<String> omitted = new LinkedHashSet<>();
    private volatile List<QueueReadings> readings = List.of();

    Queues(QueueSettings settings, PbxClock clock, Looks looks) {
        this.settings = settings;
        this.clock = clock;
        this.looks = looks;
    }

    /** As an event names it, which says little of a queue that is new. Null where it is not wanted, or beyond the bound. */
    Queue of(String name, long time) {
        int known = byName.size();
        Queue queue = listed(name, time);
        if (byName.size() > known) {
            looks.request(false);
        }
        return queue;
    }

    /** As a list names it. Null where it is not wanted, or beyond the bound. */
    Queue listed(String name, long time) {
        Queue queue = byName.get(name);
        if (queue != null || !settings.wanted().test(name)) {
            return queue;
        }
        if (byName.size() >= settings.maxQueues()) {
            if (omitted.size() < settings.maxQueues()) {
                omitted.add(name);
            }
            return null;
        }
        Queue added = new Queue(name, settings, clock, memberships, time);
        byName.put(name, added);
        read();
        return added;
    }

    /** Null where it is not known. */
    Queue known(String name) {
        return byName.get(name);
    }

    Collection<Queue> all() {
        return byName.values();
    }

    /** Whether a caller of another queue talks to that interface. */
    boolean talksElsewhere(Member member) {
        return memberships.others(member).stream().anyMatch(Member::talks);
    }

    /** A call of an interface has ended in a queue. With shared_lastcall=yes the others had it, too. */
    void callEnds(Member member, long time) {
        for (Member other : memberships.others(member)) {
            if (other.sharedCallEnds(time)) {
                byName.get(other.queue()).memberChanged();
            }
        }
    }

    /** Those that the PBX does not list. */
    List<Queue> except(Set<String> listed) {
        List<Queue> others = new ArrayList<>();
        for (Queue queue : byName.values()) {
            if (!listed.contains(queue.name())) {
                others.add(queue);
            }
        }
        return others;
    }

    void remove(Queue queue) {
        byName.remove(queue.name());
        read();
    }

    /** Those that are beyond the bound are found again by the list. */
    void lists() {
        omitted.clear();
    }

    int omitted() {
        return omitted.size();
    }

    int omittedMembers() {
        return byName.values().stream().mapToInt(Queue::omittedMembers).sum();
    }

    int omittedCallers() {
        return byName.values().stream().mapToInt(queue -> queue.waiting().omitted()).sum();
    }

    private void read() {
        readings = byName.values().stream().map(Queue::readings).toList();
    }

    /** On any thread. */
    List<QueueReadings> readings() {
        return readings;
    }
}
