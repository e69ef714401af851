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
package io.github.camelami.session;

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.EventClasses;
import io.github.camelami.transport.AmiTransport;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which event classes the PBX sends over a connection; follows the consumers as they come and go. */
final class EventMask {
    private static final Logger LOG = LoggerFactory.getLogger(EventMask.class);

    private final Connection connection;
    private final SessionSettings settings;
    private final AmiTransport transport;
    private final EventDispatcher dispatcher;

    private EventClasses mask = EventClasses.NONE;

    EventMask(Connection connection, SessionSettings settings, AmiTransport transport, EventDispatcher dispatcher) {
        this.connection = connection;
        this.settings = settings;
        this.transport = transport;
        this.dispatcher = dispatcher;
    }

    /** The PBX has accepted the login with this mask. */
    synchronized void loggedIn(EventClasses asked) {
        mask = asked;
    }

    /**
     * Asks for the event classes that are wanted now, if they are not asked for already; the future ends with the
     * PBX's answer. What is wanted is found out under the lock: the last one to ask must have seen the latest.
     */
    synchronized CompletableFuture<Void> ask() {
        EventClasses wanted = dispatcher.wanted();
        if (wanted.equals(mask)) {
            connection.answered();
            return CompletableFuture.completedFuture(null);
        }
        if (mask.isEmpty() && transport.forgetsFilters()) {
            settings.serverFilters()
                    .forEach(each -> connection.sendOwn(LoginFlow.filter(each), settings.connectTimeout()));
        }
        mask = wanted;
        AmiAction events = AmiAction.named("Events")
                .field("EventMask", wanted.toEventMask())
                .build();
        return connection
                .sendOwn(events, settings.connectTimeout())
                .handle((result, failure) -> answered(wanted, result, failure));
    }

    /** A session that is connected and healthy but deaf is worse than a reconnect. */
    private Void answered(EventClasses wanted, ActionResult result, Throwable failure) {
        if (failure != null) {
            connection.end("the PBX did not answer to Events with the event mask " + wanted);
            return null;
        }
        connection.answered();
        if (result.response().isError()) {
            connection.end("the PBX did not take the event mask " + wanted + " ("
                    + result.response().message() + ")");
        } else if ("Off".equalsIgnoreCase(result.response().first("Events")) && !wanted.isEmpty()) {
            LOG.warn("{} the PBX knows none of the event classes {}", connection.context(), wanted);
        }
        return null;
    }
}
