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

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces numbers by random ones of the same length. If two numbers end with the same three or more digits, their
 * replacements end alike, too, because the end tells that a dialled number with a prefix means a phone. Every digit of
 * such an end is drawn at random for this recording, so that nobody who lacks the recording's table can try numbers.
 */
final class NumberReplacements {
    /** Numbers that end with the same digits, at least this many, have replacements that end alike. */
    private static final int TAIL = 3;

    private static final int ATTEMPTS = 30;

    /** Shorter numbers occur in every recording, for example as seconds. */
    private static final int SHORTEST = 4;

    private static final Pattern LONG = Pattern.compile("[0-9]{" + SHORTEST + ",}");

    private final Random random = new SecureRandom();
    private final Map<String, String> replacements = new HashMap<>();
    private final Set<String> expected = new HashSet<>();
    private final Map<Integer, int[]> tails = new HashMap<>();

    /** How the digit before these last digits of a number is replaced. */
    private final Map<String, int[]> digits = new HashMap<>();

    /** Makes the numbers in a text known before they are replaced, so that no replacement looks like one of them. */
    void expect(String text) {
        Matcher number = LONG.matcher(text);
        while (number.find()) {
            expected.add(number.group());
        }
    }

    /** The replacement of a text that consists of digits. The same text always has the same replacement. */
    String replace(String number) {
        String known = replacements.get(number);
        if (known != null) {
            return known;
        }
        Map<String, int[]> drawn = new HashMap<>();
        String replacement = draw(number, drawn);
        for (int i = 1; i < ATTEMPTS && !drawn.isEmpty() && containsReal(replacement); i++) {
            drawn.clear();
            replacement = draw(number, drawn);
        }
        digits.putAll(drawn);
        replacements.put(number, replacement);
        return replacement;
    }

    int count() {
        return replacements.size();
    }

    private String draw(String number, Map<String, int[]> drawn) {
        int length = Math.min(TAIL, number.length());
        int start = number.length() - length;
        int[] tail = tails.computeIfAbsent(length, n -> shuffled((int) Math.pow(10, n)));
        StringBuilder replacement = new StringBuilder()
                .append(String.format("%0" + length + "d", tail[Integer.parseInt(number.substring(start))]));
        for (int i = start - 1; i >= 0; i--) {
            String after = number.substring(i + 1);
            int[] digit = digits.get(after);
            if (digit == null) {
                digit = drawn.computeIfAbsent(after, key -> shuffled(10));
            }
            replacement.insert(0, digit[number.charAt(i) - '0']);
        }
        return replacement.toString();
    }

    /** Whether a real number of the recording appears in a replacement. */
    private boolean containsReal(String replacement) {
        Set<String> parts = new HashSet<>();
        for (int from = 0; from < replacement.length(); from++) {
            for (int to = from + SHORTEST; to <= replacement.length(); to++) {
                parts.add(replacement.substring(from, to));
            }
        }
        return parts.stream().anyMatch(expected::contains);
    }

    /** A random permutation that leaves nothing at its place (Sattolo's algorithm). */
    private int[] shuffled(int size) {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }
}
