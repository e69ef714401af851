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

import static java.util.Map.entry;

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.message.AmiEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Translates events to {@link QueueFact}s. Only this class and {@link ListedQueues} know the names of fields. */
final class QueueTranslator {
    /** The prefix of the device of an agent who logs in with AgentLogin. */
    static final String POOL = "Agent:";

    /** The modules whose reload may change queues. */
    private static final Set<String> MODULES = Set.of("All", "app_queue", "app_queue.so");

    /** The device states of an agent who is logged off or no longer in a pool. */
    private static final Set<String> LOGGED_OFF = Set.of("UNAVAILABLE", "INVALID");

    private static final Set<String> IN_USE = Set.of("INUSE", "BUSY", "RINGINUSE", "ONHOLD");

    /**
     * The translation of each event, by the name of the event. This is a HashMap because each event is looked up, and
     * an immutable map is slower.
     */
    private static final Map<String, Function<AmiEvent, QueueFact>> FACTS = new HashMap<>(Map.ofEntries(
            ofCaller(
                    "QueueCallerJoin",
                    (event, party) -> new QueueFact.Joined(
                            queue(event), party, number(event, "Position", 0), number(event, "Count", -1))),
            ofCaller(
                    "QueueCallerAbandon",
                    (event, party) -> new QueueFact.Abandoned(queue(event), party, number(event, "HoldTime", 0))),
            ofCaller(
                    "QueueCallerLeave",
                    (event, party) -> new QueueFact.Left(queue(event), party, number(event, "Count", -1))),
            ofCaller(
                    "AgentCalled",
                    (event, party) -> new QueueFact.Called(
                            queue(event), party, field(event, "Interface"), field(event, "DestUniqueid"))),
            ofCaller(
                    "AgentRingNoAnswer",
                    (event, party) -> new QueueFact.RangInVain(queue(event), party, field(event, "Interface"), false)),
            ofCaller(
                    "AgentDump",
                    (event, party) -> new QueueFact.RangInVain(queue(event), party, field(event, "Interface"), true)),
            ofCaller(
                    "AgentConnect",
                    (event, party) -> new QueueFact.Connected(
                            queue(event),
                            party,
                            field(event, "DestUniqueid"),
                            field(event, "Interface"),
                            number(event, "HoldTime", 0))),
            entry(
                    "AgentComplete",
                    event -> new QueueFact.Completed(
                            queue(event),
                            party(event, ""),
                            field(event, "DestUniqueid"),
                            field(event, "Interface"),
                            number(event, "TalkTime", 0),
                            field(event, "Reason"))),
            entry("QueueMemberAdded", event -> member(event, Told.ADDED)),
            entry("QueueMemberRemoved", event -> member(event, Told.REMOVED)),
            entry("QueueMemberStatus", event -> member(event, Told.CHANGED)),
            entry("QueueMemberPause", event -> member(event, Told.PAUSED)),
            entry("QueueMemberPenalty", event -> member(event, Told.CHANGED)),
            entry("QueueMemberRinginuse", event -> member(event, Told.CHANGED)),
            entry("AttendedTransfer", QueueTranslator::handedOver),
            entry("NewCallerid", QueueTranslator::identified),
            entry("Hangup", event -> new QueueFact.HungUp(field(event, "Uniqueid"))),
            entry("AgentLogin", event -> new QueueFact.LoggedIn(field(event, "Agent"), field(event, "Channel"))),
            entry("AgentLogoff", event -> new QueueFact.LoggedOff(field(event, "Agent"))),
            entry("DeviceStateChange", QueueTranslator::poolState),
            entry("Reload", event -> new QueueFact.Reloaded())));

    private interface OfCaller {
        QueueFact fact(AmiEvent event, Party party);
    }

    private QueueTranslator() {}

    private static Map.Entry<String, Function<AmiEvent, QueueFact>> ofCaller(String name, OfCaller fact) {
        return entry(name, event -> {
            Party party = party(event, "");
            return party == null ? null : fact.fact(event, party);
        });
    }

    /** Whether events of this name can be translated. */
    static boolean isKnown(String eventName) {
        return FACTS.containsKey(eventName);
    }

