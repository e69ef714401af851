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
package io.github.camelami.internal.uri;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.StringHelper;

/** Checks options of a URI that Camel would read as zero, or refuse without reporting what is accepted. */
public final class UriOptionChecks {
    private static final Set<String> DURATIONS = Set.of(
            "connectTimeout",
            "actionTimeout",
            "keepAliveInterval",
            "keepAliveTimeout",
            "reconnectDelay",
            "maxReconnectDelay",
            "refusedRetryDelay",
            "pollDelay",
            "callGrace",
            "callCheckInterval",
            "queueInterval",
            "queueCheckInterval");
    private static final Pattern DURATION =
            Pattern.compile("\\d{1,18}|(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> NUMBERS = Set.of(
            "port",
            "maxMessageSize",
            "maxListEvents",
            "maxInFlight",
            "maxResponseSize",
            "bufferSize",
            "concurrentConsumers",
            "maxOpenCalls",
            "serviceLevel",
            "maxQueues",
            "maxQueueMembers",
            "maxQueueCallers",
            "maxMemberMeters");
    private static final String LARGE_NUMBER = "bufferBytes";
    private static final Set<String> SWITCHES = Set.of(
            "tls",
            "hostnameVerification",
            "failFast",
            "notices",
            "allowDangerousActions",
            "awaitOutcome",
            "awaitSession",
            "throwExceptionOnFailure",
            "streamList",
            "mapHeaders");
    private static final Map<String, List<String>> CHOICES = Map.of(
            "transport", List.of("tcp", "http"),
            "emit", List.of("events", "calls", "callProgress", "queues", "agents"),
            "httpFormat", List.of("rawman", "mxml"),
            "overflow", List.of("dropOldest", "dropNewest", "disconnect"),
            "authType", List.of("md5", "plain", "digest"));

    private UriOptionChecks() {}

    /**
     * Checks the options of an endpoint.
     *
     * @throws IllegalArgumentException naming the option, its value and what is accepted
     */
    public static void check(OptionCheck check, Map<String, Object> options) {
        options.forEach((option, value) -> {
            String text = value instanceof String given ? given.strip() : "#";
            if (text.startsWith("#")) {
                return;
            }
            if (DURATIONS.contains(option)) {
                check.check(isDuration(text), option, value, "a duration like 500ms, 20s or 5m");
            }
            if (NUMBERS.contains(option) || option.equals(LARGE_NUMBER)) {
                check.check(text.matches("-?\\d{1,18}"), option, value, "a number");
                boolean fits = option.equals(LARGE_NUMBER) || Math.abs(Long.parseLong(text)) <= Integer.MAX_VALUE;
                check.check(fits, option, value, "a number up to " + Integer.MAX_VALUE);
            }
            if (SWITCHES.contains(option)) {
                check.check(text.matches("(?i)true|false"), option, value, "true, false");
            }
            List<String> choices = CHOICES.get(option);
            if (choices != null) {
                // as lenient as Camel's own conversion
                String name = StringHelper.dashToCamelCase(text);
                check.check(
                        choices.stream().anyMatch(name::equalsIgnoreCase), option, value, String.join(", ", choices));
            }
        });
    }

    private static boolean isDuration(String text) {
        if (!text.toUpperCase(Locale.ROOT).startsWith("P")) {
            return DURATION.matcher(text).matches();
        }
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
