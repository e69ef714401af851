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

import io.github.camelami.internal.health.AmiHealthCheck;
import io.github.camelami.internal.routing.ConsumerRun;
import io.github.camelami.internal.routing.ExchangeRoute;
import io.github.camelami.internal.routing.RunReadings;
import io.github.camelami.internal.routing.TrackerFeed;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.SessionStatus;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the events that the endpoint's options select, and routes them on threads of its own.
 *
 * @since 1.0
 */
@ManagedResource(description = "Managed AMI consumer")
public class AmiConsumer extends DefaultConsumer implements HealthCheckAware, ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(AmiConsumer.class);

    private final AmiEndpoint endpoint;
    private final ExchangeRoute exchanges;
    private volatile EventSubscription subscription;
    private volatile AmiSession session;
    private volatile ConsumerRun run;
    private final RunReadings readings = new RunReadings(() -> run);
    private Runnable meterRemoval = () -> {};

    public AmiConsumer(AmiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.exchanges = new ExchangeRoute(this, endpoint.getName(), endpoint.mapping(), this::getEpoch);
        // this subscription only checks the options; each start makes a new one, which is empty and not suspended
        this.subscription = new SubscriptionFactory(endpoint).subscription();
        endpoint.getComponent().startingLogins().add(this);
    }

    @Override
    public AmiEndpoint getEndpoint() {
        return endpoint;
    }

    /** Whether the Camel context is going to start this consumer during its own start. */
    boolean startsWithContext() {
        Route route = getRoute();
        return route != null
                && route.isAutoStartup()
                && getEndpoint().getCamelContext().isAutoStartup();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        AmiHealthCheck health = new AmiHealthCheck(
                "consumer:ami-" + getRouteId(), endpoint.connection().peer(), true, this::status);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        run = null;
        subscription = new SubscriptionFactory(endpoint).subscription();
        session = endpoint.acquireSession();
        try {
            var subscribed = session.subscribe(subscription);
            endpoint.start(session);
            awaitMask(subscribed);
            run = newRun(session);
            run.start();
            meterRemoval = endpoint.getComponent().meter(endpoint.getName(), this);
        } catch (Exception | Error e) {
            // Camel stops a service whose start throws an exception, but not one whose start throws an Error
            doStop();
            throw e;
        }
    }

    private ConsumerRun newRun(AmiSession current) {
        AmiConsumerConfiguration options = endpoint.getConsumerConfiguration();
        ConsumerRun.Options routing = new ConsumerRun.Options(
                endpoint.getName(), options.isNotices(), options.getConcurrentConsumers(), options.getOrderBy());
        return new ConsumerRun(
                this, routing, subscription, exchanges, new TrackerOptions(endpoint).feed(current, subscription));
    }

    private void awaitMask(Future<Void> subscribed) throws InterruptedException {
        try {
            subscribed.get(endpoint.getConfiguration().getConnectTimeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("ami:{}: the PBX has not yet confirmed the event mask", endpoint.getName());
            // the route counts as started, so it gets the events that arrive from now on
            subscription.begin();
        }
    }

    @Override
    protected void doStop() throws Exception {
        ConsumerRun current = run;
        int left = current == null ? 0 : current.stop();
        Runnable removal = meterRemoval;
        meterRemoval = () -> {};
        try {
            removal.run();
        } finally {
            leaveSession();
            left += subscription.discard();
        }
        if (left > 0) {
            LOG.warn("ami:{}: stopped with {} events that were received but not routed", endpoint.getName(), left);
        }
        super.doStop();
    }

    /** Camel also calls this before a graceful stop, which still routes the events received so far. */
    @Override
    protected void doSuspend() {
        TrackerFeed feed = readings.feed();
        if (feed != null) {
            feed.suspend();
        }
        session.drain();
        subscription.suspend();
    }

    @Override
    protected void doResume() {
        session.resume(subscription);
        TrackerFeed feed = readings.feed();
        if (feed != null) {
            feed.resume();
        }
    }

    private void leaveSession() {
        AmiSession left = session;
        session = null;
        if (left != null) {
            left.unsubscribe(subscription);
            endpoint.releaseSession(left);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return subscription.pending() + readings.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // nothing to prepare: the consumer continues to route the events in its buffer
    }

    @ManagedAttribute(description = "State of the session")
    public String getSessionState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "Logins of the session")
    public long getEpoch() {
        return status().epoch();
    }

    @ManagedAttribute(description = "Logins of the session after the first")
    public long getReconnects() {
        return status().reconnects();
    }

    @ManagedAttribute(description = "Events received for this consumer")
    public long getReceived() {
        return subscription.received();
    }

    @ManagedAttribute(description = "Events dropped because the buffer was full, or at a stop")
    public long getDropped() {
        return subscription.dropped();
    }

    @ManagedAttribute(description = "Events discarded during the current or last suspension")
    public long getPassedBy() {
        return subscription.passedBy();
    }

    @ManagedAttribute(description = "Events waiting for the route")
    public int getBuffered() {
        return subscription.buffered();
    }

    @ManagedAttribute(description = "Size of the events waiting for the route, in bytes of wire text")
    public long getBufferedBytes() {
        return subscription.bufferedBytes();
    }

    @ManagedAttribute(description = "Gaps in the routed events")
    public long getGaps() {
        return subscription.gaps();
    }

    @ManagedAttribute(description = "Milliseconds that the oldest event not routed yet has waited")
    public long getLag() {
        return Math.max(subscription.lag().toMillis(), readings.lag());
    }

    @ManagedAttribute(description = "Open calls, with emit=calls or callProgress")
    public int getOpenCalls() {
        return readings.openCalls();
    }

    @ManagedAttribute(description = "Ended calls, with emit=calls or callProgress")
    public long getEndedCalls() {
        return readings.endedCalls();
    }

    @ManagedAttribute(description = "Calls that the route received before their end because of maxOpenCalls")
    public long getEvictedCalls() {
        return readings.evictedCalls();
    }

    @ManagedAttribute(description = "Known queues, with emit=queues or agents")
    public int getQueues() {
        return readings.queues();
    }

    @ManagedAttribute(description = "Callers waiting in these queues")
    public int getWaitingCallers() {
        return readings.waitingCallers();
    }

    @ManagedAttribute(
            description = "Queues, members and callers omitted because of maxQueues, maxQueueMembers and"
                    + " maxQueueCallers")
    public int getOmittedOfQueues() {
        return readings.omittedOfQueues();
    }

    /** What the runs of this consumer have counted. */
    RunReadings readings() {
        return readings;
    }

    boolean emitsCalls() {
        return endpoint.getConsumerConfiguration().getEmit().ofCalls();
    }

    boolean emitsQueues() {
        return endpoint.getConsumerConfiguration().getEmit().ofQueues();
    }

    private SessionStatus status() {
        AmiSession current = session;
        return current == null ? SessionStatus.NONE : current.status();
    }
}
