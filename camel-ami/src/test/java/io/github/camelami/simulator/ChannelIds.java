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

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the ids of channels from other numbers of the same form, such as {@code 1701234567.100}. An id is known from the
 * fields in which Asterisk writes ids, or its second is shortly before the time of the message.
 */
final class ChannelIds {
    private static final Pattern ID = Pattern.compile("(?:.*-)?([0-9]{10}\\.[0-9]{1,6})", Pattern.DOTALL);

    private static final long DAY = 86_400;

    /** The clocks of channels and of messages are the same, but are read at different moments. */
    private static final long TOLERANCE = 60;

    private final Set<String> known = new HashSet<>();
    private long now;

    /** Takes the Timestamp of a message, with its fraction of a second. */
    void timestamp(String value) {
        now = Long.parseLong(value.substring(0, value.indexOf('.')));
    }

    /** Takes the value of a field in which Asterisk writes an id. */
    void add(String value) {
        Matcher id = ID.matcher(value);
        if (id.matches()) {
            known.add(id.group(1));
        }
    }

    boolean isReal(String id) {
        long second = Long.parseLong(id.substring(0, id.indexOf('.')));
        return known.contains(id) || second >= now - DAY && second <= now + TOLERANCE;
    }
}
