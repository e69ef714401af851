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
package io.github.camelami.internal.health;

import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.session.SessionStatus;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check of a consumer or producer. It is UP while there is a session with the PBX and, for a consumer, while
 * the session can receive events. Otherwise it is DOWN, and reports why and since when.
 */
public final class AmiHealthCheck extends AbstractHealthCheck {
    /**
     * The PBX and the user, as the details of a health check show them.
     *
     * @param connection the name of the PBX in the URI
     */
    public record Peer(String connection, String address, String user) {}

    private final Peer peer;
    private final boolean forEvents;
    private final Supplier<SessionStatus> status;

    /** @param forEvents whether the check is a consumer's, which needs a session that receives events */
    public AmiHealthCheck(String id, Peer peer, boolean forEvents, Supplier<SessionStatus> status) {
        super("camel", id);
        this.peer = peer;
        this.forEvents = forEvents;
        this.status = status;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        SessionStatus session = status.get();
        builder.detail("ami.connection", peer.connection());
        builder.detail("ami.address", peer.address());
        builder.detail("ami.user", peer.user());
        builder.detail("ami.state", session.state().name());
        builder.detail("ami.since", session.since().toString());
        builder.detail("ami.epoch", session.epoch());
        builder.detail("ami.failedAttempts", session.failedAttempts());
        if (!session.unreadable().isEmpty()) {
            builder.detail("ami.unreadable", session.unreadable());
        }
        if (session.state() != SessionState.READY && session.lastFailure() != null) {
            // Actuator shows details, but not messages
            builder.detail("ami.failure", session.lastFailure());
        }
        String problem = problem(session, forEvents);
        if (problem == null) {
            builder.up();
        } else {
            builder.message(problem);
            builder.down();
        }
    }

    /** Why the session is not ready, or null if it is. */
    static String problem(SessionStatus session, boolean forEvents) {
        if (session.state() != SessionState.READY) {
            String reason = session.lastFailure() == null ? "" : ": " + session.lastFailure();
            return "no session with the PBX since " + session.since() + ", " + session.state() + reason;
        }
        return forEvents && !session.unreadable().isEmpty()
                ? "no events arrive: the user may not read any of the event classes " + session.unreadable()
                : null;
    }
}
