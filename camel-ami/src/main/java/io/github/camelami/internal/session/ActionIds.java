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
package io.github.camelami.internal.session;

import java.security.SecureRandom;

/**
 * The ids of the actions of this Java virtual machine. An id must not be guessable, because a person who can write text
 * into an event could otherwise forge an answer.
 */
public final class ActionIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** The first four characters of the ids of all sessions. */
    private static final String OF_ALL = base36(36 * 36 * 36, 36 * 36 * 36 * 36);

    private ActionIds() {}

    /** Whether a session of this Java virtual machine has created the id. */
    public static boolean isOurs(String id) {
        return id.startsWith(OF_ALL);
    }

    /** A new prefix of the ids of one session. Nobody who knows the ids of another session can guess it. */
    static String newPrefix() {
        return OF_ALL + base36(1L << 36, 1L << 46) + '-';
    }

    private static String base36(long from, long to) {
        return Long.toString(RANDOM.nextLong(from, to), 36);
    }
}
