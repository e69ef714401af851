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

    /** A member, which actions for queues change. */
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

        Member(String queue, String location, String name, String membership, int penalty) {
            this.queue = queue;
            this.location = location;
            this.name = name.isEmpty() ? location : name;
            this.membership = membership;
            this.penalty = penalty;
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
            return figures(item).with("Wrapuptime", 0);
        }

        SimulatedEvent event(String eventName) {
            SimulatedEvent event = SimulatedEvent.named(eventName, "agent")
                    .with("Queue", queue)
                    .with("MemberName", name)
                    .with("Interface", location);
            return figures(event).with("Ringinuse", 1).with("Wrapuptime", 0);
        }

        private SimulatedEvent figures(SimulatedEvent event) {
            return event.with("StateInterface", location)
                    .with("Membership", membership)
                    .with("Penalty", penalty)
                    .with("CallsTaken", 0)
                    .with("LastCall", 0)
                    .with("LastPause", lastPause)
                    .with("LoginTime", loginTime)
                    .with("InCall", 0)
                    .with("Status", status)
                    .with("Paused", paused ? 1 : 0)
                    .with("PausedReason", reason);
        }
    }

    private final String name;
    private final String strategy;
    private final int serviceLevel;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    SimulatedQueue(String name, String strategy, int serviceLevel) {
        this.name = name;
        this.strategy = strategy;
        this.serviceLevel = serviceLevel;
    }

    /** Adds a static member. */
    public SimulatedQueue member(String location, String memberName, int penalty) {
        members.add(new Member(name, location, memberName, "static", penalty));
        return this;
    }

    String name() {
        return name;
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
                .with("Completed", 0)
                .with("Abandoned", 0)
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
