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

import io.github.camelami.message.AmiEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the channels that have left AsyncAGI. The PBX still accepts a command for such a channel, but never runs
 * it, so the component ends the command itself.
 */
final class LeftAgi {
    private static final int MOST = 2_000;

    /** The event with which each channel left AGI, by name and by Uniqueid, the oldest first. */
    private final Map<String, AmiEvent> left = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AmiEvent> eldest) {
            return size() > MOST;
        }
    };

    /** Whether the event is about the channel of this name or Uniqueid. */
    static boolean isOf(String channel, AmiEvent event) {
        return channel.equalsIgnoreCase(event.get("Channel")) || channel.equals(event.get("Uniqueid"));
    }

    /**
     * The name that Asterisk 12 and later use for an event. Until Asterisk 11, three events had the same name,
     * AsyncAGI.
     */
    static String name(AmiEvent event) {
        return event.name().equals("AsyncAGI") ? "AsyncAGI" + event.get("SubEvent") : event.name();
    }

    synchronized void take(AmiEvent event) {
        String name = name(event);
        for (String field : List.of("Channel", "Uniqueid")) {
            String channel = event.get(field);
            if (channel != null && name.equals("AsyncAGIStart")) {
                left.remove(channel);
            } else if (channel != null && name.equals("AsyncAGIEnd")) {
                left.put(channel, event);
            }
        }
    }

    /** The event with which the channel of this name or Uniqueid left AGI, or null. */
    synchronized AmiEvent end(String channel) {
        return left.get(channel);
    }
}
