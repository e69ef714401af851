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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The queues and their waiting callers. Answers QueueStatus, QueueSummary and the actions that change members. */
final class QueueActions {

    private final SimulatedPbx pbx;
    private final Map<String, SimulatedQueue> queues = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, SimulatedQueue> extensions = new ConcurrentHashMap<>();
    private volatile boolean sharedLastCall;

    QueueActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("QueueStatus", this::status);
        actions.add("QueueSummary", this::summary);
        actions.add("QueueAdd", this::add);
        actions.add("QueueRemove", this::remove);
        actions.add("QueuePause", this::pause);
        actions.add("QueuePenalty", this::penalty);
        actions.add("QueueReload", action -> Reply.success("Queue reloaded successfully"));
    }

    SimulatedQueue queue(String name, String strategy, int serviceLevel) {
        return queues.computeIfAbsent(name, key -> new SimulatedQueue(key, strategy, serviceLevel, this));
    }

    void extension(String extension, SimulatedQueue queue) {
        extensions.put(extension, queue);
    }

    /** The queue in which calls to this extension wait; null if the extension has no queue. */
    SimulatedQueue dialledAs(String extension) {
        return extensions.get(extension);
    }

    /**
     * The interface of the member that the queue calls next: of the members who are free and not paused, the one with
     * the lowest penalty. Empty if there is none.
     */
    Optional<String> freeMember(SimulatedQueue queue) {
        return queue.members().stream()
                .filter(member -> !member.paused && pbx.data().phones().isFree(member.location))
                .min(Comparator.comparingInt(member -> member.penalty))
                .map(member -> member.location);
    }

    void join(SimulatedChannel channel, SimulatedQueue queue) {
        channel.queuedAt = Instant.now();
        channel.queue = queue;
        int count = waiting(queue).size();
        pbx.emit(
                about("QueueCallerJoin", channel, queue).with("Position", count).with("Count", count));
    }

    /**
     * Ends the wait of a channel.
     *
     * @param abandoned whether the queue reports the caller as abandoned, as after a hang-up or a timeout
     */
    void leave(SimulatedChannel channel, boolean abandoned) {
        SimulatedQueue queue = channel.queue;
        if (queue == null) {
            return;
        }
        int position = waiting(queue).indexOf(channel) + 1;
        if (abandoned) {
            queue.abandoned();
            pbx.emit(about("QueueCallerAbandon", channel, queue)
                    .with("Position", position)
                    .with("OriginalPosition", position)
                    .with("HoldTime", waited(channel)));
        }
        channel.queue = null;
        pbx.emit(about("QueueCallerLeave", channel, queue)
                .with("Position", position)
                .with("Count", waiting(queue).size()));
    }

    /** Reports that a member has answered a caller. The result reports the end of their conversation. */
    Runnable connect(
            SimulatedChannel caller,
            SimulatedChannel phone,
            SimulatedQueue queue,
            SimulatedQueue.Member member,
            long waited) {
        Instant connectedAt = Instant.now();
        pbx.emit(offer("AgentConnect", caller, phone, queue, member)
                .with("HoldTime", waited)
                .with("RingTime", 0));
        return () -> {
            pbx.emit(offer("AgentComplete", caller, phone, queue, member)
                    .with("HoldTime", waited)
                    .with(
                            "TalkTime",
                            Duration.between(connectedAt, Instant.now()).toSeconds())
                    .with("Reason", "caller"));
            queue.completed();
        };
    }

    void sharedLastCall() {
        sharedLastCall = true;
    }

    /**
     * The member and, with shared_lastcall, the same interface in the other queues. A call of the member counts for all
     * of them.
     */
    List<SimulatedQueue.Member> sameMember(SimulatedQueue.Member member) {
        if (!sharedLastCall) {
            return List.of(member);
        }
        return List.copyOf(queues.values()).stream()
                .map(queue -> queue.find(member.location))
                .filter(Objects::nonNull)
                .toList();
    }

    void restarted() {
        List.copyOf(queues.values()).forEach(SimulatedQueue::restarted);
    }

    void deviceChanged(String location, int status) {
        for (SimulatedQueue queue : List.copyOf(queues.values())) {
            SimulatedQueue.Member member = queue.find(location);
            if (member != null) {
                member.status = status;
                pbx.emit(member.event("QueueMemberStatus"));
            }
        }
    }

    synchronized SimulatedCaller join(SimulatedQueue queue, String number, String name) {
        SimulatedChannel channel = new SimulatedChannel(
                "PJSIP/" + number + pbx.channels().nextSuffix(), pbx.channels().nextId(), "", SimulatedChannel.UP);
        channel.caller(number, name);
        channel.exten = queue.name();
        pbx.channels().add(channel);
        pbx.emit(events().about("Newchannel", channel));
        join(channel, queue);
        return new SimulatedCaller(this, channel, queue);
    }

    CallEvents events() {
        return new CallEvents(pbx.settings().channelVars());
    }

    SimulatedPbx pbx() {
        return pbx;
    }

    /** Creates an event with the fields of a caller, of a member and of the member's channel. */
    SimulatedEvent offer(
            String event,
            SimulatedChannel caller,
            SimulatedChannel phone,
            SimulatedQueue queue,
            SimulatedQueue.Member member) {
        SimulatedEvent named = SimulatedEvent.named(event, "agent");
        caller.snapshot(named, "", pbx.settings().channelVars());
        return phone.snapshot(named, "Dest", pbx.settings().channelVars())
                .with("Queue", queue.name())
                .with("Interface", member.location)
                .with("MemberName", member.name);
    }

    void add(SimulatedQueue queue, String location, String memberName) {
        SimulatedQueue.Member member = new SimulatedQueue.Member(queue.name(), location, memberName, "dynamic", 0);
        queue.members().add(member);
        pbx.emit(member.event("QueueMemberAdded"));
    }

    void remove(SimulatedQueue queue, SimulatedQueue.Member member) {
        queue.members().remove(member);
        pbx.emit(member.event("QueueMemberRemoved"));
    }

    void pause(SimulatedQueue queue, SimulatedQueue.Member member, boolean paused, String reason) {
        member.pause(paused, reason);
        pbx.emit(member.event("QueueMemberPause"));
    }

    void deviceChanged(SimulatedQueue queue, SimulatedQueue.Member member, int status) {
        member.status = status;
        pbx.emit(member.event("QueueMemberStatus"));
    }

    private SimulatedEvent about(String event, SimulatedChannel channel, SimulatedQueue queue) {
        return channel.snapshot(
                        SimulatedEvent.named(event, "agent"), "", pbx.settings().channelVars())
                .with("Queue", queue.name());
    }

    private List<SimulatedChannel> waiting(SimulatedQueue queue) {
        return pbx.channels().all().stream()
                .filter(channel -> channel.queue == queue)
                .sorted(Comparator.comparing(channel -> channel.queuedAt))
                .toList();
    }

    static long waited(SimulatedChannel channel) {
        return Duration.between(channel.queuedAt, Instant.now()).toSeconds();
    }

    private Reply status(ReceivedAction action) {
        List<SimulatedEvent> items = new ArrayList<>();
        for (SimulatedQueue queue : chosen(action)) {
            List<SimulatedChannel> waiting = waiting(queue);
            items.add(queue.params(waiting.size()).withIdOf(action));
            queue.members().stream()
                    .filter(member ->
                            action.field("Member").isEmpty() || member.location.equals(action.field("Member")))
                    .forEach(member -> items.add(member.listItem().withIdOf(action)));
            for (int i = 0; i < waiting.size(); i++) {
                items.add(entry(queue, waiting.get(i), i + 1).withIdOf(action));
            }
        }
        return Reply.success("Queue status will follow").list("QueueStatusComplete", items);
    }

    private Reply summary(ReceivedAction action) {
        List<SimulatedEvent> items = chosen(action).stream()
                .map(queue -> queue.summary(waiting(queue).size()).withIdOf(action))
                .toList();
        return Reply.success("Queue summary will follow").list("QueueSummaryComplete", items);
    }

    private static SimulatedEvent entry(SimulatedQueue queue, SimulatedChannel channel, int position) {
        return SimulatedEvent.named("QueueEntry")
                .with("Queue", queue.name())
                .with("Position", position)
                .with("Channel", channel.name)
                .with("Uniqueid", channel.uniqueid)
                .with("CallerIDNum", SimulatedChannel.known(channel.callerNum))
                .with("CallerIDName", SimulatedChannel.known(channel.callerName))
                .with("ConnectedLineNum", SimulatedChannel.known(channel.connectedNum))
                .with("ConnectedLineName", SimulatedChannel.known(channel.connectedName))
                .with("Wait", waited(channel))
                .with("Priority", 0);
    }

    private Reply add(ReceivedAction action) {
        if (action.field("Queue").isEmpty()) {
            return Reply.error("'Queue' not specified.");
        } else if (action.field("Interface").isEmpty()) {
            return Reply.error("'Interface' not specified.");
        }
        SimulatedQueue queue = queues.get(action.field("Queue"));
        if (queue == null) {
            return Reply.error("Unable to add interface to queue: No such queue");
        } else if (queue.find(action.field("Interface")) != null) {
            return Reply.error("Unable to add interface: Already there");
        }
        SimulatedQueue.Member member = new SimulatedQueue.Member(
                action.field("Queue"),
                action.field("Interface"),
                action.field("MemberName"),
                "dynamic",
                number(action.field("Penalty")));
        member.pause(isTrue(action.field("Paused")), action.field("Reason"));
        queue.members().add(member);
        return Reply.success("Added interface to queue").then(() -> pbx.emit(member.event("QueueMemberAdded")));
    }

    private Reply remove(ReceivedAction action) {
        if (action.field("Queue").isEmpty() || action.field("Interface").isEmpty()) {
            return Reply.error("Need 'Queue' and 'Interface' parameters.");
        }
        SimulatedQueue queue = queues.get(action.field("Queue"));
        if (queue == null) {
            return Reply.error("Unable to remove interface from queue: No such queue");
        }
        SimulatedQueue.Member member = queue.find(action.field("Interface"));
        if (member == null) {
            return Reply.error("Unable to remove interface: Not there");
        }
        queue.members().remove(member);
        return Reply.success("Removed interface from queue").then(() -> pbx.emit(member.event("QueueMemberRemoved")));
    }

    private Reply pause(ReceivedAction action) {
        if (action.field("Interface").isEmpty() || action.field("Paused").isEmpty()) {
            return Reply.error("Need 'Interface' and 'Paused' parameters.");
        }
        boolean paused = isTrue(action.field("Paused"));
        String reason = action.field("Reason");
        return change(
                action,
                member -> member.pause(paused, reason),
                paused ? "Interface paused successfully" : "Interface unpaused successfully",
                "QueueMemberPause");
    }

    private Reply penalty(ReceivedAction action) {
        return change(
                action,
                member -> member.penalty = number(action.field("Penalty")),
                "Interface penalty set successfully",
                "QueueMemberPenalty");
    }

    private Reply change(
            ReceivedAction action, Consumer<SimulatedQueue.Member> change, String message, String eventName) {
        Reply reply = Reply.success(message);
        boolean found = false;
        for (SimulatedQueue queue : chosen(action)) {
            SimulatedQueue.Member member = queue.find(action.field("Interface"));
            if (member != null) {
                change.accept(member);
                SimulatedEvent event = member.event(eventName);
                if (!pbx.settings().version().is22()
                        && eventName.equals("QueueMemberPause")
                        && !member.reason.isEmpty()) {
                    event.with("Reason", member.reason);
                }
                reply.then(() -> pbx.emit(event));
                found = true;
            }
        }
        return found ? reply : Reply.error("Interface not found");
    }

    private List<SimulatedQueue> chosen(ReceivedAction action) {
        String name = action.field("Queue");
        synchronized (queues) {
            return name.isEmpty()
                    ? List.copyOf(queues.values())
                    : queues.containsKey(name) ? List.of(queues.get(name)) : List.of();
        }
    }

    private static boolean isTrue(String value) {
        return value.matches("(?i)true|yes|on|1|y|t");
    }

    private static int number(String value) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }
}
