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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;

/** The kind of event that ends the list that a response announces. */
enum ListEnd {
    /** An event with {@code EventList: Complete} or {@code EventList: Cancelled}. */
    MARK,

    /** An event whose name ends in {@code Complete}, as lists ended before Asterisk 13.2. */
    NAME,

    /** The first event, because the list has only one item. */
    FIRST_ITEM;

    /** The end of the list that this response announces; null if it announces none. */
    static ListEnd of(AmiAction action, AmiResponse response) {
        if (response.hasLine("eventlist") && "start".equalsIgnoreCase(response.first("EventList"))) {
            return MARK;
        }
        String message = response.message();
        // until Asterisk 1.6.2, no DBGetComplete follows; in later versions, one follows after the end of the list
        if (endsWith(message, "event will follow") || action.is("FAXStats") || action.is("DBGet")) {
            return FIRST_ITEM;
        }
        return endsWith(message, "will follow") || action.is("WaitEvent") ? NAME : null;
    }

    private static boolean endsWith(String message, String end) {
        return message.regionMatches(true, message.length() - end.length(), end, 0, end.length());
    }

    /** Whether the event ends the list. */
    boolean ends(AmiEvent event) {
        return this == FIRST_ITEM || isMarked(event) || this == NAME && isComplete(event);
    }

    /** Whether the event is an item of the list, including the last one. */
    boolean isItem(AmiEvent event) {
        return !isMarked(event) && !(this != MARK && isComplete(event));
    }

    private static boolean isMarked(AmiEvent event) {
        String mark = event.hasLine("eventlist") ? event.first("EventList") : null;
        return "complete".equalsIgnoreCase(mark) || "cancelled".equalsIgnoreCase(mark);
    }

    private static boolean isComplete(AmiEvent event) {
        return event.name().endsWith("Complete");
    }
}
