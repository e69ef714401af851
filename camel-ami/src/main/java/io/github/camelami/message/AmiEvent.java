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

import io.github.camelami.internal.wire.EscapedFields;
import io.github.camelami.internal.wire.Lines;
import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.internal.wire.Timestamps;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of the PBX, or one item of a list that an action requested.
 *
 * @since 1.0
 */
public final class AmiEvent extends AmiMessage {
    private static final long serialVersionUID = 1;
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\r\\n\\x00]");
    private static final long NANOS = 1_000_000_000;

    private final transient String name;
    private final transient boolean broadcast;
    private final transient long timestamp;
    private final transient long receivedAt;
    private final transient long epoch;
    private final transient long sequence;

    private AmiEvent(
            byte[] bytes, Charset charset, String name, MessageHead head, long receivedAt, long epoch, long sequence) {
        super(bytes, charset, head.actionId(bytes, 0, charset));
        this.name = name;
        this.broadcast = head.isBroadcast();
        this.timestamp = head.timestamp();
        this.receivedAt = receivedAt;
        this.epoch = epoch;
        this.sequence = sequence;
    }

    /**
     * Creates the event that a connection has read. Not for users, who call {@link #parse} or {@link #of}.
     *
     * @hidden
     */
    public static AmiEvent received(
            byte[] bytes, Charset charset, String name, MessageHead head, long receivedAt, long epoch, long sequence) {
        return new AmiEvent(bytes, charset, name, head, receivedAt, epoch, sequence);
    }

    /**
     * Reads one event from its wire text.
     *
     * @throws IllegalArgumentException if it is not the text of an event
     */
    public static AmiEvent parse(String wireText) {
        byte[] bytes = WireText.firstMessage(wireText);
        if (!Lines.hasKey(bytes, 0, bytes.length, "event")) {
            throw new IllegalArgumentException("not the text of an AmiEvent");
        }
        String name = WireText.firstValue(bytes, "event".length());
        return received(
                bytes,
                StandardCharsets.UTF_8,
                name,
                MessageHead.of(bytes, bytes.length),
                System.currentTimeMillis(),
                0,
                0);
    }

    /**
     * Creates an event that did not come from a PBX, for example for a test of a route. Line breaks in values become
     * blanks.
     *
     * @param epoch the value that {@link #epoch()} returns; 0 for an event without a session
     * @param now the value that {@link #receivedAt()} returns, in milliseconds since 1970
     * @throws IllegalArgumentException if the name or a key contains a line break or NUL, or a key contains a colon
     */
    public static AmiEvent of(String name, Map<String, ? extends @Nullable Object> fields, long epoch, long now) {
        StringBuilder text = new StringBuilder();
        line(text, "Event", LINE_BREAKING.matcher(name).find() ? null : name);
        fields.forEach((key, value) -> line(text, key, String.valueOf(value).replaceAll("[\\r\\n\\x00]+", " ")));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        return received(bytes, StandardCharsets.UTF_8, name, MessageHead.of(bytes, bytes.length), now, epoch, 0);
    }

    private static void line(StringBuilder text, String key, @Nullable String value) {
        if (value == null || LINE_BREAKING.matcher(key).find() || key.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "the name or a key of an AmiEvent contains a line break, NUL or colon, which would create other"
                            + " fields");
        }
        text.append(key).append(": ").append(value).append("\r\n");
    }

    /** The value of the first {@code Event} line; later lines of this name do not change it. */
    public String name() {
        return name;
    }

    /** The classes of {@code Privilege}, as Asterisk spells them, including the final {@code all}; may be empty. */
    public List<String> privileges() {
        String privilege = first("Privilege");
        return privilege == null ? List.of() : List.of(privilege.split(","));
    }

    /** The event's {@code Timestamp} (sent with {@code timestampevents=yes}), if it has a valid one. */
    public Optional<Instant> timestamp() {
        return timestamp == Timestamps.NONE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(timestamp / NANOS, timestamp % NANOS));
    }

    /**
     * The time of the event in milliseconds since 1970: its {@link #timestamp()} if it has one, otherwise {@link
     * #receivedAt()}.
     */
    public long occurredAt() {
        return timestamp == Timestamps.NONE ? receivedAt : TimeUnit.NANOSECONDS.toMillis(timestamp);
    }

    /**
     * Whether the PBX sent the event to all sessions that may read it. It sends items of a list only to the session
     * that requested the list.
     */
    public boolean isBroadcast() {
        return broadcast;
    }

    /** When the event was read from the connection, in milliseconds since 1970. */
    public long receivedAt() {
        return receivedAt;
    }

    /**
     * The number of the login that brought the event, counted from 1 within the session; 0 for an event without a
     * session.
     */
    public long epoch() {
        return epoch;
    }

    /**
     * A number that distinguishes this event from others with the same fields that were read at the same time. Not for
     * users.
     *
     * @hidden
     */
    public long sequence() {
        return sequence;
    }

    @Override
    Object writeReplace() {
        return new StoredMessage(this);
    }

    @Override
    boolean isEscaped(int keyStart, int colon) {
        return EscapedFields.contains(name, bytes, keyStart, colon);
    }
}
