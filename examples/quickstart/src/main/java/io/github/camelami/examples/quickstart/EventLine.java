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
package io.github.camelami.examples.quickstart;

import io.github.camelami.message.AmiEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the important fields of a call event as one line. The route calls this class as a bean. */
public class EventLine {

    public String format(AmiEvent event) {
        String details = Stream.of("ChannelStateDesc", "DialStatus", "Cause-txt")
                .map(event::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("  "));
        String channels = Stream.of("Channel", "DestChannel")
                .map(event::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" -> "));
        return String.format("%-12s %s  %s", event.name(), channels, details).stripTrailing();
    }
}
