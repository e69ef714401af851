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

import static io.github.camelami.internal.tracking.Mention.field;

import io.github.camelami.message.AmiEvent;

/** Reads the fields of events that do not identify a channel. */
final class EventFields {
    private EventFields() {}

    static String queue(AmiEvent event) {
        String queue = field(event, "Queue");
        return queue == null ? "" : queue;
    }

    static int position(AmiEvent event) {
        return (int) number(event.first("Position"), 0);
    }

    static int cause(AmiEvent event) {
        return (int) number(event.first("Cause"), -1);
    }

    static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    static BridgeKind bridgeKind(AmiEvent event, String prefix) {
        String type = event.first(prefix + "BridgeType");
        if ("parking".equals(type)) {
            return BridgeKind.PARKING;
        }
        if ("holding_bridge".equals(event.first(prefix + "BridgeTechnology"))) {
            return BridgeKind.HOLDING;
        }
        return "base".equals(type) ? BridgeKind.CONFERENCE : BridgeKind.TALKING;
    }
}
