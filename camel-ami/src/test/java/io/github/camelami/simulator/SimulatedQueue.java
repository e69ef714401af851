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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call queue with its members. */
public final class SimulatedQueue {

    /** A member of the queue. */
    static final class Member {

        final String queue;
        final String location;
        final String name;
        final String membership;
        final long loginTime = Instant.now().getEpochSecond();
        volatile int status = 1;
        volatile int penalty;
        volatile boolean paused;
        volatile String reason = "";
        volatile long lastPause;
        volatile int callsTaken;
        volatile long lastCall;
        volatile boolean inCall;

        Member(String queue, String location, String name, String membership, int penalty) {
            this.queue = queue;
            this.location = location;
            this.name = name.isEmpty() ? location : name;
            this.membership = membership;
            this.penalty = penalty;
        }

        /**
         * Records the end of a call from the queue.
         *
         * @param at the time of the end, in seconds since 1970
         */
        void completed(long at) {
            inCall = false;
            callsTaken++;
            lastCall = at;
        }

        /** Resets what a restart of Asterisk resets. The member and its pause remain. */
        void restarted() {
            inCall = false;
            callsTaken = 0;
            lastCall = 0;
        }

        void pause(boolean value, String because) {
            paused = value;
            reason = value ? because : "";
            lastPause = value ? Instant.now().getEpochSecond() : lastPause;
        }

        SimulatedEvent listItem() {
            SimulatedEvent item = SimulatedEvent.named("QueueMember")
                    .with("Queue", queue)
                    .with("Name", name)
                    .with("Location", location);
            // as Asterisk does: only events report that a member is a realtime member
            String listed = membership.equals("realtime") ? "static" : membership;
            return figures(item, listed).with("Wrapuptime", 0);
        }

        SimulatedEvent event(String eventName) {
            SimulatedEvent event = SimulatedEvent.named(eventName, "agent")
                    .with("Queue", queue)
                    .with("MemberName", name)
                    .with("Interface", location);
            return figures(event, membership).with("Ringinuse", 1).with("Wrapuptime", 0);
        }

        private SimulatedEvent figures(SimulatedEvent event, String membership) {
            return event.with("StateInterface", location)
                    .with("Membership", membership)
                    .with("Penalty", penalty)
                    .with("CallsTaken", callsTaken)
                    .with("LastCall", lastCall)
                    .with("LastPause", lastPause)
                    .with("LoginTime", loginTime)
                    .with("InCall", inCall ? 1 : 0)
                    .with("Status", status)
                    .with("Paused", paused ? 1 : 0)
                    .with("PausedReason", reason);
        }
    }

    private final String name;
    private final String strategy;
    private final int serviceLevel;
    private final QueueActions actions;
    private volatile int completed;
    private volatile int abandoned;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    SimulatedQueue(String name, String strategy, int serviceLevel, QueueActions actions) {
        this.actions = actions;
        this.name = name;
        this.strategy = strategy;
        this.serviceLevel = serviceLevel;
    }

    /**
     * Adds a static member, as queues.conf does.
     *
     * @param location the interface of the member
     */
    public SimulatedQueue member(String location, String memberName, int penalty) {
        members.add(new Member(name, location, memberName, "static", penalty));
        return this;
    }

    /**
     * Adds a realtime member, as a row in the database of a realtime queue does. Its penalty is 0.
     *
     * @param location the interface of the member
     */
    public SimulatedQueue realtimeMember(String location, String memberName) {
        members.add(new Member(name, location, memberName, "realtime", 0));
        return this;
    }

    /** Removes a member without an event, as a change of queues.conf or of the database does. */
    public SimulatedQueue forget(String location) {
        members.removeIf(member -> member.location.equalsIgnoreCase(location));
        return this;
    }

    /** Makes a caller join the queue. The caller waits until the test calls a method of the returned object. */
    public SimulatedCaller join(String number, String callerName) {
        return actions.join(this, number, callerName);
    }

    /** Adds a dynamic member, and sends QueueMemberAdded. */
    public void add(String location, String memberName) {
        actions.add(this, location, memberName);
    }

    /** Removes a member, and sends QueueMemberRemoved. */
    public void remove(String location) {
        actions.remove(this, find(location));
    }

    /** Pauses a member in this queue, or ends its pause. */
    public void pause(String location, boolean paused, String reason) {
        actions.pause(this, find(location), paused, reason);
    }

    /**
     * Changes the state of a member's device.
     *
     * @param status Asterisk's number for the state: 1 not in use, 2 in use, 5 unavailable, 6 ringing
     */
    public void deviceState(String location, int status) {
        actions.deviceChanged(this, find(location), status);
    }

    /** The interfaces of the members. */
    public List<String> interfaces() {
        return members.stream().map(member -> member.location).toList();
    }

    String name() {
        return name;
    }

    void completed() {
        completed++;
    }

    void restarted() {
        completed = 0;
        abandoned = 0;
        members.forEach(Member::restarted);
    }

    void abandoned() {
        abandoned++;
    }

    List<Member> members() {
        return members;
    }

    Member find(String location) {
        return members.stream()
                .filter(member -> member.location.equalsIgnoreCase(location))
                .findFirst()
                .orElse(null);
    }

    SimulatedEvent params(int callers) {
        return SimulatedEvent.named("QueueParams")
                .with("Queue", name)
                .with("Max", 0)
                .with("Strategy", strategy)
                .with("Calls", callers)
                .with("Holdtime", 0)
                .with("TalkTime", 0)
                .with("Completed", completed)
                .with("Abandoned", abandoned)
                .with("ServiceLevel", serviceLevel)
                .with("ServicelevelPerf", "0.0")
                .with("ServicelevelPerf2", "0.0")
                .with("Weight", 0);
    }

    SimulatedEvent summary(int callers) {
        return SimulatedEvent.named("QueueSummary")
                .with("Queue", name)
                .with("LoggedIn", members.size())
                .with(
                        "Available",
                        members.stream().filter(member -> !member.paused).count())
                .with("Callers", callers)
                .with("HoldTime", 0)
                .with("TalkTime", 0)
                .with("LongestHoldTime", 0);
    }
}
