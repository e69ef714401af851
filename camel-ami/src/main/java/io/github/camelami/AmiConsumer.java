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

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.session.AmiSession;
import io.github.camelami.session.EventSubscription;
import io.github.camelami.session.Notice;
import io.github.camelami.session.SessionStatus;
import io.github.camelami.session.Snapshot;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
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
    private final AmiBinding binding;
    private volatile EventSubscription subscription;
    private volatile AmiSession session;
    private ExecutorService worker;
    private volatile OrderedRouting<Object> routing;
    private volatile CallRouting calls;
    private Runnable meterRemoval = () -> {};
    private volatile boolean working;

    public AmiConsumer(AmiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.binding = new AmiBinding(endpoint);
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
                "consumer:ami-" + getRouteId(), endpoint.getName(), endpoint.connection(), this::status);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        subscription = new EventFilter(endpoint).subscription();
        session = endpoint.acquireSession();
        try {
            var subscribed = session.subscribe(subscription);
            endpoint.start(session);
            awaitMask(subscribed);
        } catch (Exception e) {
            leaveSession();
            throw e;
        }
        int concurrent = endpoint.getConsumerConfiguration().getConcurrentConsumers();
        var threads = getEndpoint().getCamelContext().getExecutorServiceManager();
        if (concurrent > 1) {
            OrderKeys keys = new OrderKeys(endpoint.getConsumerConfiguration().getOrderBy());
            routing = new OrderedRouting<>(
                    threads.newFixedThreadPool(this, "AmiConsumerRoute", concurrent),
                    next -> next instanceof AmiCall call ? OrderKeys.of(call) : keys.of((AmiEvent) next),
                    next -> next instanceof AmiEvent event ? event.receivedAt() : System.currentTimeMillis(),
                    this::route);
        }
        calls = emitsCalls() ? new CallRouting(endpoint, session, this::routeNext) : null;
        meterRemoval = endpoint.getComponent().meter(endpoint.getName(), this);
        working = true;
        worker = threads.newSingleThreadExecutor(this, "AmiConsumer");
        EventSubscription events = subscription;
        worker.execute(() -> work(events));
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
        working = false;
        meterRemoval.run();
        meterRemoval = () -> {};
        // first: nothing that goes wrong below may leave it behind
        var threads = getEndpoint().getCamelContext().getExecutorServiceManager();
        if (worker != null) {
            threads.shutdownNow(worker);
            worker = null;
        }
        leaveSession();
        int left = subscription.discard();
        if (routing != null) {
            int notRouted = routing.stop(threads);
            subscription.giveUp(calls == null ? notRouted : 0);
            left += notRouted;
        }
        if (calls != null) {
            calls.stop();
        }
        if (left > 0) {
            LOG.warn("ami:{}: stopped with {} events that were received but not routed", endpoint.getName(), left);
        }
        super.doStop();
    }

    /** Called too before a graceful stop, in which what has been received is still routed. */
    @Override
    protected void doSuspend() {
        if (calls != null) {
            calls.suspend();
        }
        session.drain();
        subscription.suspend();
    }

    @Override
    protected void doResume() {
        session.resume(subscription);
        if (calls != null) {
            calls.resume();
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

    /** Ends with its subscription: a route that outlived a stop must not return to the events of the next start. */
    private void work(EventSubscription events) {
        while (working && events == subscription) {
            try {
                Object next = events.poll(calls == null ? 1_000 : calls.patience(), TimeUnit.MILLISECONDS);
                if (calls != null) {
                    calls.take(next);
                }
                if (next != null && (calls == null || next instanceof Notice)) {
                    deliver(next);
                }
            } catch (InterruptedException e) {
                // by a stop, which the loop sees; or left behind by the route, which must not end the consumer
                LOG.debug("ami:{}: interrupted", endpoint.getName());
            } catch (Throwable e) {
                handle("event not routed", null, e);
            }
        }
    }

    private void deliver(Object next) throws Exception {
        if (next instanceof AmiEvent) {
            routeNext(next);
        } else {
            if (routing != null) {
                routing.awaitAll();
            }
            if (next instanceof Notice notice) {
                if (endpoint.getConsumerConfiguration().isNotices()) {
                    route(notice.event(), AmiConstants.NOTICE, notice.kind().name());
                }
            } else if (next instanceof Snapshot snapshot) {
                for (var list : snapshot.lists().entrySet()) {
                    for (AmiEvent item : list.getValue().get()) {
                        route(item, AmiConstants.SNAPSHOT, list.getKey());
                    }
                }
            }
        }
    }

    /** Routes an event or a call, here or beside others. */
    private void routeNext(Object next) {
        if (routing == null) {
            route(next);
        } else if (!routing.route(next) && next instanceof AmiEvent) {
            subscription.giveUp(1);
        }
    }

    private void route(Object next) {
        route(next, null, null);
    }

    /**
     * Routes and waits until the route has ended, also where it goes on in other threads: order and memory need it.
     *
     * @param header what the exchange has beside the headers of every event or call, or null
     */
    private void route(Object next, String header, String value) {
        Exchange exchange = createExchange(false);
        try {
            if (next instanceof AmiCall call) {
                binding.fill(exchange, call, getEpoch());
            } else {
                binding.fill(exchange, (AmiEvent) next);
            }
            if (header != null) {
                exchange.getMessage().setHeader(header, value);
            }
            RouteEnd.process(getAsyncProcessor(), exchange);
        } catch (Throwable e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            String what = next instanceof AmiCall call ? "call " + call.id() : "event " + ((AmiEvent) next).name();
            handle(what + " failed in the route", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }

    /** An exception handler that fails itself must not end the thread that routes, nor the events of a call. */
    private void handle(String what, Exchange exchange, Throwable failure) {
        String message = "ami:" + endpoint.getName() + ": " + what;
        try {
            getExceptionHandler().handleException(message, exchange, failure);
        } catch (RuntimeException e) {
            LOG.error("{}, and the exception handler failed", message, e);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        CallRouting current = calls;
        return subscription.pending()
                + (routing == null ? 0 : routing.inProgress())
                + (current == null ? 0 : current.ending());
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
        OrderedRouting<Object> current = routing;
        long inRoute = current == null ? 0 : System.currentTimeMillis() - current.oldest();
        return Math.max(subscription.lag().toMillis(), inRoute);
    }

    @ManagedAttribute(description = "Calls that are open, with emit=calls or callProgress")
    public int getOpenCalls() {
        CallRouting current = calls;
        return current == null ? 0 : current.open();
    }

    @ManagedAttribute(description = "Calls that have ended, with emit=calls or callProgress")
    public long getEndedCalls() {
        CallRouting current = calls;
        return current == null ? 0 : current.ended();
    }

    @ManagedAttribute(description = "Calls that were given out before their end because of maxOpenCalls")
    public long getEvictedCalls() {
        CallRouting current = calls;
        return current == null ? 0 : current.evicted();
    }

    boolean emitsCalls() {
        return endpoint.getConsumerConfiguration().getEmit() != Emit.events;
    }

    private SessionStatus status() {
        AmiSession current = session;
        return current == null ? SessionStatus.NONE : current.status();
    }
}
