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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tracker with what it gave out, fed with made up events; time stands where the test puts it. */
final class TrackedQueues {
    static final long START = 1_700_000_000_000L;

    final List<AmiQueue> queues = new ArrayList<>();
    final List<AmiAgent> agents = new ArrayList<>();
    final QueueTracker tracker;
    long now = START;
    private long nanos;

    TrackedQueues(QueueSettings settings) {
        tracker = new QueueTracker(
                settings,
                out -> {
                    if (out instanceof AmiQueue queue) {
                        assertThat(queue.omitted() - unaccounted(queue))
                                .as("omitted members, so that each caller counts once: %s", queue)
                                .isBetween(0L, (long) queue.omitted());
                        queues.add(queue);
                    } else {
                        agents.add((AmiAgent) out);
                    }
                },
                () -> nanos);
    }

    /** How many callers of a message have no outcome and do not wait either, as far as it has them. */
    static long unaccounted(AmiQueue queue) {
        QueueFigures figures = queue.figures();
        return figures.offered()
                - figures.answered()
                - figures.abandoned()
                - figures.timedOut()
                - figures.left()
                - figures.unseen()
                - figures.leaving()
                - queue.callers().size();
    }

    static TrackedQueues queues() {
        return new TrackedQueues(QueueSettings.of("pbx", false));
    }

    static TrackedQueues agents() {
        return new TrackedQueues(QueueSettings.of("pbx", true));
    }

    TrackedQueues event(String name, String... fields) {
        tracker.event(AmiEvent.of(name, fields(fields), 1, now));
        return this;
    }

    private static Map<String, String> fields(String... fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            map.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return map;
    }

