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

import io.github.camelami.internal.tracking.queue.ListedQueues.Listed;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueMember;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue with its callers, members and figures. */
final class Queue {
    private final String name;
    private final QueueSettings settings;
    private final Memberships memberships;
    private final Figures figures;
    private final Figures total;
    private final QueueReadings readings;
    private final WaitingCallers waiting;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Omitted omittedMembers;
    private List<Member> byName = List.of();
    private String strategy;
    private int weight;
    private int maxCallers;
    private int serviceLevel;
    private boolean removed;
    private List<QueueMember> memberValues = List.of();

    Queue(String name, QueueSettings settings, PbxClock clock, Memberships memberships, long time) {
        this.name = name;
        this.settings = settings;
        this.memberships = memberships;
        this.figures = Figures.since(time);
        this.total = Figures.total(time);
        this.readings = new QueueReadings(name, total, figures);
        this.waiting = new WaitingCallers(settings.maxCallers(), clock, readings);
        this.omittedMembers = new Omitted(settings.maxMembers());
        this.serviceLevel = settings.serviceLevel();
        readings.serviceLevel(serviceLevel);
    }

    String name() {
        return name;
    }

    QueueReadings readings() {
        return readings;
    }

    Figures figures() {
        return figures;
    }

    Figures total() {
        return total;
    }

    /** Whether the queue has been in a list. */
    boolean isListed() {
        return strategy != null;
    }

    void describe(Listed listed) {
        strategy = listed.strategy() == null ? "" : listed.strategy();
        weight = listed.weight();
        maxCallers = listed.maxCallers();
        serviceLevel = settings.serviceLevel() > 0 ? settings.serviceLevel() : listed.serviceLevel();
        readings.serviceLevel(serviceLevel);
        omittedMembers.clear();
    }

    /**
     * Converts the times that were taken from lists before the clock of the PBX was known ({@link PbxClock}). The start
     * of the figures stays as it is: routes use it as a key, and earlier messages contain it.
     *
     * @param ahead how far the clock of the PBX is ahead, in milliseconds
     */
    void clockIsKnown(long ahead) {
        waiting.clockIsKnown(ahead);
        members.values().forEach(member -> member.clockIsKnown(ahead));
        memberChanged();
    }

    /** Resets the figures. */
    void resets(long time) {
        figures.reset(time, waiting.size());
    }

    void countOffered(int callers) {
        figures.countOffered(callers);
        total.countOffered(callers);
    }

    boolean isInTime(long waited) {
        return serviceLevel > 0 && waited <= serviceLevel * 1000L;
    }

    WaitingCallers waiting() {
        return waiting;
    }

    /**
     * Called when the callers have been compared with a list.
     *
     * @param added the number of callers in the list who were not known; some of them may already have been omitted
     * @param beyond how many of these callers are omitted now
     */
    void listed(int added, int beyond) {
        int more = added - waiting.omitted();
        if (more > 0) {
            countOffered(more);
        } else {
            figures.countUnseen(-more);
            total.countUnseen(-more);
        }
        waiting.omits(beyond);
    }

    Collection<Member> members() {
        return members.values();
    }

    Member member(String interfaceName) {
        return interfaceName == null ? null : members.get(Member.key(interfaceName));
    }

    /**
     * Adds a member.
     *
     * @param certain whether it is certain that the member has not been counted as omitted
     * @return null if the member is omitted because of maxQueueMembers
     */
    Member add(Facts facts, long time, boolean listed, boolean certain) {
        if (members.size() >= settings.maxMembers()) {
            String key = Member.key(facts.interfaceName());
            if (certain) {
                omittedMembers.add(key);
            } else {
                omittedMembers.mention(key);
            }
            return null;
        }
        Member member = new Member(name, facts, time, listed);
        members.put(member.key(), member);
        memberships.add(member);
        membersChanged();
        return member;
    }

    void remove(Member member) {
        members.remove(member.key());
        memberships.remove(member);
        membersChanged();
    }

    /**
     * Applies reported values to a member.
     *
     * @return whether anything has changed
     */
    boolean take(Member member, Facts told, Told by, long time) {
        MemberReadings before = member.readings();
        boolean changed = member.take(told, by, time);
        if (member.readings() != before) {
            membersChanged();
        } else if (changed) {
            memberChanged();
        }
        return changed;
    }

    /** Records that an omitted member has been removed. */
    void omitsNoMore(String interfaceName) {
        omittedMembers.remove(Member.key(interfaceName));
    }

    private void membersChanged() {
        byName = members.values().stream()
                .sorted(Comparator.comparing((Member member) -> member.facts().name())
                        .thenComparing(member -> member.facts().interfaceName()))
                .toList();
        readings.each(members.values().stream().map(Member::readings).toList());
        memberChanged();
    }

    /** Called when a member has changed. */
    void memberChanged() {
        memberValues = null;
    }

    int omitted() {
        return waiting.omitted() + omittedMembers.size();
    }

    int omittedMembers() {
        return omittedMembers.size();
    }

    void removed() {
        removed = true;
        members.values().forEach(memberships::remove);
        members.clear();
        membersChanged();
    }

    /** Whether the PBX no longer has this queue. */
    boolean isRemoved() {
        return removed;
    }

    /** Begins a message about this queue with the values that all messages have. */
    AmiQueue.Builder value(long time) {
        memberValues = memberValues == null ? Values.of(byName, Member::value) : memberValues;
        return AmiQueue.builder()
                .name(name)
                .pbx(settings.pbx())
                .at(time)
                .strategy(strategy)
                .weight(weight)
                .maxCallers(maxCallers)
                .callers(waiting.values())
                .members(memberValues)
                .figures(figures.value(serviceLevel))
                .removed(removed)
                .omitted(omitted());
    }
}
