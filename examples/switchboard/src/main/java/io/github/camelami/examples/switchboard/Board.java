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
package io.github.camelami.examples.switchboard;

import io.github.camelami.examples.switchboard.Row.Channel;
import io.github.camelami.examples.switchboard.Row.Extension;
import io.github.camelami.examples.switchboard.Row.Member;
import io.github.camelami.examples.switchboard.Row.Queue;
import io.github.camelami.examples.switchboard.Row.Waiting;
import io.github.camelami.examples.switchboard.View.Pbx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The current state of the PBX, computed from its events and the lists of the snapshot. Thread-safe. */
public final class Board {
    private static final int TEXT = 100;
    private static final String REMOVED = "-2";

    private final InstantSource clock;
    private final int limit;
    private final Map<String, Row> rows = new HashMap<>();
    private Pbx pbx;
    private View view;

    /** @param limit the maximum number of rows, of waiting callers of a queue, and of members of a queue */
    Board(InstantSource clock, int limit) {
        this.clock = clock;
        this.limit = limit;
        this.pbx = new Pbx(false, clock.millis(), "", false);
    }

    /** Removes all rows, because the snapshot after the login contains the whole state. */
    public synchronized void connected(Map<String, String> notice) {
        rows.clear();
        pbx = new Pbx(true, clock.millis(), text(notice, "Server"), false);
        view = null;
    }

    /** Records that the connection is lost. The rows remain unchanged. */
    public synchronized void disconnected() {
        pbx = new Pbx(false, clock.millis(), pbx.server(), pbx.full());
        view = null;
    }

    /** Applies an event or an item of a snapshot. Ignores those that do not concern a row. */
    public synchronized void take(Map<String, String> event) {
        switch (event.get("Event")) {
            case "CoreShowChannel", "Newchannel" -> put(channelId(event), opened(event));
            case "Newstate", "NewCallerid", "NewConnectedLine" ->
                changeChannel(event, channel -> withParties(event, channel));
            case "Hold" -> changeChannel(event, channel -> held(channel, true));
            case "Unhold" -> changeChannel(event, channel -> held(channel, false));
            case "Rename" -> changeChannel(event, channel -> renamed(channel, event.get("Newname")));
            case "Hangup" -> rows.remove(channelId(event));
            case "ExtensionStatus" -> extension(event);
            case "QueueParams" -> changeQueue(event, queue -> queue);
            case "QueueEntry", "QueueCallerJoin" -> changeQueue(event, queue -> joined(event, queue));
            case "QueueCallerLeave" -> changeQueue(event, queue -> left(event, queue));
            case "QueueMemberRemoved" -> changeQueue(event, queue -> withMember(queue, device(event), null));
            default -> {
                if (event.get("Event").startsWith("QueueMember")) {
                    changeQueue(event, queue -> withMember(queue, device(event), member(event)));
                }
            }
        }
        view = null;
    }

    /** Adds an item of a list, unless the board already has it. An event may have arrived before the list. */
    public synchronized void learn(Map<String, String> item) {
        boolean known =
                switch (item.get("Event")) {
                    case "ExtensionStatus" -> rows.containsKey(extensionId(item));
                    case "QueueParams" -> rows.containsKey(queueId(item));
                    case "QueueMember" ->
                        rows.get(queueId(item)) instanceof Queue queue
                                && queue.members().stream()
                                        .anyMatch(member -> member.device().equals(device(item)));
                    default -> true;
                };
        if (!known) {
            take(item);
        }
    }

    /**
     * Adds the queues of a complete list, and removes those that are not in the list, unless a caller is still waiting
     * there.
     */
    public synchronized void learnQueues(List<? extends Map<String, String>> list) {
        list.forEach(this::learn);
        Set<String> listed = list.stream().map(Board::queueId).collect(Collectors.toSet());
        rows.entrySet()
                .removeIf(row -> row.getValue() instanceof Queue queue
                        && queue.waiting().isEmpty()
                        && !listed.contains(row.getKey()));
        view = null;
    }

    /** The current content of the page. Returns the same object as before if nothing has changed. */
    synchronized View view() {
        if (view == null) {
            view = new View(pbx, Map.copyOf(rows));
        }
        return view;
    }

    /** @throws IllegalArgumentException if there is no such channel on the board */
    synchronized String channelName(String id) {
        if (rows.get(id) instanceof Channel channel) {
            return channel.name();
        }
        throw new IllegalArgumentException("This call has already ended.");
    }

    synchronized boolean hasExtension(String number) {
        return rows.values().stream()
                .anyMatch(row ->
                        row instanceof Extension extension && extension.number().equals(number));
    }

    private void put(String id, Row row) {
        if (rows.size() < limit || rows.containsKey(id)) {
            rows.put(id, row);
        } else {
            pbx = new Pbx(pbx.connected(), pbx.since(), pbx.server(), true);
        }
    }

