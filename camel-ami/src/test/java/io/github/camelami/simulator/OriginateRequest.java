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
package io.github.camelami.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of an Originate, after the checks that Asterisk makes. */
record OriginateRequest(
        ReceivedAction action, Duration timeout, String callerNum, String callerName, Map<String, String> variables) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern CALLER_ID = Pattern.compile("\\s*\"?(.*?)\"?\\s*<([^>]*)>\\s*", Pattern.DOTALL);

    /**
     * Reads the fields of an Originate.
     *
     * @throws IllegalArgumentException with Asterisk's error message if a field is missing or not valid
     */
    static OriginateRequest of(ReceivedAction action) {
        String channel = action.field("Channel");
        require(!channel.isEmpty(), "Channel not specified");
        String priority = action.field("Priority");
        require(priority.isEmpty() || priority.matches("\\d+"), "Invalid priority");
        String timeout = action.field("Timeout");
        require(timeout.isEmpty() || timeout.matches("\\d{1,9}"), "Invalid timeout");
        require(channel.contains("/"), "Invalid channel");
        require(
                !action.field("Application").isEmpty()
                        || !action.field("Exten").isEmpty()
                                && !action.field("Context").isEmpty()
                                && !priority.isEmpty(),
                "Originate with 'Exten' requires 'Context' and 'Priority'");
        Matcher callerId = CALLER_ID.matcher(action.field("CallerID"));
        boolean named = callerId.matches();
        return new OriginateRequest(
                action,
                timeout.isEmpty() ? DEFAULT_TIMEOUT : Duration.ofMillis(Long.parseLong(timeout)),
                named ? callerId.group(2) : action.field("CallerID"),
                named ? callerId.group(1) : "",
                variables(action));
    }

    boolean isAsync() {
        return action.field("Async").matches("(?i)true|yes|on|1|y|t");
    }

    String channel() {
        return action.field("Channel");
    }

    String technology() {
        return Dialplan.technology(channel());
    }

    String extension() {
        return Dialplan.extension(channel());
    }

    String channelId() {
        return action.field("ChannelId");
    }

    String otherChannelId() {
        return action.field("OtherChannelId");
    }

    String context() {
        return action.field("Context");
    }

    String exten() {
        return action.field("Exten");
    }

    String application() {
        return action.field("Application");
    }

    String data() {
        return action.field("Data");
    }

    String account() {
        return action.field("Account");
    }

    /**
     * The channel variables to set. One line may contain several variables, separated by commas. Leading underscores of
     * a name are removed, because they only request inheritance.
     */
    private static Map<String, String> variables(ReceivedAction action) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : action.values("Variable")) {
            for (String assignment : line.split(",")) {
                int equals = assignment.indexOf('=');
                if (equals > 0) {
                    variables.put(
                            assignment.substring(0, equals).replaceFirst("^_{1,2}", ""),
                            assignment.substring(equals + 1));
                }
            }
        }
        return variables;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
