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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A channel that is up. Only the timer thread changes its fields. The threads of sessions read them. */
final class SimulatedChannel {

    static final int DOWN = 0;
    static final int RING = 4;
    static final int RINGING = 5;
    static final int UP = 6;

    private static final String UNKNOWN = "<unknown>";

    final String name;
    final String uniqueid;
    final String linkedid;
    final Map<String, String> variables = new ConcurrentSkipListMap<>();
    final Instant createdAt = Instant.now();
    volatile Instant answeredAt;
    volatile int state;
    volatile String callerNum = "";
    volatile String callerName = "";
    volatile String connectedNum = "";
    volatile String connectedName = "";
    volatile String account = "";
    volatile String context = "default";
    volatile String exten = "";
    volatile int priority = 1;
    volatile String application = "";
    volatile String data = "";
    volatile String bridge = "";
    volatile SimulatedCall call;
    /** The parking space in which the channel waits; empty if it is not parked. */
    volatile String parkingSpace = "";

    /** The queue in which the channel waits, or null. */
    volatile SimulatedQueue queue;

    volatile Instant queuedAt;

    SimulatedChannel(String name, String uniqueid, String linkedid, int state) {
        this.name = name;
        this.uniqueid = uniqueid;
        this.linkedid = linkedid.isEmpty() ? uniqueid : linkedid;
        this.state = state;
    }

    void caller(String num, String callerIdName) {
        callerNum = num;
        callerName = callerIdName;
    }

    void connected(String num, String lineName) {
        connectedNum = num;
        connectedName = lineName;
    }

    String stateText() {
        return switch (state) {
            case DOWN -> "Down";
            case RING -> "Ring";
            case RINGING -> "Ringing";
            default -> "Up";
        };
    }

    long seconds() {
        return Duration.between(createdAt, Instant.now()).toSeconds();
    }

    /**
     * Adds the fields that describe the channel to an event. As in Asterisk, names are C-escaped in these fields.
     *
     * @param prefix the prefix of the names of the fields, such as {@code Dest}
     * @param channelVars the channel variables to add as {@code ChanVariable}
     */
    SimulatedEvent snapshot(SimulatedEvent event, String prefix, List<String> channelVars) {
        event.with(prefix + "Channel", name)
                .with(prefix + "ChannelState", state)
                .with(prefix + "ChannelStateDesc", stateText())
                .with(prefix + "CallerIDNum", known(callerNum))
                .with(prefix + "CallerIDName", escape(known(callerName)))
                .with(prefix + "ConnectedLineNum", known(connectedNum))
                .with(prefix + "ConnectedLineName", escape(known(connectedName)))
                .with(prefix + "Language", "en")
                .with(prefix + "AccountCode", account)
                .with(prefix + "Context", context)
                .with(prefix + "Exten", exten)
                .with(prefix + "Priority", priority)
                .with(prefix + "Uniqueid", uniqueid)
                .with(prefix + "Linkedid", linkedid);
        channelVars.forEach(
                variable -> event.with(prefix + "ChanVariable", variable + "=" + variables.getOrDefault(variable, "")));
        return event;
    }

    static String known(String value) {
        return value.isEmpty() ? UNKNOWN : value;
    }

    /** C-escapes a value, as Asterisk does in the fields that describe a channel. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        for (char c : value.toCharArray()) {
            switch (c) {
                case 7 -> escaped.append("\\a");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case 11 -> escaped.append("\\v");
                case '\\', '\'', '"', '?' -> escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
