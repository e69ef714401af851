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

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of new messages in mailboxes, as events reported them. Asterisk reports the number both when a caller has
 * left a message and when a user has listened to messages. Only in the first case is it higher than before.
 */
final class Mailboxes {
    private static final int MAX = 10_000;

    /** The last number of new messages by mailbox, the mailbox with the latest event at the end. */
    private final Map<String, Long> unheard = new LinkedHashMap<>();

    /** Records the number of new messages. Returns whether it has risen; a mailbox that is not known counts as empty. */
    boolean rises(String mailbox, long now) {
        Long before = unheard.remove(mailbox);
        unheard.put(mailbox, now);
        Gone.shrink(unheard.keySet(), MAX);
        return now > (before == null ? 0 : before);
    }

    /** Discards all numbers, because events may be missing. */
    void clear() {
        unheard.clear();
    }
}