    /**
     * Whether this event is about queues, if events of its name can be. Most changes of devices and reloads are not.
     */
    static boolean saysAnything(EventView event) {
        return switch (event.name()) {
            case "DeviceStateChange" -> event.matches("Device", device -> device.startsWith(POOL));
            case "Reload" -> event.matches("Module", MODULES::contains);
            default -> true;
        };
    }

    /** Translates an event; null if it is not about queues. */
    static QueueFact translate(AmiEvent event) {
        Function<AmiEvent, QueueFact> fact = FACTS.get(event.name());
        return fact == null ? null : fact.apply(event);
    }

    /** The channel whose fields have this prefix; null if the event has none. */
    static Party party(AmiEvent event, String prefix) {
        String uniqueid = field(event, prefix + "Uniqueid");
        return uniqueid == null ? null : new Mentioned(event, prefix, uniqueid);
    }

    /** A channel in an event. Its values are read on request, because most parties are known already. */
    private record Mentioned(AmiEvent event, String prefix, String uniqueid) implements Party {
        @Override
        public String linkedid() {
            return field(event, prefix + "Linkedid");
        }

        @Override
        public String channel() {
            return field(event, prefix + "Channel");
        }

        @Override
        public String number() {
            return field(event, prefix + "CallerIDNum");
        }

        @Override
        public String name() {
            return field(event, prefix + "CallerIDName");
        }
    }

    private static QueueFact member(AmiEvent event, Told told) {
        Facts facts = facts(event, field(event, "Interface"), field(event, "MemberName"));
        return facts == null ? null : new QueueFact.MemberTold(queue(event), told, facts);
    }

    static Facts facts(AmiEvent event, String interfaceName, String name) {
        if (interfaceName == null) {
            return null;
        }
        String ringInUse = event.first("Ringinuse");
        return new Facts(
                name == null ? interfaceName : name,
                interfaceName,
                field(event, "StateInterface"),
                field(event, "Membership"),
                number(event, "Penalty", 0),
                number(event, "Status", 0),
                number(event, "Paused", 0) > 0,
                field(event, "PausedReason"),
                number(event, "InCall", 0) > 0,
                number(event, "CallsTaken", 0),
                seconds(event, "LastCall"),
                seconds(event, "LastPause"),
                seconds(event, "LoginTime"),
                ringInUse == null ? null : (Boolean) ringInUse.strip().equals("1"),
                number(event, "Wrapuptime", 0));
    }

    /**
     * Translates an attended transfer into a queue. The transferred party takes the place of the transferer in the
     * queue.
     */
    private static QueueFact handedOver(AmiEvent event) {
        String from = field(event, "SecondTransfererUniqueid");
        Party to = party(event, "Transferee");
        return from == null || to == null || !"Success".equals(event.first("Result"))
                ? null
                : new QueueFact.HandedOver(from, to);
    }

    private static QueueFact identified(AmiEvent event) {
        Party caller = party(event, "");
        return caller == null ? null : new QueueFact.Identified(caller);
    }

    private static QueueFact poolState(AmiEvent event) {
        String device = field(event, "Device");
        String state = field(event, "State");
        if (device == null || !device.startsWith(POOL) || state == null || state.equals("UNKNOWN")) {
            return null;
        }
        boolean loggedIn = !LOGGED_OFF.contains(state);
        return new QueueFact.PoolState(device.substring(POOL.length()), loggedIn, IN_USE.contains(state));
    }

    static String queue(AmiEvent event) {
        String queue = event.first("Queue");
        return queue == null ? "" : queue;
    }

    /** The first value of a field; null if it is absent or a placeholder. */
    static String field(AmiEvent event, String name) {
        String value = event.first(name);
        boolean says = value != null
                && !value.isEmpty()
                && !value.equals("<unknown>")
                && !value.equals("<null>")
                && !value.equals("unknown");
        return says ? value : null;
    }

    static int number(AmiEvent event, String name, int otherwise) {
        long number = number(event.first(name), otherwise);
        return number < Integer.MIN_VALUE || number > Integer.MAX_VALUE ? otherwise : (int) number;
    }

    static long seconds(AmiEvent event, String name) {
        return Math.max(0, number(event.first(name), 0));
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
