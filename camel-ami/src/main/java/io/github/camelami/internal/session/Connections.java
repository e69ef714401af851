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

import io.github.camelami.internal.transport.AmiTransport;
import java.util.function.Supplier;

/**
 * Creates the connections of a session, one after the other.
 *
 * @param idPrefix the prefix of the ids of the session's actions
 */
record Connections(
        SessionSettings settings,
        SessionResources resources,
        SessionCounters counters,
        Supplier<AmiTransport> transports,
        Subscriptions subscriptions,
        String idPrefix) {

    /** Creates the connections of a session. {@code transports} supplies a new transport for each of them. */
    static Connections of(
            SessionSettings settings,
            SessionResources resources,
            SessionCounters counters,
            Supplier<AmiTransport> transports,
            Subscriptions subscriptions) {
        return new Connections(settings, resources, counters, transports, subscriptions, ActionIds.newPrefix());
    }

    Connection next(Connection.Owner owner, long epoch) {
        return new Connection(settings, resources, counters, transports.get(), subscriptions, owner, epoch, idPrefix);
    }
}
