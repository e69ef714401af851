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
package io.github.camelami.examples.switchboard;

import java.util.Map;

/** Creates the actions that the page requests. Only numbers of digits reach the PBX, and no other text of the page. */
public final class Desk {
    private static final String NUMBER = "\\d{1,20}";

    private final Board board;

    Desk(Board board) {
        this.board = board;
    }

    /** The fields of Hangup. */
    public Map<String, String> hangup(Map<String, Object> request) {
        return Map.of("Channel", board.channelName(text(request, "channel")));
    }

    /** The fields of Redirect, except for the context. */
    public Map<String, String> transfer(Map<String, Object> request) {
        return Map.of("Channel", board.channelName(text(request, "channel")), "Exten", number(request, "to"));
    }

    /** The fields of Originate, except for the context. The extension rings first, and then the number is dialled. */
    public Map<String, String> call(Map<String, Object> request, String context) {
        String from = number(request, "from");
        if (!board.hasExtension(from)) {
            throw new IllegalArgumentException("There is no such extension to call from.");
        }
        return Map.of("Channel", "Local/" + from + "@" + context, "Exten", number(request, "to"), "CallerID", from);
    }

    private static String number(Map<String, Object> request, String field) {
        String value = text(request, field);
        if (!value.matches(NUMBER)) {
            throw new IllegalArgumentException("A number has digits only, 20 at most.");
        }
        return value;
    }

    private static String text(Map<String, Object> request, String field) {
        return request != null && request.get(field) instanceof String text ? text : "";
    }
}
