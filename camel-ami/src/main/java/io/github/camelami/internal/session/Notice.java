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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Information for a consumer about its stream of events, at its place among the events. */
public record Notice(Kind kind, AmiEvent event) implements Marker {

    /** What has happened. */
    public enum Kind {
        /** The session has logged in. */
        Connected,
        /** The connection has ended. */
        Disconnected,
        /** Events are missing here. */
        Gap
    }

    private static final String LOSS = "disconnected";
    private static final String RESTARTED = "Restarted";

    @Override
    public void giveTo(EventReceiver receiver) throws InterruptedException {
        receiver.notice(this);
    }

    /**
     * Whether this is the gap of a lost connection. A {@link Kind#Disconnected} notice has already announced that loss.
     */
    public boolean isLoss() {
        return kind == Kind.Gap && LOSS.equals(event.get("Reason"));
    }

    /**
     * Combines this notice with an earlier one of the same kind. The combined loss begins with the earlier one. The
     * result also reports whether the PBX was restarted during either of them.
     */
    Notice with(Notice earlier) {
        Map<String, Object> fields = new LinkedHashMap<>(event);
        fields.remove("Event");
        fields.computeIfPresent("From", (key, from) -> earlier.event.get(key));
        String before = earlier.event.get(RESTARTED);
        fields.computeIfPresent(
                RESTARTED,
                (key, now) -> now.equals(before) ? now : Set.of(now, before).contains("true") ? "true" : "unknown");
        return new Notice(kind, AmiEvent.of(kind.name(), fields, event.epoch(), event.receivedAt()));
    }

    /**
     * Creates the notice of a login.
     *
     * @param started the start time that the PBX reported; empty if it is unknown
     * @param restarted true, false or unknown: whether the PBX was restarted since the previous login
     */
    static Notice connected(long epoch, String server, String started, String restarted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Server", server);
        fields.put("Started", started);
        fields.put(RESTARTED, restarted);
        return of(Kind.Connected, epoch, fields);
    }

    /**
     * Creates the gap of a lost connection.
     *
     * @param restarted true, false or unknown: whether the PBX was restarted in the meantime
     */
    static Notice lost(long epoch, Instant from, Instant to, String restarted) {
        return gap(epoch, from, to, -1, LOSS, Map.of(RESTARTED, restarted));
    }

    static Notice of(Kind kind, long epoch, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Epoch", epoch);
        all.putAll(fields);
        return new Notice(kind, AmiEvent.of(kind.name(), all, epoch, System.currentTimeMillis()));
    }

    /** Creates the gap that follows the first login of a connection that has replaced another one. */
    public static Notice replaced(Notice connected, Instant from) {
        AmiEvent login = connected.event;
        return gap(login.epoch(), from, Instant.ofEpochMilli(login.receivedAt()), -1, "replaced");
    }

    /**
     * Creates a gap in the stream.
     *
     * @param dropped the number of missing events; negative if it is unknown
     */
    static Notice gap(long epoch, Instant from, Instant to, long dropped, String reason) {
        return gap(epoch, from, to, dropped, reason, Map.of());
    }

    private static Notice gap(long epoch, Instant from, Instant to, long dropped, String reason, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("From", from);
        fields.put("To", to);
        fields.put("Dropped", dropped < 0 ? "unknown" : dropped);
        fields.put("Reason", reason);
        fields.putAll(more);
        return of(Kind.Gap, epoch, fields);
    }
}
