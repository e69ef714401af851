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
package io.github.camelami.internal.wire;

import java.nio.charset.Charset;

/**
 * The ActionID, Privilege and Timestamp of a message. If a line is repeated, the first one counts: in a UserEvent, the
 * lines of its sender follow the lines of the PBX. Not thread-safe.
 */
public final class MessageHead {
    private static final LetterKey ACTION_ID = new LetterKey("ActionID");
    private static final LetterKey PRIVILEGE = new LetterKey("Privilege");
    private static final LetterKey TIMESTAMP = new LetterKey("Timestamp");

    private int actionIdStart;
    private int actionIdEnd;
    private boolean privileged;
    private boolean broadcast;
    private boolean timestamped;
    private long timestamp = Timestamps.NONE;
    private long classes;

    /** Reads the head of a message whose fields end at the index {@code to}. */
    public static MessageHead of(byte[] message, int to) {
        return of(message, to, true);
    }

    /**
     * Reads the head of a message whose fields end at the index {@code to}.
     *
     * @param hasActionId false if the message is known to have no ActionID, so that not all lines need to be read
     */
    public static MessageHead of(byte[] message, int to, boolean hasActionId) {
        MessageHead head = new MessageHead();
        int line = Lines.lineFeed(message, 0, to) + 1;
        for (int lineFeed;
                (hasActionId || !head.privileged || !head.timestamped)
                        && (lineFeed = Lines.lineFeed(message, line, to)) >= 0;
                line = lineFeed + 1) {
            int end = Lines.contentEnd(message, line, lineFeed);
            if (end > line) {
                head.read(message, 0, line, end);
            }
        }
        return head;
    }

    /**
     * Reads the line {@code [from, to)}, which must not be empty.
     *
     * @param start the index at which the message begins
     */
    public void read(byte[] bytes, int start, int from, int to) {
        switch (bytes[from] | 0x20) {
            case 'a' -> {
                if (actionIdStart == 0 && ACTION_ID.isKeyOf(bytes, from, to)) {
                    actionIdStart = Lines.valueStart(bytes, from + ACTION_ID.length(), to) - start;
                    actionIdEnd = to - start;
                }
            }
            case 'p' -> {
                if (!privileged && PRIVILEGE.isKeyOf(bytes, from, to)) {
                    privileged = true;
                    int privilege = Lines.valueStart(bytes, from + PRIVILEGE.length(), to);
                    classes = EventClasses.ofPrivilege(bytes, privilege, to);
                    broadcast = EventClasses.isBroadcast(bytes, privilege, to);
                }
            }
            case 't' -> {
                if (!timestamped && TIMESTAMP.isKeyOf(bytes, from, to)) {
                    timestamped = true;
                    timestamp = Timestamps.nanos(bytes, Lines.valueStart(bytes, from + TIMESTAMP.length(), to), to);
                }
            }
        }
    }

    /** Resets this head for the next message. */
    public void clear() {
        actionIdStart = 0;
        actionIdEnd = 0;
        privileged = false;
        broadcast = false;
        timestamped = false;
        timestamp = Timestamps.NONE;
        classes = 0;
    }

    /** The {@code ActionID} of the message that begins at {@code start}, or null. */
    public String actionId(byte[] bytes, int start, Charset charset) {
        return actionIdEnd > actionIdStart
                ? new String(bytes, start + actionIdStart, actionIdEnd - actionIdStart, charset)
                : null;
    }

    /**
     * Whether the message answers an action of this session. Such a message has an ActionID with this prefix, or it has
     * any ActionID and was not sent to all sessions.
     *
     * @param start the index at which the message begins
     * @param idPrefix the prefix of the ActionIDs of this session
     */
    public boolean isAnswerTo(byte[] bytes, int start, String idPrefix) {
        int length = Math.min(idPrefix.length(), actionIdEnd - actionIdStart);
        int from = start + actionIdStart;
        return length > 0 && (!broadcast || Lines.equalsKey(bytes, from, from + length, idPrefix));
    }

    /** The event classes that the {@code Privilege} of the event requires, as bits of {@link EventClasses}. */
    public long classes() {
        return classes;
    }

    /** Whether the PBX sent the event to all sessions that may read it. */
    public boolean isBroadcast() {
        return broadcast;
    }

    /** The {@code Timestamp} in nanoseconds since 1970, or {@link Timestamps#NONE}. */
    public long timestamp() {
        return timestamp;
    }
}
