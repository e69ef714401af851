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

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Creates the events of class {@code security} about logins and refused requests. */
final class SecurityEvents {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private SecurityEvents() {}

    static SimulatedEvent successfulAuth(SimulatedSession session) {
        return about("SuccessfulAuth", "Informational", session)
                .with("UsingPassword", 0)
                .with("SessionTV", now());
    }

    static SimulatedEvent failedAuth(SimulatedSession session, String user, boolean known) {
        return start(known ? "InvalidPassword" : "InvalidAccountID", "Error")
                .with("AccountID", user)
                .with("SessionID", id(session))
                .with("LocalAddress", address(session.wire().local(), session))
                .with("RemoteAddress", address(session.wire().remote(), session))
                .with("SessionTV", now());
    }

    static SimulatedEvent notAllowed(ReceivedAction action) {
        return about("RequestNotAllowed", "Error", action.session())
                .with("RequestType", "Action: " + action.name())
                .with("SessionTV", now());
    }

    static SimulatedEvent badFormat(ReceivedAction action) {
        SimulatedSession session = action.session();
        return start("RequestBadFormat", "Error")
                .with("SessionID", id(session))
                .with("LocalAddress", address(session.wire().local(), session))
                .with("RemoteAddress", address(session.wire().remote(), session))
                .with("RequestType", "Action: " + (action.name().isEmpty() ? "NONE" : action.name()))
                .with("SessionTV", now())
                .with("AccountID", session.user());
    }

    private static SimulatedEvent about(String name, String severity, SimulatedSession session) {
        return start(name, severity)
                .with("AccountID", session.user())
                .with("SessionID", id(session))
                .with("LocalAddress", address(session.wire().local(), session))
                .with("RemoteAddress", address(session.wire().remote(), session));
    }

    private static SimulatedEvent start(String name, String severity) {
        return SimulatedEvent.named(name, "security")
                .with("EventTV", now())
                .with("Severity", severity)
                .with("Service", "AMI")
                .with("EventVersion", 1);
    }

    private static String now() {
        return TIME.format(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static String id(SimulatedSession session) {
        return String.format("0x%012x", 0x7f0000000000L + System.identityHashCode(session));
    }

    private static String address(InetSocketAddress address, SimulatedSession session) {
        return "IPV4/" + (session.wire().isSecure() ? "TLS" : "TCP") + "/"
                + address.getAddress().getHostAddress() + "/" + address.getPort();
    }
}
