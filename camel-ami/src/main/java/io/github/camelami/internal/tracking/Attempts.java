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

/** Counts the attempts of a channel to dial phones. Attempts that overlap, as in a ring group, form one round. */
final class Attempts {
    private int open;
    private int rounds;

    /** Records the beginning of a dial attempt, and returns the number of its round. */
    int begin() {
        if (open++ == 0) {
            rounds++;
        }
        return rounds;
    }

    void end() {
        open--;
    }

    /** Records that a dial attempt continues, although its end had already been recorded. */
    void goOn() {
        open++;
    }

    boolean isOpen() {
        return open > 0;
    }

    /** The number of the last round, counted from 1; 0 if there is none. */
    int rounds() {
        return rounds;
    }
}
