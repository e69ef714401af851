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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;

/** The forms of text answers, which have neither Response nor ActionID. */
enum TextForm {
    /** The answer is never text. */
    NONE,

    /** Rows and an empty line. If no call is up, the empty line is the whole answer. Used by {@code IAXnetstats}. */
    ROWS,

    /** A heading, rows, and an empty line. Used by {@code IAXpeers} until Asterisk 1.4. */
    TABLE,

    /**
     * A block for each queue, each followed by an empty line, and two more empty lines at the end. If there is no
     * queue, one line reports this. Used by {@code Queues} until Asterisk 14.
     */
    BLOCKS,

    /** Any form, because the action is not one of the known actions of Asterisk. */
    UNKNOWN;

    static TextForm of(AmiAction action) {
        if (action.is("IAXnetstats")) {
            return ROWS;
        } else if (action.is("IAXpeers")) {
            return TABLE;
        } else if (action.is("Queues")) {
            return BLOCKS;
        }
        return Catalogue.isAction(action.name()) ? NONE : UNKNOWN;
    }

    /**
     * Whether a text is complete.
     *
     * @param firstLines the beginning of the text, up to its first empty line
     * @param emptyLines the number of empty lines after its last line
     */
    boolean isEnd(String firstLines, int emptyLines) {
        return switch (this) {
            case ROWS, TABLE -> true;
            case BLOCKS -> emptyLines > 1 || firstLines.matches("No (queues\\.|such queue: .*)");
            case NONE, UNKNOWN -> false;
        };
    }
}
