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

import io.github.camelami.call.CallDisposition;
import io.github.camelami.session.AmiSession;
import io.github.camelami.session.EventSubscription;
import io.github.camelami.session.SessionStatus;
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

/** Routes the events of a session that its endpoint wants, on threads of its own. */
@ManagedResource(description = "Managed AMI consumer")
public class AmiConsumer extends DefaultConsumer implements HealthCheckAware, ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(AmiConsumer.class);

    private final AmiEndpoint endpoint;
    private final ExchangeRoute exchanges;
    private volatile EventSubscription subscription;
    private volatile AmiSession session;
    private volatile ConsumerRun run;
    private Runnable meterRemoval = () -> {};

    public AmiConsumer(AmiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.exchanges = new ExchangeRoute(this, new AmiBinding(endpoint), "ami:" + endpoint.getName() + ':');
        // here for its checks; each start gets one of its own, without the rest or the suspension of the last
        this.subscription = new EventFilter(endpoint).subscription();
        endpoint.getComponent().startingLogins().add(this);
    }

    @Override
    public AmiEndpoint getEndpoint() {
        return endpoint;
    }

    /** Whether a context that starts is going to start this, too. */
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
                "consumer:ami-" + getRouteId(), endpoint.getName(), endpoint.connection(), true, this::status);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        run = null;
        subscription = new EventFilter(endpoint).subscription();
        session = endpoint.acquireSession();
        try {
            var subscribed = session.subscribe(subscription);
            endpoint.start(session);
            awaitMask(subscribed);
            run = new ConsumerRun(this, endpoint, session, subscription, exchanges);
            run.start();
            meterRemoval = endpoint.getComponent().meter(endpoint.getName(), this);
        } catch (Exception | Error e) {
            // Camel stops what has failed to start with an exception, and leaves what an Error has met
            doStop();
            throw e;
        }
    }

    private void awaitMask(Future<Void> subscribed) throws InterruptedException {
        try {
            subscribed.get(endpoint.getConfiguration().getConnectTimeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("ami:{}: the PBX has not yet confirmed the event mask", endpoint.getName());
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

    /** Called too before a graceful stop, in which what has been received is still routed. */
    @Override
    protected void doSuspend() {
        TrackerFeed feed = feed();
        if (feed != null) {
            feed.suspend();
        }
        session.drain();
        subscription.suspend();
    }

    @Override
    protected void doResume() {
        session.resume(subscription);
        TrackerFeed feed = feed();
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
        ConsumerRun current = run;
        CallRouting calls = calls();
        return subscription.pending()
                + (current == null ? 0 : current.pending())
                + (calls == null ? 0 : calls.ending());
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // the buffer drains by itself
    }

    @ManagedAttribute(description = "State of the session")
    public String getSessionState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "Logins of the session so far")
    public long getEpoch() {
        return status().epoch();
    }

    @ManagedAttribute(description = "Logins of the session after its first")
    public long getReconnects() {
        return status().reconnects();
    }

    @ManagedAttribute(description = "Events that were received for this consumer")
    public long getReceived() {
        return subscription.received();
    }

    @ManagedAttribute(description = "Events that were dropped because the buffer was full, or at a stop")
    public long getDropped() {
        return subscription.dropped();
    }

    @ManagedAttribute(description = "Events that passed by in the current or last suspension")
    public long getPassedBy() {
        return subscription.passedBy();
    }

    @ManagedAttribute(description = "Events that wait for the route")
    public int getBuffered() {
        return subscription.buffered();
    }

    @ManagedAttribute(description = "Bytes of wire text of the events that wait for the route")
    public long getBufferedBytes() {
        return subscription.bufferedBytes();
    }

    @ManagedAttribute(description = "Places where events are missing from those that are routed")
    public long getGaps() {
        return subscription.gaps();
    }

    @ManagedAttribute(description = "Milliseconds that the oldest event that is not routed yet has waited")
    public long getLag() {
        ConsumerRun current = run;
        long inRoute = current == null ? 0 : System.currentTimeMillis() - current.oldest();
        return Math.max(subscription.lag().toMillis(), inRoute);
    }

    @ManagedAttribute(description = "Calls that are open, with emit=calls or callProgress")
    public int getOpenCalls() {
        CallRouting current = calls();
        return current == null ? 0 : current.open();
    }

    @ManagedAttribute(description = "Calls that have ended, with emit=calls or callProgress")
    public long getEndedCalls() {
        CallRouting current = calls();
        return current == null ? 0 : current.ended();
    }

    @ManagedAttribute(description = "Calls that were given out before their end because of maxOpenCalls")
    public long getEvictedCalls() {
        CallRouting current = calls();
        return current == null ? 0 : current.evicted();
    }

    @ManagedAttribute(description = "Queues that are known, with emit=queues or agents")
    public int getQueues() {
        QueueRouting current = queues();
        return current == null ? 0 : current.readings().size();
    }

    @ManagedAttribute(description = "Callers who wait in them")
    public int getWaitingCallers() {
        QueueRouting current = queues();
        return current == null ? 0 : current.waiting();
    }

    @ManagedAttribute(
            description = "Queues, members and callers that are left out because of maxQueues, maxQueueMembers and"
                    + " maxQueueCallers")
    public int getOmittedOfQueues() {
        QueueRouting current = queues();
        return current == null ? 0 : current.omitted();
    }

    /** Null where neither queues nor agents are given out. */
    QueueRouting queues() {
        ConsumerRun current = run;
        return current == null ? null : current.queues();
    }

    private TrackerFeed feed() {
        ConsumerRun current = run;
        return current == null ? null : current.feed();
    }

    /** Calls of that disposition that have ended. */
    long endedCalls(CallDisposition as) {
        CallRouting current = calls();
        return current == null ? 0 : current.ended(as);
    }

    private CallRouting calls() {
        ConsumerRun current = run;
        return current == null ? null : current.calls();
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
