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

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Converts event classes and the event masks of clients to bits, by the rules of Asterisk. */
final class EventMask {

    static final int ALL = -1;
    static final int SYSTEM = 1;

    /** The classes in the order of Asterisk's bits 0 to 18. */
    private static final List<String> CLASSES = List.of(
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
            "hook",
            "cc",
            "aoc",
            "test",
            "security");

    private static final int MESSAGE = 1 << 30;

    private EventMask() {}

    /**
     * The bits of a {@code Privilege} value. Such a value lists its classes, followed by {@code all}, which is ignored.
     */
    static int ofPrivilege(String privilege) {
        int bits = 0;
        for (String word : privilege.split(",")) {
            bits |= bit(word.trim().toLowerCase(Locale.ROOT));
        }
        return bits;
    }

    /**
     * The bits of a list of permissions in manager.conf. {@code all} stands for all classes. Unknown words are ignored.
     */
    static int ofPermissions(String permissions) {
        int bits = 0;
        for (String word : permissions.split(",")) {
            bits |= word.trim().equals("all") ? ALL : bit(word.trim());
        }
        return bits;
    }

    /**
     * The bits of the field {@code EventMask}, or of the field {@code Events} of a login. A mask is a number, a word
     * such as {@code on} or {@code off}, or a list of classes. An unknown word is 0, which turns all events off.
     * Returns an empty value for an empty mask, which is invalid.
     */
    static OptionalInt parse(String mask) {
        if (mask.isEmpty()) {
            return OptionalInt.empty();
        }
        if (mask.chars().allMatch(Character::isDigit)) {
            return OptionalInt.of((int) Long.parseLong(mask.length() > 10 ? "0" : mask));
        }
        return OptionalInt.of(
                switch (mask.toLowerCase(Locale.ROOT)) {
                    case "on", "yes", "true", "y", "t" -> ALL;
                    case "off", "no", "false", "n", "f" -> 0;
                    default -> ofPermissions(mask);
                });
    }

    private static int bit(String word) {
        int index = CLASSES.indexOf(word);
        return index >= 0 ? 1 << index : word.equals("message") ? MESSAGE : 0;
    }
}
