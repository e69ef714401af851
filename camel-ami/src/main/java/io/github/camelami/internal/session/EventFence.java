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
import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fence in the stream of events. Once it has been passed, all earlier events have been delivered. Over TCP, a Ping
 * serves as the fence, because a server sends events and answers in order. Over HTTP, the transport fetches the events
 * that the PBX holds.
 */
final class EventFence {
    private static final Logger LOG = LoggerFactory.getLogger(EventFence.class);
    static final AmiAction PING = AmiAction.named("Ping").build();

    private final Connection connection;
    private final SessionSettings settings;
    private final SessionResources resources;
    private final AmiTransport transport;
    private final PendingActions pending;
    /**
     * When the session sent the last Ping that the PBX did not answer in time; null if the PBX answered the last Ping.
     */
    private volatile Long unansweredSince;

    EventFence(
            Connection connection,
            SessionSettings settings,
            SessionResources resources,
            AmiTransport transport,
            PendingActions pending) {
        this.connection = connection;
        this.settings = settings;
        this.resources = resources;
        this.transport = transport;
        this.pending = pending;
    }

    /**
     * Returns a future that completes when all events have been delivered that the PBX held for this session at the
     * time of the call. It also completes if the PBX does not deliver them in time, or if this fails.
     */
    CompletableFuture<?> passed() {
        return transport.keepsEvents()
                ? CompletableFuture.completedFuture(null).thenRunAsync(this::fetch, resources::run)
                : connection.sendBehindOthers(PING, null).handle((pong, failure) -> null);
    }

    private void fetch() {
        try {
            transport.drain(settings.connectTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until the fence is passed, but no longer than {@code patience}. Does not wait if an earlier wait took too
     * long and the PBX has sent no answer since. Consumers stop one after the other, and each would otherwise wait that
     * long.
     */
    void await(Duration patience) throws InterruptedException {
        if (isSilent()) {
            LOG.debug("{} the PBX still does not answer before the stop", connection.context());
        } else if (transport.keepsEvents()) {
            transport.drain(patience);
        } else {
            ping(patience);
        }
    }

    private boolean isSilent() {
        Long since = unansweredSince;
        return transport.isDrainOverdue() || since != null && !pending.isAnswering(since);
    }

    private void ping(Duration patience) throws InterruptedException {
        long now = resources.nanoTime().getAsLong();
        CompletableFuture<ActionResult> pong = connection.sendOwn(PING, patience);
        // recorded even if the wait is interrupted
        pong.whenComplete((answer, failure) -> unansweredSince = failure == null ? null : now);
        try {
            pong.get();
        } catch (ExecutionException e) {
            LOG.debug("{} the PBX did not answer before the stop", connection.context(), e);
        }
    }
}
