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
package io.github.camelami;

import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.SessionStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * Shows the sessions and consumers in Camel's developer console.
 *
 * @since 1.0
 */
@DevConsole(name = "ami", displayName = "AMI", description = "Sessions with Asterisk PBXes and their consumers")
public class AmiDevConsole extends AbstractDevConsole {

    public AmiDevConsole() {
        super("camel", "ami", "AMI", "Sessions with Asterisk PBXes and their consumers");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessions", sessions());
        shown.put("consumers", consumers());
        return shown;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        sessions().forEach(session -> text.append("Session ").append(session).append('\n'));
        consumers()
                .forEach(consumer -> text.append("Consumer ").append(consumer).append('\n'));
        return text.toString();
    }

    private List<Map<String, Object>> sessions() {
        List<Map<String, Object>> sessions = new ArrayList<>();
        for (AmiComponent component : AmiComponent.all(getCamelContext())) {
            for (AmiSession each : component.sharedSessions().all()) {
                SessionStatus status = each.status();
                Map<String, Object> session = new LinkedHashMap<>();
                session.put("connection", each.name());
                session.put("user", each.user());
                session.put("state", status.state().name());
                session.put("since", status.since().toString());
                session.put("epoch", status.epoch());
                session.put("server", status.server());
                session.put("inFlight", status.inFlight());
                session.put("actionsSent", status.counts().sent());
                session.put("actionsFailed", status.counts().failed());
                session.put("actionsUnknown", status.counts().unknown());
                session.put("unexpectedAnswers", status.counts().unexpected());
                session.put("discardedMessages", status.counts().discarded());
                session.put("loginFailures", status.counts().loginFailures());
                if (!status.unreadable().isEmpty()) {
                    session.put("unreadable", status.unreadable());
                }
                if (status.lastFailure() != null) {
                    session.put("lastFailure", status.lastFailure());
                    session.put("lastFailureAt", status.lastFailureAt().toString());
                }
                sessions.add(session);
            }
        }
        return sessions;
    }

    private List<Map<String, Object>> consumers() {
        List<Map<String, Object>> consumers = new ArrayList<>();
        for (Route route : getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof AmiConsumer consumer) {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("route", route.getRouteId());
                shown.put("connections", consumer.listConnections());
                shown.put("received", consumer.getReceived());
                shown.put("dropped", consumer.getDropped());
                shown.put("gaps", consumer.getGaps());
                shown.put("passedBy", consumer.getPassedBy());
                shown.put("lagMillis", consumer.getLag());
                shown.put("buffered", consumer.getBuffered());
                shown.put("bufferedBytes", consumer.getBufferedBytes());
                if (consumer.emitsCalls()) {
                    shown.put("openCalls", consumer.getOpenCalls());
                    shown.put("endedCalls", consumer.getEndedCalls());
                    shown.put("evictedCalls", consumer.getEvictedCalls());
                }
                consumers.add(shown);
            }
        }
        return consumers;
    }
}
