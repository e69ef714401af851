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

import io.github.camelami.internal.health.ConsumerChecks;
import io.github.camelami.internal.routing.ConsumedConnection;
import io.github.camelami.internal.routing.ConsumerRun;
import io.github.camelami.internal.routing.ExchangeRoute;
import io.github.camelami.internal.routing.OwnWorkerRun;
import io.github.camelami.internal.routing.SharedRuns;
import io.github.camelami.internal.routing.Together;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a consumer: one, or all that match the name of the endpoint. Those of many are opened and closed
 * independently, also while the consumer runs. They change only while the lock of {@link NamedConnections} is held.
 */
final class ConsumerConnections {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerConnections.class);

    /** @param member the endpoint of this connection alone */
    private record Open(AmiEndpoint member, ConsumedConnection connection, CompletableFuture<Void> drained) {}

    private final AmiConsumer consumer;
    private final AmiEndpoint endpoint;
    private final AmiComponent component;
    private final Map<String, Open> open = new ConcurrentSkipListMap<>();
    /** The connections that were removed, and whose last events are being routed. */
    private final List<Open> leaving = new CopyOnWriteArrayList<>();

    /** Null for one connection, and before the first start. */
    private @Nullable SharedRuns runs;

    private ConsumerChecks checks;
    /** When the connection that is being replaced was closed; null if none is. */
    private @Nullable Instant replacedAt;

    private boolean suspended;

    ConsumerConnections(AmiConsumer consumer) {
        this.consumer = consumer;
        this.endpoint = consumer.getEndpoint();
        this.component = endpoint.getComponent();
    }

    /** The current connections or, after a stop, the last ones. */
    List<ConsumedConnection> all() {
        return open.values().stream().map(Open::connection).toList();
    }

    /** The current connections, and those whose last events are being routed. */
    List<ConsumedConnection> allWithLeaving() {
        return Stream.concat(open.values().stream(), leaving.stream())
                .map(Open::connection)
                .toList();
    }

    /** The health check of the consumer, which shows the current connections. Called before each start. */
    HealthCheck newHealthCheck() {
        checks = new ConsumerChecks(
                endpoint.getCamelContext(),
                "consumer:ami-" + consumer.getRouteId(),
                component.isHealthCheckConsumerEnabled());
        if (endpoint.isOfMany()) {
            return checks.ofAll(endpoint.getName());
        }
        return checks.ofOne(
                endpoint.connection().peer(),
                () -> all().stream().findFirst().map(ConsumedConnection::status).orElse(SessionStatus.NONE));
    }

    /** Opens the connections, and waits for their first login attempts. If there are several, they may fail. */
    void start() throws Exception {
        open.clear();
        if (!endpoint.isOfMany()) {
            startOne();
            return;
        }
        AtomicReference<CompletableFuture<?>> logins = new AtomicReference<>();
        component.named().begin(this, () -> logins.set(startMany()));
        long patience = open.values().stream()
                .mapToLong(each -> each.member().getConfiguration().getConnectTimeout())
                .max()
                .orElse(0);
        try {
            // each session itself ends its attempt at connectTimeout
            logins.get().get(patience + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("ami:{}: some logins have not ended within connectTimeout", endpoint.getName());
        }
    }

    /** Stops routing, and closes all connections. Does not wait for routes in progress. */
    void stop() {
        if (endpoint.isOfMany()) {
            component.named().end(this, this::closeAll);
        } else {
            closeAll();
        }
    }

    /** Opens the one connection, and waits for its login. */
    private void startOne() throws Exception {
        ConsumedConnection connection =
                new ConsumedConnection(endpoint.getName(), new SubscriptionFactory(endpoint).subscription());
        open.put(endpoint.getName(), new Open(endpoint, connection, CompletableFuture.completedFuture(null)));
        AmiSession session = endpoint.acquireSession();
        var subscribed = connection.subscribe(session);
        component.startingLogins().start(endpoint, session);
        try {
            subscribed.get(endpoint.getConfiguration().getConnectTimeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the route counts as started, so it gets the events that arrive from now on
            connection.beginUnconfirmed();
        }
        AmiConsumerConfiguration options = endpoint.getConsumerConfiguration();
        connection.begin(new OwnWorkerRun(
                consumer,
                endpoint.getName(),
                options.concurrentConsumersOfOne(),
                options.orderByOrCall(),
                source(endpoint, connection, session)));
        connection.atEnd(component.sharedSessions().meter(consumer.getRouteId(), endpoint, connection.readings()));
    }

    private ConsumerRun.Source source(AmiEndpoint member, ConsumedConnection connection, AmiSession session) {
        boolean traced = member.getConfiguration().isTraceCalls();
        return new ConsumerRun.Source(
                connection.events(),
                member.getConsumerConfiguration().isNotices(),
                new ExchangeRoute(consumer, member.getName(), member.mapping(), traced, connection::epoch),
                new TrackerOptions(member).feed(session, connection.events()));
    }

    /**
     * Opens all connections that match. Does not wait for their logins.
     *
     * @return completes when the first login attempt of each has ended
     */
    private CompletableFuture<?> startMany() {
        leaving.clear();
        suspended = false;
        List<AmiEndpoint> members = component.named().members(endpoint);
        members.forEach(member -> member.connection().validate());
        AmiConsumerConfiguration options = endpoint.getConsumerConfiguration();
        runs = new SharedRuns(
                consumer,
                endpoint.getName(),
                options.concurrentConsumersOfMany(),
                options.getOrderBy(),
                component.threads().timer());
        if (members.isEmpty()) {
            LOG.warn(
                    "ami:{}: no connection matches; events arrive when AmiComponent.addConnection adds one. The named"
                            + " connections are: {}",
                    endpoint.getName(),
                    component.named().names());
        }
        component.startingLogins().beginAllComponents();
        return CompletableFuture.allOf(members.stream()
                .map(member -> open(member, CompletableFuture.completedFuture(null), null))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * @param previous completes when the last events of the previous connection of this name have been routed
     * @param missingSince the end of the connection that this one replaces, or null
     */
    private CompletableFuture<?> open(
            AmiEndpoint member, CompletableFuture<?> previous, @Nullable Instant missingSince) {
        String name = member.getName();
        ConsumedConnection connection = new ConsumedConnection(name, new SubscriptionFactory(member).subscription());
        String orderBy = member.getConsumerConfiguration().orderByOrCall();
        AmiSession session = member.acquireSession();
        CompletableFuture<?> subscribed;
        try {
            if (suspended) {
                connection.suspend();
            }
            subscribed = connection.subscribeInAnyCase(session);
            connection.begin(runs.add(name, orderBy, source(member, connection, session), missingSince), previous);
            connection.atEnd(component.sharedSessions().meter(consumer.getRouteId(), member, connection.readings()));
            connection.atEnd(checks.add(member.connection().peer(), connection::status));
        } catch (RuntimeException | Error e) {
            connection.stop(component.sharedSessions()::release);
            throw e;
        }
        open.put(name, new Open(member, connection, new CompletableFuture<>()));
        return CompletableFuture.allOf(subscribed, component.startingLogins().begin(session));
    }

    /**
     * Checks a connection that is about to be added or replaced.
     *
     * @throws RuntimeException naming the option and what is wrong with it
     */
    void check(String name, AmiConfiguration settings) {
        if (endpoint.names().include(name)) {
            AmiEndpoint member = component.named().member(endpoint, name, settings);
            component.sharedSessions().check(member.connection());
            new SubscriptionFactory(member).subscription();
        }
    }

    /** Closes the connection if it was opened with settings other than its current ones. */
    void closeChanged(String name) {
        Open now = open.get(name);
        if (now != null
                && !NamedConnections.areSame(now.member(), component.named().member(endpoint, name))) {
            replacedAt = Instant.now();
            close(name);
        }
    }

    /** Opens the connection if it matches and is not open. */
    void openMissing(String name) {
        Instant missingSince = replacedAt;
        replacedAt = null;
        if (endpoint.names().include(name) && !open.containsKey(name)) {
            CompletableFuture<?>[] before = leaving.stream()
                    .filter(each -> each.member().getName().equals(name))
                    .map(Open::drained)
                    .toArray(CompletableFuture[]::new);
            open(component.named().member(endpoint, name), CompletableFuture.allOf(before), missingSince);
        }
    }

    /** Closes the connection if it is open. What has arrived is still routed. */
    void close(String name) {
        Open gone = open.remove(name);
        if (gone != null) {
            leaving.add(gone);
            gone.connection().leave(component.sharedSessions()::release, () -> drained(gone));
        }
    }

    private void drained(Open gone) {
        gone.connection().stop(component.sharedSessions()::release);
        leaving.remove(gone);
        gone.drained().complete(null);
    }

    private void closeAll() {
        SharedRuns shared = runs;
        runs = null;
        if (shared != null) {
            shared.stop();
        }
        // each may wait for its PBX
        Together.forEach(
                component.threads().sessions(),
                allWithLeaving(),
                each -> each.stop(component.sharedSessions()::release));
        leaving.clear();
    }

    void suspend() {
        component.named().exclusively(() -> {
            suspended = true;
            Together.forEachUnlessInterrupted(component.threads().sessions(), all(), ConsumedConnection::drain);
            all().forEach(ConsumedConnection::suspend);
        });
    }

    void resume() {
        component.named().exclusively(() -> {
            suspended = false;
            all().forEach(ConsumedConnection::resume);
        });
    }
}
