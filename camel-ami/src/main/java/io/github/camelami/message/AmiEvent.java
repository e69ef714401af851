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
package io.github.camelami.message;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.wire.EscapedFields;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.internal.wire.EventView;
import io.github.camelami.internal.wire.Timestamps;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An event of the PBX, or one item of a list that an action asked for. */
public final class AmiEvent extends AmiMessage implements EventView {
    private static final long serialVersionUID = 1;

    private final transient String name;
    private final transient long classes;
    private final transient long timestamp;
    private final transient long receivedAt;
    private final transient long epoch;

    public AmiEvent(
            byte[] bytes,
            Charset charset,
            String actionId,
            String name,
            long classes,
            long timestamp,
            long receivedAt,
            long epoch) {
        super(bytes, charset, actionId);
        this.name = name;
        this.classes = classes;
        this.timestamp = timestamp;
        this.receivedAt = receivedAt;
        this.epoch = epoch;
    }

    /** Reads one event from its wire text. */
    public static AmiEvent parse(String wireText) {
        return AmiDecoder.parse(wireText, AmiEvent.class);
    }

    /** An event of this name and fields that did not come from a PBX. Line ends in the values become blanks. */
    public static AmiEvent of(String name, Map<String, ?> fields, long epoch, long now) {
        StringBuilder text = new StringBuilder("Event: ").append(name).append("\r\n");
        fields.forEach((key, value) -> text.append(key)
                .append(": ")
                .append(String.valueOf(value).replaceAll("[\\r\\n\\x00]+", " "))
                .append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        return new AmiEvent(bytes, StandardCharsets.UTF_8, null, name, 0, Timestamps.NONE, now, epoch);
    }

    /** The value of the first {@code Event} line, which no later one can change. */
    @Override
    public String name() {
        return name;
    }

    /** The classes of {@code Privilege}, as Asterisk spells them, with the {@code all} that ends them; may be empty. */
    public List<String> privileges() {
        String privilege = first("Privilege");
        return privilege == null ? List.of() : List.of(privilege.split(","));
    }

    /** The classes that a reader needs for this event, as bits of {@link EventClasses}. */
    @Override
    public long classes() {
        return classes;
    }

    @Override
    public boolean isAnswerTo(String idPrefix) {
        return actionId() != null
                && (actionId().regionMatches(true, 0, idPrefix, 0, idPrefix.length()) || !isBroadcast());
    }

    @Override
    public boolean matches(String field, Predicate<String> test) {
        String value = get(field);
        return value != null && test.test(value);
    }

    /** The event's {@code Timestamp} (sent with {@code timestampevents=yes}), if it has one that can be read. */
    public Optional<Instant> timestamp() {
        String timestamp = first("Timestamp");
        if (timestamp == null) {
            return Optional.empty();
        }
        try {
            int dot = timestamp.indexOf('.');
            long seconds = Long.parseLong(dot < 0 ? timestamp : timestamp.substring(0, dot));
            String fraction = dot < 0 ? "0" : (timestamp.substring(dot + 1) + "000000000").substring(0, 9);
            return Optional.of(Instant.ofEpochSecond(seconds, Integer.parseUnsignedInt(fraction)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When it happened, in milliseconds since 1970: its {@link #timestamp()}, else when it was received. */
    public long occurredAt() {
        return timestamp == Timestamps.NONE ? receivedAt : timestamp;
    }

    /** Whether the PBX sent the event to all sessions that may read it; a list's items are sent to the asker alone. */
    public boolean isBroadcast() {
        String privilege = hasLine("privilege") ? first("Privilege") : null;
        return privilege != null && (privilege.equals("all") || privilege.endsWith(",all"));
    }

    /** When the event was read from the connection, in milliseconds since 1970. */
    public long receivedAt() {
        return receivedAt;
    }

    /** Which login of its session brought the event, counted from 1; 0 if it came from no session. */
    public long epoch() {
        return epoch;
    }

    @Override
    Object writeReplace() {
        return new StoredMessage(this, timestamp);
    }

    @Override
    boolean isEscaped(int keyStart, int colon) {
        return EscapedFields.contains(name, bytes, keyStart, colon);
    }
}
