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

import java.util.Set;

/**
 * Decides which fields have C-escaped values. These are names of parties and channel variables in all events that
 * describe a channel, and the value of VarSet. In a UserEvent, the lines after {@code UserEvent} come from the sender,
 * and are not escaped. Observed on Asterisk 16 and 22.
 */
public final class EscapedFields {
    /** Events in which Asterisk escapes neither names of parties nor channel variables. */
    private static final Set<String> RAW = Set.of("OriginateResponse", "CEL", "Cdr", "QueueEntry");

    private EscapedFields() {}

    public static boolean contains(String event, byte[] bytes, int from, int to) {
        boolean ofChannel = endsWith(bytes, from, to, "CallerIDName")
                || endsWith(bytes, from, to, "ConnectedLineName")
                        && !Lines.equalsKey(bytes, from, to, "EffectiveConnectedLineName")
                || endsWith(bytes, from, to, "ChanVariable");
        return ofChannel
                ? !RAW.contains(event) && !(event.equals("UserEvent") && isBehindUserEventLine(bytes, from))
                : event.equals("VarSet") && Lines.equalsKey(bytes, from, to, "Value");
    }

    private static boolean isBehindUserEventLine(byte[] bytes, int field) {
        int line = 0;
        while (line < field && !Lines.hasKey(bytes, line, field, "userevent")) {
            line = Lines.lineFeed(bytes, line, field) + 1;
        }
        return line < field;
    }

    private static boolean endsWith(byte[] bytes, int from, int to, String end) {
        return Lines.equalsKey(bytes, Math.max(from, to - end.length()), to, end);
    }
}
