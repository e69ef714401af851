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

/** What a channel dials: phones that it dials while it dials others are one round. */
final class Attempts {
    private int open;
    private int rounds;

    /** @return the round to which a phone belongs that is dialled now */
    int begin() {
        if (open++ == 0) {
            rounds++;
        }
        return rounds;
    }

    void end() {
        open--;
    }

    /** One that seemed to have ended has not. */
    void goOn() {
        open++;
    }

    boolean isOpen() {
        return open > 0;
    }

    /** The how many-th is the last, or 0. */
    int rounds() {
        return rounds;
    }
}
