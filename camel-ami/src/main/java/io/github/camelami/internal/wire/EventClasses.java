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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A set of AMI event classes: the classes that a user may read, that a session or a consumer requests, or that an
 * event's {@code Privilege} requires.
 *
 * <p>A session or a consumer receives an event only if <em>every</em> class of the event's {@code Privilege}, except
 * {@code all}, is in the set of that session or consumer. Classes that this version does not know are only in {@link
 * #ALL}.
 */
public record EventClasses(long bits) {

    /** The classes that Asterisk 22 and its predecessors know, in the order of their bits in Asterisk's mask. */
    public static final List<String> NAMES = List.of(
            "system",
            "call",
            "log",
            "verbose",
            "command",
            "agent",
            "user",
            "config",
            "dtmf",
            "reporting",
            "cdr",
            "dialplan",
            "originate",
            "agi",
            "cc",
            "aoc",
            "test",
            "security",
            "message");

    public static final EventClasses NONE = new EventClasses(0);
    public static final EventClasses ALL = new EventClasses(-1L);

    private static final long UNKNOWN = 1L << 63;
    private static final byte[] ALL_SESSIONS = {'a', 'l', 'l'};
    private static final NameTable<Long> BITS = new NameTable<>(bitsByName());

    private static Map<String, Long> bitsByName() {
        Map<String, Long> bits = new HashMap<>(Map.of("all", 0L));
        for (int i = 0; i < NAMES.size(); i++) {
            bits.put(NAMES.get(i), 1L << i);
        }
        return bits;
    }

    /**
     * Reads a list such as {@code call,agent}, {@code all} or {@code none}; case does not matter.
     *
     * @throws IllegalArgumentException if a word is not an event class. Asterisk would answer Success to such a word,
     *     and send no events
     */
    public static EventClasses parse(String list) {
        long bits = 0;
        for (String word : list.split(",")) {
            String name = word.strip().toLowerCase(Locale.ROOT);
            int index = NAMES.indexOf(name);
            if (name.equals("all")) {
                bits = ALL.bits;
            } else if (index >= 0) {
                bits |= 1L << index;
            } else if (!name.equals("none")) {
                throw new IllegalArgumentException("unknown event class '" + word.strip()
                        + "'; accepted are all, none, " + String.join(", ", NAMES));
            }
        }
        return new EventClasses(bits);
    }

    /**
     * The classes that a {@code Privilege} value requires, as bits.
     *
     * @param from the index at which the value begins
     * @param to the index at which the value ends
     */
    public static long ofPrivilege(byte[] bytes, int from, int to) {
        long bits = 0;
        int word = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == ',') {
                Long bit = BITS.get(bytes, word, i);
                bits |= bit != null ? bit : i == word ? 0 : UNKNOWN;
                word = i + 1;
            }
        }
        return bits;
    }

    /**
     * Whether a {@code Privilege} value is that of an event that the PBX sends to all sessions that may read it.
     *
     * @param from the index at which the value begins
     * @param to the index at which the value ends
     */
    public static boolean isBroadcast(byte[] bytes, int from, int to) {
        int last = to - ALL_SESSIONS.length;
        return Lines.endsWith(bytes, from, to, ALL_SESSIONS) && (last == from || bytes[last - 1] == ',');
    }

    public EventClasses union(EventClasses other) {
        return new EventClasses(bits | other.bits);
    }

    /**
     * Whether a session or a consumer with this set receives an event.
     *
     * @param privilege the classes that the event requires, as bits of such a set
     */
    public boolean covers(long privilege) {
        return (privilege & ~bits) == 0;
    }

    /**
     * Whether an event requires any class of this set.
     *
     * @param privilege the classes that the event requires, as bits of such a set
     */
    public boolean intersects(long privilege) {
        return (privilege & bits) != 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /**
     * The value for the field {@code Events} or {@code EventMask}: {@code on}, {@code off}, or the names of the
     * classes.
     */
    public String toEventMask() {
        return bits == -1L ? "on" : bits == 0 ? "off" : String.join(",", names());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if ((bits & 1L << i) != 0) {
                names.add(NAMES.get(i));
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return bits == -1L ? "all" : bits == 0 ? "none" : String.join(",", names());
    }
}
