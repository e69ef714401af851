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
package io.github.camelami.transform;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.internal.routing.EventHeaderNames;
import io.github.camelami.internal.wire.FieldNames;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvent. All but the time consist of printable ASCII characters without blanks, so that each
 * protocol can send them.
 */
record EventAttributes(
        String id, String type, String source, @Nullable String subject, Instant time, String schema) {
    private static final String TYPE = "io.github.camelami.";
    private static final List<String> SUBJECTS =
            List.of("Channel", "DestChannel", "Queue", "BridgeUniqueid", "Device", "Peer");

    /** An id that Asterisk made, from its name and the time. An id that an Originate has chosen may occur again. */
    private static final Pattern ASTERISK_ID = Pattern.compile("(?:.+-)?\\d{9,}\\.\\d+");

    /** They describe no change of a caller or a member, but what a consumer knows. */
    private static final Set<QueueChange> OF_THE_CONSUMER =
            EnumSet.of(QueueChange.INTERVAL, QueueChange.RESET, QueueChange.RESYNCED);

    /**
     * Returns the attributes of a message.
     *
     * @throws IllegalArgumentException if the body cannot become a CloudEvent, or if the name of the PBX is unknown
     */
    static EventAttributes of(Message message) {
        Object body = message.getBody();
        if (body instanceof AmiEvent event) {
            return of(event, message);
        } else if (body instanceof AmiCall call) {
            return of(call);
        } else if (body instanceof AmiQueue queue) {
            return of(queue);
        } else if (body instanceof AmiAgent agent) {
            return of(agent);
        }
        throw JsonText.refused(body, "an event, a call, a queue or an agent");
    }

    private static EventAttributes of(AmiEvent event, Message message) {
        String notice = message.getHeader(EventHeaderNames.NOTICE, String.class);
        String list = message.getHeader(EventHeaderNames.SNAPSHOT, String.class);
        String kind = notice != null ? "notice" : list != null ? "snapshot" : "event";
        String id;
        if (notice != null) {
            id = hash(event, message.getExchange().getFromRouteId(), event.receivedAt(), event.epoch());
        } else if (event.timestamp().isPresent()) {
            id = hash(event);
        } else {
            id = hash(event, event.receivedAt(), event.epoch(), event.sequence());
        }
        String subject = SUBJECTS.stream()
                .map(event::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .map(EventText::printable)
                .orElse(null);
        return new EventAttributes(
                id,
                TYPE + kind + '.' + EventText.printable(event.name()),
                source(
                        message.getHeader(EventHeaderNames.CONNECTION, String.class),
                        "message has no header " + EventHeaderNames.CONNECTION),
                subject,
                event.timestamp().orElseGet(() -> Instant.ofEpochMilli(event.receivedAt())),
                schema("AmiEvent"));
    }

    private static String hash(AmiEvent event, @Nullable Object... more) {
        TreeMap<String, String> fields = new TreeMap<>();
        event.forEach((name, value) -> fields.merge(spelledAlike(name), value, (one, other) -> one + '\n' + other));
        return EventText.hash(Stream.concat(Stream.of(fields, event.linesWithoutKey()), Arrays.stream(more)));
    }

    /** The name as over mxml, without the underscore that Asterisk adds there to a name that begins with no letter. */
    private static String spelledAlike(String name) {
        String inMxml = FieldNames.inMxml(name);
        int start = 0;
        while (start < inMxml.length() && inMxml.charAt(start) == '_') {
            start++;
        }
        return inMxml.substring(start);
    }

    private static EventAttributes of(AmiCall call) {
        long at = call.startedAt() + call.duration();
        String id = EventText.printable(call.id()) + '/' + call.state();
        if (call.state() == CallState.ENDED) {
            id += ASTERISK_ID.matcher(call.id()).matches() ? "" : "/" + call.startedAt();
        } else {
            id += '/'
                    + EventText.hash(Stream.of(
                            at,
                            call.ringingChannel(),
                            call.aliases(),
                            call.legs().size(),
                            call.queues().size(),
                            call.transfers().size(),
                            call.parkings().size()));
        }
        return new EventAttributes(
                id,
                TYPE + "call." + call.state(),
                source(call.pbx(), "call has no pbx"),
                EventText.printable(call.id()),
                Instant.ofEpochMilli(at),
                schema("AmiCall"));
    }

    private static EventAttributes of(AmiQueue queue) {
        String name = EventText.printable(queue.name());
        String hash = OF_THE_CONSUMER.contains(queue.change())
                ? EventText.hash(Stream.of(queue.toMap()))
                : EventText.hash(
                        Stream.of(queue.at(), queue.caller(), queue.member(), queue.talkTime(), queue.completedBy()));
        return new EventAttributes(
                name + '/' + queue.change() + '/' + hash,
                TYPE + "queue." + queue.change(),
                source(queue.pbx(), "queue has no pbx"),
                name,
                Instant.ofEpochMilli(queue.at()),
                schema("AmiQueue"));
    }

    private static EventAttributes of(AmiAgent agent) {
        String agentId = EventText.printable(agent.id());
        return new EventAttributes(
                agentId + '/' + agent.change() + '/' + EventText.hash(Stream.of(agent.toMap())),
                TYPE + "agent." + agent.change(),
                source(agent.pbx(), "agent has no pbx"),
                agentId,
                Instant.ofEpochMilli(agent.at()),
                schema("AmiAgent"));
    }

    private static String source(@Nullable String pbx, String otherwise) {
        if (pbx == null) {
            throw new IllegalArgumentException("a CloudEvent needs the name of the PBX, but the " + otherwise);
        }
        return "ami:" + EventText.uri(pbx);
    }

    static String schema(String type) {
        return "urn:camel-ami:schema:" + type + ":1";
    }
}
