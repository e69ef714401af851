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

import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The known queues: those that the option queues selects, up to maxQueues. */
final class Queues {
    private final QueueSettings settings;
    private final PbxClock clock;
    private final Looks looks;
    private final Memberships memberships = new Memberships();
    private final Map<String, Queue> byName = new LinkedHashMap<>();
    private final Omitted omitted;

    /** The names of queues that the PBX no longer has. Callers may still be waiting in them. */
    private final Set<String> gone = new LinkedHashSet<>();

    private volatile List<QueueReadings> readings = List.of();

    Queues(QueueSettings settings, PbxClock clock, Looks looks) {
        this.settings = settings;
        this.clock = clock;
        this.looks = looks;
        this.omitted = new Omitted(settings.maxQueues());
    }

    /**
     * Passes an event to the {@link PbxClock}, and converts the times from earlier lists if necessary.
     *
     * @return how far the clock of the PBX is ahead, in milliseconds, if it has just become known; otherwise 0
     */
    long clockAt(AmiEvent event) {
        long ahead = clock.at(event);
        if (ahead != 0) {
            byName.values().forEach(queue -> queue.clockIsKnown(ahead));
        }
        long late = clock.takeLate();
        if (late != 0) {
            byName.values().forEach(queue -> queue.waiting().clockIsKnown(late));
        }
        return ahead;
    }

    /**
     * The queue that an event names; null if it is not selected, or is omitted because of maxQueues. Adds a new queue,
     * and requests a comparison with the PBX for it.
     */
    Queue of(String name, long time) {
        int known = byName.size();
        Queue queue = find(name, time, false);
        if (byName.size() > known) {
            looks.request(false);
        }
        return queue;
    }

    /**
     * The queue in an event about a caller who has already joined. Null if the queue is not selected, is omitted, or no
     * longer exists on the PBX.
     */
    Queue ofCaller(String name, long time) {
        return gone.contains(name) ? null : of(name, time);
    }

    /**
     * The queue that a list names; null if it is not selected, or is omitted because of maxQueues. Adds a new queue.
     */
    Queue listed(String name, long time) {
        return find(name, time, true);
    }

    private Queue find(String name, long time, boolean listed) {
        Queue queue = byName.get(name);
        if (queue != null || !settings.wanted().test(name)) {
            return queue;
        }
        if (byName.size() >= settings.maxQueues()) {
            if (listed) {
                omitted.add(name);
            } else {
                omitted.mention(name);
            }
            return null;
        }
        Queue added = new Queue(name, settings, clock, memberships, time);
        byName.put(name, added);
        gone.remove(name);
        read();
        return added;
    }

    /** The queue of this name; null if it is unknown. */
    Queue known(String name) {
        return byName.get(name);
    }

    Collection<Queue> all() {
        return byName.values();
    }

    /** Whether the interface of the member is in a conversation from another queue. */
    boolean talksElsewhere(Member member) {
        return memberships.others(member).stream().anyMatch(Member::talks);
    }

    /**
     * Records the end of a call of the member in the other queues of its interface. With shared_lastcall=yes, lists
     * have shown the call there, too.
     */
    void callEnds(Member member, long time) {
        for (Member other : memberships.others(member)) {
            if (other.sharedCallEnds(time)) {
                byName.get(other.queue()).memberChanged();
            }
        }
    }

    /** The known queues that a list does not contain. */
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
        if (gone.size() >= settings.maxQueues()) {
            gone.remove(gone.iterator().next());
        }
        gone.add(queue.name());
        read();
    }

    /** Resets the number of omitted queues. Called before a list that contains all queues. */
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
        return byName.values().stream()
                .mapToInt(queue -> queue.waiting().omitted())
                .sum();
    }

    private void read() {
        readings = byName.values().stream().map(Queue::readings).toList();
    }

    /** The values for meters. Any thread may call this method. */
    List<QueueReadings> readings() {
        return readings;
    }
}
