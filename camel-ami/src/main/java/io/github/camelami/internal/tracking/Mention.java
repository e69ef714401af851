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

/**
 * A channel as one event shows it: its id, name, number and so on. The fields are read on request, because most of
 * their values are known already.
 */
final class Mention {
    /** Extensions that the PBX enters by itself, such as {@code h} after a hang-up. Nobody dialled them. */
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

    /** The mention of the channel that has this role in the event; null if the event has none. */
    static Mention of(AmiEvent event, ChannelRole role) {
        String uniqueid = field(event, role.uniqueid);
        return uniqueid == null ? null : new Mention(event, role, uniqueid);
    }

    /** The first value of a field; null if it is absent, empty or a placeholder such as {@code <unknown>}. */
    static String field(AmiEvent event, String name) {
        String value = event.first(name);
        boolean says = value != null && !value.isEmpty() && !value.equals("<unknown>") && !value.equals("<null>");
        return says ? value : null;
    }

    String uniqueid() {
        return uniqueid;
    }

    /** The number at the end of a Uniqueid, which counts the channels of the PBX; 0 if the user chose the id. */
    static long sequenceNumber(String uniqueid) {
        return EventFields.number(uniqueid.substring(uniqueid.lastIndexOf('.') + 1), 0);
    }

    /** The Linkedid or, if there is none, the channel's own id. */
    String linkedid() {
        String shown = shownLinkedid();
        return shown == null ? uniqueid : shown;
    }

    /** The Linkedid, or null. */
    String shownLinkedid() {
        if (linkedid == null) {
            linkedid = field(event, role.linkedid);
        }
        return linkedid;
    }

    String channel() {
        return field(event, role.channel);
    }

    /** The caller id number; null if there is none. A channel that a macro dials shows {@code s} instead. */
    String number() {
        String number = field(event, role.number);
        return "s".equals(number) ? null : number;
    }

    String name() {
        return field(event, role.name);
    }

    /** The number of the party to which the channel is connected, or null. */
    String connectedNumber() {
        return field(event, role.connectedNumber);
    }

    String connectedName() {
        return field(event, role.connectedName);
    }

    /** The dialled extension, or null if the PBX has entered an extension by itself. */
    String exten() {
        boolean macro =
                role == ChannelRole.OWN && event.getOrDefault("Context", "").startsWith("macro-");
        return macro ? null : dialled(rawExten());
    }

    /** Returns the extension, or null if the PBX has entered it by itself, such as {@code s} or {@code s-BUSY}. */
    static String dialled(String exten) {
        return exten == null || INTERNAL.contains(exten) || exten.startsWith("s-") ? null : exten;
    }

    /**
     * The current step of the channel's dialplan; null if the event does not contain it. Only for {@link
     * ChannelRole#OWN}.
     */
    String step() {
        String context = field(event, "Context");
        String priority = field(event, "Priority");
        return context == null || priority == null ? null : context + '/' + event.first("Exten") + '/' + priority;
    }

    /** Whether the PBX runs the extension for the time after a hang-up ({@code h}). */
    boolean isAfterHangup() {
        return "h".equals(rawExten());
    }

    /** The extension in the event, even if the PBX has entered it by itself. */
    String rawExten() {
        return field(event, role.exten);
    }

    /** Whether the channel is up. */
    boolean isUp() {
        return Translator.state(event, role) == ChannelChange.State.UP;
    }

    /** When the event arrived, by the clock of this machine, in milliseconds since 1970. */
    long receivedAt() {
        return event.receivedAt();
    }

    /** Passes each channel variable that has a value to {@code reader}. */
    void variables(BiConsumer<String, String> reader) {
        for (String line : event.values("ChanVariable")) {
            int equals = VariableNames.end(line);
            if (equals >= 0 && equals < line.length() - 1) {
                reader.accept(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }
}
