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

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that was probably meant by a misspelt one. */
public final class Spelling {
    /** In a name up to this length, two mistakes would make it similar to too many others. */
    private static final int SHORT = 6;

    /** In a name up to this length, three mistakes would make it similar to too many others. */
    private static final int LONG = 11;

    private Spelling() {}

    /** The one of these names whose spelling is closest to {@code name}, regardless of case; empty if none is similar. */
    public static Optional<String> closest(Collection<String> names, String name) {
        int most = name.length() <= SHORT ? 1 : name.length() <= LONG ? 2 : 3;
        return names.stream()
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .filter(known -> distance(known, name) <= most);
    }

    /** A question to append to an error about an unknown name, such as {@code , did you mean Originate?}, or nothing. */
    public static String suggestion(Collection<String> names, String name) {
        return closest(names, name)
                .map(known -> ", did you mean " + known + "?")
                .orElse("");
    }

    /**
     * The number of letters that are wrong, missing, superfluous or exchanged with their neighbour, regardless of case.
     */
    private static int distance(String known, String name) {
        String a = known.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, i, b, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int edits(int[][] edits, String a, int i, String b, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
