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
package io.github.camelami.asterisk;

import java.util.Map;

/**
 * Which of the server's threads an event comes from. With the event engine of 20.21, 22.11 and 23.5 two sessions may see
 * events of different threads in different order; those of one thread come in one order everywhere.
 *
 * @param name what runs in it
 * @param own what tells it from others of that name, where each event has a thread of its own
 */
record PbxThread(String name, String own) {

    static PbxThread of(Map<String, String> event) {
        String name = event.get("Event");
        return switch (name) {
            case "CEL", "Cdr", "UserEvent" -> new PbxThread(name, "");
            // each from a thread of its own; where no channel came up, even the Uniqueid is "<unknown>"
            case "OriginateResponse" -> new PbxThread(name, event.get("Uniqueid") + ' ' + event.get("Timestamp"));
            default -> new PbxThread("channels", "");
        };
    }
}
