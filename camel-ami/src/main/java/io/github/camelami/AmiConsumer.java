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

import io.github.camelami.internal.routing.ConsumedConnection;
import io.github.camelami.internal.routing.RunReadings;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.session.SessionStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/**
 * Receives the events that the endpoint's options select, and routes them on threads of its own.
 *
 * @since 1.0
 */
@ManagedResource(description = "Managed AMI consumer")
public class AmiConsumer extends DefaultConsumer implements HealthCheckAware, ShutdownAware, Suspendable {
    private final AmiEndpoint endpoint;
    private final ConsumerConnections connections;

    public AmiConsumer(AmiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.connections = new ConsumerConnections(this);
        // this subscription only checks the options; each start makes new ones, which are empty and not suspended
        new SubscriptionFactory(endpoint).subscription();
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
        setHealthCheck(connections.newHealthCheck());
        try {
            connections.start();
        } catch (Exception | Error e) {
            // Camel stops a service whose start throws an exception, but not one whose start throws an Error
            doStop();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        connections.stop();
        super.doStop();
    }

    /** Camel also calls this before a graceful stop, which still routes the events received so far. */
    @Override
    protected void doSuspend() {
        connections.suspend();
    }

    @Override
    protected void doResume() {
        connections.resume();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return (int) sum(connections.allWithLeaving(), RunReadings::pending);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // nothing to prepare: the consumer continues to route the events in its buffer
    }

    @ManagedAttribute(description = "State of the session; with several connections, the number of them in each state")
    public String getSessionState() {
        if (!endpoint.isOfMany()) {
            return statuses()
                    .map(each -> each.state().name())
                    .findFirst()
                    .orElse(SessionStatus.NONE.state().name());
        }
        Map<SessionState, Long> states =
                statuses().collect(Collectors.groupingBy(SessionStatus::state, TreeMap::new, Collectors.counting()));
        return states.entrySet().stream()
                .map(state -> state.getKey() + " " + state.getValue())
                .collect(Collectors.joining(", "));
    }

    @ManagedAttribute(description = "Logins of the session, or of the current sessions together")
    public long getEpoch() {
        return statuses().mapToLong(SessionStatus::epoch).sum();
    }

    @ManagedAttribute(description = "Logins after the first of the session, or of each of the current sessions")
    public long getReconnects() {
        return statuses().mapToLong(SessionStatus::reconnects).sum();
    }

    @ManagedAttribute(description = "Current connections; all values are sums over these")
    public int getConnections() {
        return connections.all().size();
    }

    @ManagedOperation(description = "State and counters of each current connection, by name")
    public Map<String, String> listConnections() {
        Map<String, String> listed = new TreeMap<>();
        connections.all().forEach(each -> listed.put(each.name(), each.toString()));
        return listed;
    }

    @ManagedAttribute(description = "Events received for this consumer")
    public long getReceived() {
        return sum(RunReadings::received);
    }

    @ManagedAttribute(description = "Events dropped because the buffer was full, or at a stop")
    public long getDropped() {
        return sum(RunReadings::dropped);
    }

    @ManagedAttribute(description = "Events discarded during the current or last suspension")
    public long getPassedBy() {
        return sum(RunReadings::passedBy);
    }

    @ManagedAttribute(description = "Events waiting for the route")
    public int getBuffered() {
        return (int) sum(RunReadings::buffered);
    }

    @ManagedAttribute(description = "Size of the events waiting for the route, in bytes of wire text")
    public long getBufferedBytes() {
        return sum(RunReadings::bufferedBytes);
    }

    @ManagedAttribute(description = "Gaps in the routed events")
    public long getGaps() {
        return sum(RunReadings::gaps);
    }

    @ManagedAttribute(description = "Milliseconds that the oldest event not routed yet has waited")
    public long getLag() {
        return connections.all().stream()
                .mapToLong(each -> each.readings().lag())
                .max()
                .orElse(0);
    }

    @ManagedAttribute(description = "Open calls, with emit=calls or callProgress")
    public int getOpenCalls() {
        return (int) sum(RunReadings::openCalls);
    }

    @ManagedAttribute(description = "Ended calls, with emit=calls or callProgress")
    public long getEndedCalls() {
        return sum(RunReadings::endedCalls);
    }

    @ManagedAttribute(description = "Calls that the route received before their end because of maxOpenCalls")
    public long getEvictedCalls() {
        return sum(RunReadings::evictedCalls);
    }

    @ManagedAttribute(description = "Known queues, with emit=queues or agents")
    public int getQueues() {
        return (int) sum(RunReadings::queues);
    }

    @ManagedAttribute(description = "Callers waiting in these queues")
    public int getWaitingCallers() {
        return (int) sum(RunReadings::waitingCallers);
    }

    @ManagedAttribute(
            description = "Queues, members and callers omitted because of maxQueues, maxQueueMembers and"
                    + " maxQueueCallers")
    public int getOmittedOfQueues() {
        return (int) sum(RunReadings::omittedOfQueues);
    }

    boolean emitsCalls() {
        return endpoint.getConsumerConfiguration().getEmit().ofCalls();
    }

    private Stream<SessionStatus> statuses() {
        return connections.all().stream().map(ConsumedConnection::status);
    }

    private long sum(ToLongFunction<RunReadings> reading) {
        return sum(connections.all(), reading);
    }

    private static long sum(List<ConsumedConnection> of, ToLongFunction<RunReadings> reading) {
        return of.stream()
                .mapToLong(each -> reading.applyAsLong(each.readings()))
                .sum();
    }
}