    private TrackedQueues of(String name, String caller, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "Privilege=agent,all",
                "Queue=support",
                "Uniqueid=" + caller,
                "Linkedid=" + caller,
                "Channel=PJSIP/" + caller,
                "CallerIDNum=" + caller));
        fields.addAll(List.of(more));
        return event(name, fields.toArray(String[]::new));
    }

    TrackedQueues join(String caller, int position) {
        return of("QueueCallerJoin", caller, "Position=" + position);
    }

    TrackedQueues abandon(String caller, int position) {
        of("QueueCallerAbandon", caller, "Position=" + position, "HoldTime=1");
        return leave(caller, position);
    }

    TrackedQueues leave(String caller, int position) {
        return of("QueueCallerLeave", caller, "Position=" + position);
    }

    TrackedQueues offer(String event, String caller, String member) {
        return of(event, caller, "Interface=" + member, "DestUniqueid=" + caller + "." + member);
    }

    TrackedQueues complete(String caller, String member) {
        return event(
                "AgentComplete",
                "Privilege=agent,all",
                "Queue=support",
                "Interface=" + member,
                "DestUniqueid=" + caller + "." + member,
                "TalkTime=1",
                "Reason=caller");
    }

    TrackedQueues member(String event, String queue, String member, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "Privilege=agent,all",
                "Queue=" + queue,
                "MemberName=Name of " + member,
                "Interface=" + member,
                "StateInterface=" + member));
        fields.addAll(List.of(more));
        if (fields.stream().noneMatch(field -> field.startsWith("Status="))) {
            fields.add("Status=1");
        }
        return event(event, fields.toArray(String[]::new));
    }

    /** Of class call: who hangs up is known from now on. */
    TrackedQueues channel(String event, String caller, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "Privilege=call,all",
                "Uniqueid=" + caller,
                "Linkedid=" + caller,
                "Channel=PJSIP/" + caller,
                "ChannelState=6",
                "Context=x",
                "Exten=1",
                "Priority=1"));
        fields.addAll(List.of(more));
        return event(event, fields.toArray(String[]::new));
    }

    /** A member behind a Local channel answers the caller: the queue does not see its phone. */
    TrackedQueues talkByLocal(String caller, String member) {
        channelsByLocal(caller, member);
        return offer("AgentCalled", caller, member).leave(caller, 1).offer("AgentConnect", caller, member);
    }

    /** The channels from a caller to the phone of a member, all of them connected. */
    TrackedQueues channelsByLocal(String caller, String member) {
        String one = caller + "." + member;
        String two = caller + ".two";
        String phone = caller + ".phone";
        String of = "Linkedid=" + caller;
        String local = "Channel=" + member.replace("/n", "") + "-" + caller + ";";
        channel("Newchannel", caller);
        channel("Newchannel", one, of, local + 1);
        channel("Newchannel", two, of, local + 2);
        event(
                "LocalBridge",
                "Privilege=call,all",
                "LocalOneUniqueid=" + one,
                "LocalOneLinkedid=" + caller,
                "LocalTwoUniqueid=" + two,
                "LocalTwoLinkedid=" + caller);
        channel("Newchannel", phone, of);
        channel("DialBegin", two, of, local + 2, "DestUniqueid=" + phone, "DestLinkedid=" + caller);
        channel("DialEnd", two, of, local + 2, "DestUniqueid=" + phone, "DestLinkedid=" + caller, "DialStatus=ANSWER");
        channel("BridgeEnter", phone, of, "BridgeUniqueid=m" + caller);
        channel("BridgeEnter", two, of, local + 2, "BridgeUniqueid=m" + caller);
        channel("BridgeEnter", one, of, local + 1, "BridgeUniqueid=q" + caller);
        return channel("BridgeEnter", caller, "BridgeUniqueid=q" + caller);
    }

    /** The phone of such a member sends the caller to another extension, and is free. */
    TrackedQueues transfer(String caller) {
        String of = "Linkedid=" + caller;
        event(
                "BlindTransfer",
                "Privilege=call,all",
                "Result=Success",
                "TransfererUniqueid=" + caller + ".phone",
                "TransfererLinkedid=" + caller,
                "TransfereeUniqueid=" + caller + ".two",
                "TransfereeLinkedid=" + caller,
                "Extension=8203");
        channel("BridgeLeave", caller + ".phone", of, "BridgeUniqueid=m" + caller);
        return channel("Hangup", caller + ".phone", of, "Cause=16");
    }

    @SafeVarargs
    final TrackedQueues list(Map<String, String>... items) {
        return list(List.of(items));
    }

    TrackedQueues list(List<Map<String, String>> items) {
        List<AmiEvent> events = new ArrayList<>();
        for (Map<String, String> item : items) {
            Map<String, String> fields = new LinkedHashMap<>(item);
            events.add(AmiEvent.of(fields.remove("Event"), fields, 1, now));
        }
        tracker.queues(events, now);
        return this;
    }

    static Map<String, String> item(String event, String... fields) {
        Map<String, String> item = fields(fields);
        item.put("Event", event);
        return item;
    }

    static Map<String, String> params(String queue) {
        return item("QueueParams", "Queue=" + queue, "Strategy=ringall", "ServiceLevel=20", "Max=0", "Weight=0");
    }

    static Map<String, String> listed(String queue, String member, String... more) {
        List<String> fields = new ArrayList<>(
                List.of("Queue=" + queue, "Name=Name of " + member, "Location=" + member, "StateInterface=" + member));
        fields.addAll(List.of(more));
        if (fields.stream().noneMatch(field -> field.startsWith("Status="))) {
            fields.add("Status=1");
        }
        return item("QueueMember", fields.toArray(String[]::new));
    }

    static Map<String, String> entry(String caller, int position, int waited) {
        return item(
                "QueueEntry",
                "Queue=support",
                "Uniqueid=" + caller,
                "Channel=PJSIP/" + caller,
                "CallerIDNum=" + caller,
                "Position=" + position,
                "Wait=" + waited);
    }

    TrackedQueues after(long millis) {
        now += millis;
        nanos += millis * 1_000_000;
        return this;
    }

    TrackedQueues tick() {
        // made up events have no Timestamp: the clock of the PBX is ours
        tracker.tick(now);
        return this;
    }

    AmiQueue last() {
        return queues.get(queues.size() - 1);
    }

    AmiAgent lastAgent() {
        return agents.get(agents.size() - 1);
    }
}
