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
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.LoginPace;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes logins run in parallel while a Camel context starts. Camel starts producers and consumers one by one, and each
 * waits for its login. The first one to wait begins the logins of all others.
 */
final class StartingLogins {
    private static final Logger LOG = LoggerFactory.getLogger(StartingLogins.class);

    /**
     * This time is added to connectTimeout, because an attempt may begin later than others. The session itself ends an
     * attempt at connectTimeout, unless the attempt cannot be interrupted.
     */
    private static final Duration GRACE = LoginPace.SPREAD.plusSeconds(1);

    private record Attempt(CompletableFuture<AmiException> end, long begun) {}

    /** @param expected the subscription that a consumer will make */
    private record Hold(AmiSession session, @Nullable EventSubscription expected) {}

    private final AmiComponent component;
    /** The consumers that may be started. The set is weak, because nothing removes them. */
    private final Set<AmiConsumer> consumers = Collections.newSetFromMap(new WeakHashMap<>());

    /** Endpoints that routes of a starting context send to. */
    private final Set<AmiEndpoint> destinations = Collections.newSetFromMap(new WeakHashMap<>());

    private final Map<AmiSession, Attempt> attempts = new HashMap<>();
    private final List<Hold> holds = new ArrayList<>();
    private boolean begun;

    StartingLogins(AmiComponent component) {
        this.component = component;
    }

    synchronized void add(AmiConsumer consumer) {
        consumers.add(consumer);
    }

    /** Records that the endpoint has a producer, or will have one when its route starts. */
    synchronized void expectProducer(AmiEndpoint endpoint) {
        destinations.add(endpoint);
    }

    /**
     * While the context starts, begins the logins of consumers whose routes start with it, and of endpoints that routes
     * send to. Ignores other endpoints: they may belong to another component, such as {@code master}, which decides
     * itself when to start a consumer. A consumer's login requests the events of its subscription.
     */
    synchronized void beginAll(CamelContext context) {
        if (begun || !context.isStarting()) {
            return;
        }
        begun = true;
        for (AmiConsumer consumer : List.copyOf(consumers)) {
            if (consumer.startsWithContext()) {
                begin(consumer.getEndpoint());
            }
        }
        for (AmiEndpoint endpoint : List.copyOf(destinations)) {
            if (!endpoint.isLazyStartProducer()) {
                begin(endpoint, null);
            }
        }
    }

    private void begin(AmiEndpoint endpoint) {
        try {
            for (AmiEndpoint each : component.named().members(endpoint)) {
                begin(each, new SubscriptionFactory(each).subscription());
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("ami:{}: no logins ahead of the start", endpoint.getName(), e);
        }
    }

    private void begin(AmiEndpoint endpoint, @Nullable EventSubscription expected) {
        try {
            AmiSession session = endpoint.acquireSession();
            holds.add(new Hold(session, expected));
            if (expected != null) {
                session.expect(expected);
            }
            attempt(session, endpoint.getConfiguration().isFailFast());
        } catch (RuntimeException | LinkageError e) {
            // the start of this endpoint reports the failure; it does not concern the other endpoints
            LOG.debug("ami:{}: no login ahead of the start", endpoint.getName(), e);
        }
    }

    /**
     * Returns the session's first login attempt during this start. With failFast, the endpoint stops if that attempt
     * fails, so no further attempt is begun. Without failFast, the session keeps trying, unless the PBX has refused the
     * login.
     */
    private synchronized Attempt attempt(AmiSession session, boolean failFast) {
        Attempt first = attempts.get(session);
        if (first == null) {
            first = new Attempt(session.start(failFast), System.nanoTime());
            if (begun) {
                attempts.put(session, first);
            }
        } else if (!failFast) {
            session.join(false);
        }
        return first;
    }

    /**
     * Starts the session of an endpoint unless it has started, and waits for the first login attempt. While the Camel
     * context starts, the first attempts of all endpoints run at the same time.
     *
     * @throws AmiException if the route must not start without a session
     */
    void start(AmiEndpoint endpoint, AmiSession session) throws InterruptedException {
        AmiConfiguration settings = endpoint.getConfiguration();
        beginAllComponents();
        AmiException failure = await(session, settings);
        boolean refused = failure instanceof AmiException.AuthenticationFailed;
        if (failure != null && (settings.isFailFast() || refused && settings.getRefusedRetryDelay() == 0)) {
            throw failure;
        }
    }

    /** While the Camel context starts, begins the logins of all components. */
    void beginAllComponents() {
        CamelContext context = component.getCamelContext();
        AmiComponent.all(context).forEach(each -> each.startingLogins().beginAll(context));
    }

    /**
     * Begins the first login attempt of one of several connections, unless it has begun. Does not wait: the future
     * completes with its failure, or with null.
     */
    CompletableFuture<AmiException> begin(AmiSession session) {
        return attempt(session, false).end();
    }

    /**
     * Waits for the first login attempt, and begins it if it has not begun. Returns its failure, or null if the session
     * is ready.
     */
    @Nullable
    AmiException await(AmiSession session, AmiConfiguration settings) throws InterruptedException {
        Attempt attempt = attempt(session, settings.isFailFast());
        long end = attempt.begun()
                + Duration.ofMillis(settings.getConnectTimeout()).plus(GRACE).toNanos();
        AmiException failure;
        try {
            failure = attempt.end().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            failure = new AmiException.ConnectionFailed(
                    "no answer within connectTimeout=" + settings.getConnectTimeout() + " ms", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        // a later attempt may have succeeded
        return session.status().state() == SessionState.READY ? null : failure;
    }

    /**
     * Ends the common start: the context has started, or will not start. From now on each start makes its own login.
     */
    void end() {
        List<Hold> held;
        synchronized (this) {
            held = List.copyOf(holds);
            holds.clear();
            attempts.clear();
            destinations.clear();
            begun = false;
        }
        held.forEach(hold -> {
            if (hold.expected() != null) {
                hold.session().unsubscribe(hold.expected());
            }
            component.sharedSessions().release(hold.session());
        });
    }
}
