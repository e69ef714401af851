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
package io.github.camelami.internal.tracking;

import io.github.camelami.internal.wire.VariableNames;
import io.github.camelami.message.AmiEvent;
import java.util.Set;
import java.util.function.BiConsumer;

/** A channel as an event speaks of it. What it says is read when somebody asks, as most of it is known already. */
final class Mention {
    /** An extension that the dialplan goes to by itself, not a number that anybody dialled. */
    private static final Set<String> INTERNAL = Set.of("s", "h", "i", "t");

    private final AmiEvent event;
    private final ChannelRole role;
    private final String uniqueid;
    private String linkedid;

    private Mention(AmiEvent event, ChannelRole role, String uniqueid) {
        this.event = event;
        this.role = role;
        this.uniqueid = uniqueid;
    }

    /** Null where the event does not speak of such a channel. */
    static Mention of(AmiEvent event, ChannelRole role) {
        String uniqueid = field(event, role.uniqueid);
        return uniqueid == null ? null : new Mention(event, role, uniqueid);
    }

    /** The value of a field, of its first line where a message has it twice; null where it says nothing. */
    static String field(AmiEvent event, String name) {
        String value = event.first(name);
        boolean says = value != null && !value.isEmpty() && !value.equals("<unknown>") && !value.equals("<null>");
        return says ? value : null;
    }

    String uniqueid() {
        return uniqueid;
    }

    /** Of a channel that shows none, its own id. */
    String linkedid() {
        String shown = shownLinkedid();
        return shown == null ? uniqueid : shown;
    }

    /** Null where it shows none. */
    String shownLinkedid() {
        if (linkedid == null) {
            linkedid = field(event, role.linkedid);
        }
        return linkedid;
    }

    String channel() {
        return field(event, role.channel);
    }

    String number() {
        return field(event, role.number);
    }

    String name() {
        return field(event, role.name);
    }

    /** Of the party that it is shown. */
    String connectedNumber() {
        return field(event, role.connectedNumber);
    }

    String connectedName() {
        return field(event, role.connectedName);
    }

    /** What was dialled, or null where the dialplan has gone on to a step of its own. */
    String exten() {
        String exten = field(event, role.exten);
        return exten == null || INTERNAL.contains(exten) ? null : exten;
    }

    /** Where the dialplan of the channel is, of {@link ChannelRole#OWN}. */
    String step() {
        return event.first("Context") + '/' + event.first("Exten") + '/' + event.first("Priority");
    }

    /** As it stands there, a step of the dialplan too. */
    String rawExten() {
        return field(event, role.exten);
    }

    /** When the event arrived, by the clock of this machine. */
    long receivedAt() {
        return event.receivedAt();
    }

    /** Tells the variables of the channel that have a value. */
    void variables(BiConsumer<String, String> reader) {
        for (String line : event.values("ChanVariable")) {
            int equals = VariableNames.end(line);
            if (equals >= 0 && equals < line.length() - 1) {
                reader.accept(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }
}
