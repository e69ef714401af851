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

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The replacements of one recording. The same text always has the same replacement, and no two texts share one. */
final class Replacements {

    /** What is replaced, as the summary names it. */
    enum Kind {
        NUMBER("numbers"),
        WORD("words of names, contexts, queues, hosts and other text"),
        ADDRESS("IP and MAC addresses"),
        PORT("ports"),
        UUID("UUIDs"),
        CHANNEL("counters in names of channels"),
        DIGIT("digits that were pressed"),
        FIELD("names of fields, events and variables");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    private final NumberReplacements numbers = new NumberReplacements();
    private final Map<Kind, Map<String, String>> others = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> uses = new EnumMap<>(Kind.class);

    /** Makes the numbers in a message known before any of them is replaced. */
    void expect(String message) {
        numbers.expect(message);
    }

    /** Replaces a text that consists of digits. */
    String number(String digits) {
        used(Kind.NUMBER);
        return numbers.replace(digits);
    }

    /** Replaces a word. The replacement begins with a capital letter if the word does. */
    String word(String word) {
        used(Kind.WORD);
        String replacement = of(Kind.WORD, word, n -> "word" + letters(n));
        return Character.isUpperCase(word.charAt(0)) ? "W" + replacement.substring(1) : replacement;
    }

    String ipv4(String address) {
        used(Kind.ADDRESS);
        // the range that RFC 2544 reserves
        return of(Kind.ADDRESS, address, n -> "198.18." + (n >> 8 & 255) + '.' + (n & 255));
    }

    String ipv6(String address) {
        used(Kind.ADDRESS);
        // the range that RFC 3849 reserves
        return of(Kind.ADDRESS, address, n -> "2001:db8::" + Integer.toHexString(n));
    }

    String mac(String address) {
        used(Kind.ADDRESS);
        return of(
                Kind.ADDRESS,
                address,
                n -> String.format("02:00:00:%02x:%02x:%02x", n >> 16 & 255, n >> 8 & 255, n & 255));
    }

    /** Replaces a port. Its replacement tells nothing about those of other numbers. */
    String port(String port) {
        used(Kind.PORT);
        return of(Kind.PORT, port, n -> Integer.toString(40_000 + n));
    }

    String uuid(String uuid) {
        used(Kind.UUID);
        return of(Kind.UUID, uuid, n -> String.format("00000000-0000-4000-8000-%012x", n));
    }

    String channelCounter(String counter) {
        used(Kind.CHANNEL);
        return of(Kind.CHANNEL, counter, n -> String.format("%08x", n));
    }

    /** Replaces a digit that was pressed. All have the same replacement, because digits in a row may be a PIN. */
    String pressedDigit() {
        used(Kind.DIGIT);
        return "1";
    }

    /** Counts the name of a field, an event or a variable whose words were replaced. */
    void name() {
        used(Kind.FIELD);
    }

    /** How much of each kind was replaced, one kind a line, without any original. */
    String summary() {
        StringBuilder summary = new StringBuilder();
        uses.forEach((kind, times) -> {
            int different = kind == Kind.NUMBER
                    ? numbers.count()
                    : others.getOrDefault(kind, Map.of()).size();
            summary.append("  ").append(kind.plural).append(": ").append(times);
            if (different > 0) {
                summary.append(" (").append(different).append(" different)");
            }
            summary.append(System.lineSeparator());
        });
        return summary.toString();
    }

    private void used(Kind kind) {
        uses.merge(kind, 1L, Long::sum);
    }

    private String of(Kind kind, String original, IntFunction<String> form) {
        Map<String, String> known = others.computeIfAbsent(kind, k -> new HashMap<>());
        return known.computeIfAbsent(original, text -> form.apply(known.size() + 1));
    }

    /** A number in letters, so that its digits cannot be taken for a real number. */
    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            letters.append((char) ('a' + digit - '0'));
        }
        return letters.toString();
    }
}
