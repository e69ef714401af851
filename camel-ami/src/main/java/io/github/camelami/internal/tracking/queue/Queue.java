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
import io.github.camelami.internal.tracking.queue.QueueFact.Party;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue: who waits, its members and its figures. */
final class Queue {
    private final String name;
    private final QueueSettings settings;
    private final PbxClock clock;
    private final Memberships memberships;
    private final Figures figures;
    private final Figures total;
    private final QueueReadings readings;
    private final List<Caller> callers = new ArrayList<>(2);
    private final Map<String, Member> members = new LinkedHashMap<>();
    private List<Member> byName = List.of();
    private String strategy;
    private int weight;
    private int maxCallers;
    private int serviceLevel;
    private int omittedCallers;
    private int omittedMembers;
    private boolean removed;
    private List<QueueCaller> callerValues = List.of();
    private List<QueueMember> memberValues = List.of();

    Queue(String name, QueueSettings settings, PbxClock clock, Memberships memberships, long time) {
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.memberships = memberships;
        this.figures = Figures.since(time);
        this.total = Figures.total(time);
        this.readings = new QueueReadings(name, total, figures);
        this.serviceLevel = settings.serviceLevel();
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

    /** @return whether a list has named it before */
    boolean isListed() {
        return strategy != null;
    }

    void describe(Listed listed) {
        strategy = listed.strategy() == null ? "" : listed.strategy();
        weight = listed.weight();
        maxCallers = listed.maxCallers();
        serviceLevel = settings.serviceLevel() > 0 ? settings.serviceLevel() : listed.serviceLevel();
        omittedMembers = 0;
        omittedCallers = 0;
    }

    /**
     * The figures begin anew.
     *
     * @param leaving those who wait no more and have not been counted; they are offered anew, as are those who wait
     */
    void resets(long time, int leaving) {
        figures.reset(time, callers.size() + omittedCallers + leaving);
    }

    boolean isInTime(long waited) {
        return waited <= serviceLevel * 1000L;
    }

    List<Caller> callers() {
        return callers;
    }

    /** Null where nobody waits with that id. */
    Caller caller(String uniqueid) {
        for (Caller caller : callers) {
            if (caller.uniqueid().equals(uniqueid)) {
                return caller;
            }
        }
        return null;
    }

    /**
     * @param position from 1, or 0 for the last
     * @return null beyond the bound
     */
    Caller add(Party party, int position, long since) {
        if (callers.size() >= settings.maxCallers()) {
            omittedCallers++;
            return null;
        }
        Caller caller = new Caller(party, since);
        int at = position < 1 ? callers.size() : Math.min(position - 1, callers.size());
        callers.add(at, caller);
        callersChanged();
        return caller;
    }

    void moves(Caller caller, int position) {
        if (position > 0 && callers.indexOf(caller) != position - 1) {
            callers.remove(caller);
            callers.add(Math.min(position - 1, callers.size()), caller);
        }
        callersChanged();
    }

    void remove(Caller caller) {
        callers.remove(caller);
        callersChanged();
    }

    /** How many wait who are not kept because of the bound. */
    void callersBeyond(int count) {
        omittedCallers = Math.max(0, count - callers.size());
    }

    void callersChanged() {
        long since = 0;
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            caller.isAt(i + 1);
            since = since == 0 ? caller.since() : Math.min(since, caller.since());
        }
        callerValues = null;
        readings.waiting(callers.size(), since == 0 ? 0 : clock.here(since));
    }

    Collection<Member> members() {
        return members.values();
    }

    Member member(String interfaceName) {
        return interfaceName == null ? null : members.get(Member.key(interfaceName));
    }

    /** @return null beyond the bound */
    Member add(Facts facts, long time, boolean listed) {
        if (members.size() >= settings.maxMembers()) {
            omittedMembers++;
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

    private void membersChanged() {
        byName = members.values().stream()
                .sorted(Comparator.comparing((Member member) -> member.facts().name())
                        .thenComparing(member -> member.facts().interfaceName()))
                .toList();
        readings.each(members.values().stream().map(Member::readings).toList());
        memberChanged();
    }

    /** The state of one of them, or another of its values. */
    void memberChanged() {
        memberValues = null;
    }

    int omitted() {
        return omittedCallers + omittedMembers;
    }

    int omittedCallers() {
        return omittedCallers;
    }

    int omittedMembers() {
        return omittedMembers;
    }

    void removed() {
        removed = true;
        callers.clear();
        members.values().forEach(memberships::remove);
        members.clear();
        callersChanged();
        membersChanged();
    }

    /** What all of its messages have. */
    AmiQueue.Builder value(long time) {
        callerValues = callerValues == null ? Values.of(callers, Caller::value) : callerValues;
        memberValues = memberValues == null ? Values.of(byName, Member::value) : memberValues;
        return AmiQueue.builder()
                .name(name)
                .pbx(settings.pbx())
                .at(time)
                .strategy(strategy)
                .weight(weight)
                .maxCallers(maxCallers)
                .callers(callerValues)
                .members(memberValues)
                .figures(figures.value(serviceLevel))
                .removed(removed)
                .omitted(omitted());
    }
}