    private void extension(Map<String, String> event) {
        String id = extensionId(event);
        if (REMOVED.equals(event.get("Status"))) {
            rows.remove(id);
        } else {
            put(
                    id,
                    new Extension(
                            text(event, "Exten"),
                            text(event, "Context"),
                            text(event, "Hint"),
                            text(event, "StatusText")));
        }
    }

    private static String extensionId(Map<String, String> event) {
        return "extension:" + event.get("Exten") + "@" + event.get("Context");
    }

    private static String queueId(Map<String, String> event) {
        return "queue:" + event.get("Queue");
    }

    private static String channelId(Map<String, String> event) {
        return "channel:" + event.get("Uniqueid");
    }

    private Channel opened(Map<String, String> event) {
        long since = clock.millis() - duration(event.getOrDefault("Duration", ""));
        return withParties(event, new Channel(event.get("Channel"), "", false, "", "", "", "", "", since));
    }

    private static Channel withParties(Map<String, String> event, Channel channel) {
        return new Channel(
                channel.name(),
                text(event, "ChannelStateDesc"),
                channel.held(),
                text(event, "CallerIDNum"),
                text(event, "CallerIDName"),
                text(event, "ConnectedLineNum"),
                text(event, "ConnectedLineName"),
                text(event, "Exten"),
                channel.since());
    }

    private static Channel held(Channel channel, boolean held) {
        return new Channel(
                channel.name(),
                channel.state(),
                held,
                channel.number(),
                channel.caller(),
                channel.connectedNumber(),
                channel.connectedName(),
                channel.dialled(),
                channel.since());
    }

    private static Channel renamed(Channel channel, String name) {
        return new Channel(
                name,
                channel.state(),
                channel.held(),
                channel.number(),
                channel.caller(),
                channel.connectedNumber(),
                channel.connectedName(),
                channel.dialled(),
                channel.since());
    }

    private void changeChannel(Map<String, String> event, UnaryOperator<Channel> change) {
        rows.computeIfPresent(channelId(event), (id, row) -> change.apply((Channel) row));
    }

    private void changeQueue(Map<String, String> event, UnaryOperator<Queue> change) {
        String id = queueId(event);
        Queue before = (Queue) rows.getOrDefault(id, new Queue(text(event, "Queue"), List.of(), List.of()));
        put(id, change.apply(before));
    }

    private Queue joined(Map<String, String> event, Queue queue) {
        List<Waiting> waiting = without(queue, event.get("Uniqueid"));
        if (waiting.size() < limit) {
            int place = Math.max(0, number(event.getOrDefault("Position", "")) - 1);
            waiting.add(
                    Math.min(place, waiting.size()),
                    new Waiting(
                            event.get("Uniqueid"),
                            text(event, "CallerIDNum"),
                            text(event, "CallerIDName"),
                            clock.millis() - 1_000L * number(event.getOrDefault("Wait", ""))));
        }
        return new Queue(queue.name(), List.copyOf(waiting), queue.members());
    }

    private static Queue left(Map<String, String> event, Queue queue) {
        return new Queue(queue.name(), List.copyOf(without(queue, event.get("Uniqueid"))), queue.members());
    }

    private static List<Waiting> without(Queue queue, String uniqueid) {
        List<Waiting> waiting = new ArrayList<>(queue.waiting());
        waiting.removeIf(each -> each.uniqueid().equals(uniqueid));
        return waiting;
    }

    /** Replaces a member at its place among the others. With null, removes the member. */
    private Queue withMember(Queue queue, String device, Member member) {
        Map<String, Member> members = new LinkedHashMap<>();
        queue.members().forEach(each -> members.put(each.device(), each));
        if (member == null) {
            members.remove(device);
        } else if (members.size() < limit || members.containsKey(device)) {
            members.put(device, member);
        }
        return new Queue(queue.name(), queue.waiting(), List.copyOf(members.values()));
    }

    /** The device of a member. Lists have the fields Location and Name, events have Interface and MemberName. */
    private static String device(Map<String, String> event) {
        return event.getOrDefault("Interface", event.get("Location"));
    }

    private static Member member(Map<String, String> event) {
        return new Member(
                device(event),
                text(event, event.containsKey("MemberName") ? "MemberName" : "Name"),
                number(event.getOrDefault("Status", "")),
                "1".equals(event.get("Paused")));
    }

    private static String text(Map<String, String> event, String field) {
        String value = event.getOrDefault(field, "");
        return value.equals("<unknown>") ? "" : value.substring(0, Math.min(value.length(), TEXT));
    }

    private static int number(String value) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }

    /** The milliseconds of a duration such as 01:02:03; 0 for any other text. */
    private static long duration(String clock) {
        if (!clock.matches("\\d{1,6}:\\d\\d:\\d\\d")) {
            return 0;
        }
        long seconds = 0;
        for (String part : clock.split(":")) {
            seconds = 60 * seconds + number(part);
        }
        return 1_000 * seconds;
    }
}
