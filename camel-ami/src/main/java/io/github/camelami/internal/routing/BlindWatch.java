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
package io.github.camelami.internal.routing;

import io.github.camelami.message.AmiEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Detects that the PBX sends no events of calls: channels appear in its lists, and no event arrives. */
final class BlindWatch {
    /** After this time, in milliseconds, the first event of a channel has arrived. */
    private static final long PATIENCE = 5_000;

    private Set<String> before;
    private long newSince;
    private boolean seesEvents;

    /** Called for each event. */
    void event() {
        seesEvents = true;
    }

    boolean seesEvents() {
        return seesEvents;
    }

    /** Called if events may have been missed, so that channels may have appeared without one. */
    void reset() {
        before = null;
        newSince = 0;
    }

    /**
     * Compares a list of channels with the first one.
     *
     * @param now when the list arrived, in milliseconds since 1970
     * @return whether a channel has appeared some time ago, and no event has arrived since
     */
    boolean isBlind(List<AmiEvent> channels, long now) {
        Set<String> up = new HashSet<>();
        channels.forEach(channel -> up.add(channel.get("Uniqueid")));
        if (before == null) {
            before = up;
        } else if (newSince == 0 && !before.containsAll(up)) {
            newSince = now;
        }
        return !seesEvents && newSince > 0 && now - newSince >= PATIENCE;
    }
}
