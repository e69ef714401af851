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
package io.github.camelami.internal.routing;

import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.wire.TraceParent;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes an event, a call, a queue or an agent as an exchange. A failure is passed to the exception handler of the
 * consumer, and not to the caller.
 */
public final class ExchangeRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRoute.class);

    /** An event whose exchange gets an additional header. */
    record Marked(AmiEvent event, String header, String value) {}

    private final DefaultConsumer consumer;
    private final String connection;
    private final HeaderFilterStrategy mapHeaders;
    private final boolean traced;
    private final LongSupplier epoch;
    private final String context;

    /**
     * Creates the routing of a consumer.
     *
     * @param connection the name of the PBX
     * @param mapHeaders the filter for fields that become headers; null for none
     * @param traced whether the exchanges of a call continue the trace that the call carries
     * @param epoch supplies the current epoch of the session
     */
    public ExchangeRoute(
            DefaultConsumer consumer,
            String connection,
            HeaderFilterStrategy mapHeaders,
            boolean traced,
            LongSupplier epoch) {
        this.consumer = consumer;
        this.connection = connection;
        this.mapHeaders = mapHeaders;
        this.traced = traced;
        this.epoch = epoch;
        this.context = "ami:" + connection + ':';
    }

    /**
     * Routes the next item, and waits until the route has ended, even if it continues on other threads. The wait
     * preserves the order of the items, and limits the number of exchanges in memory.
     *
     * @param next an {@link AmiEvent}, {@link Marked}, {@link AmiCall}, {@link AmiQueue} or {@link AmiAgent}
     */
    void route(Object next) {
        Exchange exchange = null;
        try {
            exchange = consumer.createExchange(false);
            process(next, exchange);
        } catch (Throwable e) {
            handle(failed(next), exchange, e);
        } finally {
            release(exchange);
        }
    }

    /** When the next item began to wait, in milliseconds since 1970. */
    static long since(Object next) {
        return next instanceof AmiEvent event ? event.receivedAt() : System.currentTimeMillis();
    }

    /** Counts what will not be routed. A notice is not a loss. */
    static ConsumerRun.Unrouted unrouted(List<?> left) {
        int events = 0;
        int tracked = 0;
        for (Object each : left) {
            boolean isTracked = each instanceof AmiCall || each instanceof AmiQueue || each instanceof AmiAgent;
            boolean isNotice = each instanceof Marked marked && !marked.header().equals(EventHeaderNames.SNAPSHOT);
            tracked += isTracked ? 1 : 0;
            events += isTracked || isNotice ? 0 : 1;
        }
        return new ConsumerRun.Unrouted(events, tracked);
    }

    private void process(Object next, Exchange exchange) throws Throwable {
        if (next instanceof AmiCall call) {
            fill(exchange, call);
        } else if (next instanceof AmiQueue queue) {
            fill(exchange, queue, queue.at());
            exchange.getMessage()
                    .setHeader(EventHeaderNames.QUEUE_CHANGE, queue.change().name());
        } else if (next instanceof AmiAgent agent) {
            fill(exchange, agent, agent.at());
            exchange.getMessage()
                    .setHeader(EventHeaderNames.AGENT_CHANGE, agent.change().name());
        } else if (next instanceof Marked marked) {
            fill(exchange, marked.event());
            exchange.getMessage().setHeader(marked.header(), marked.value());
        } else {
            fill(exchange, (AmiEvent) next);
        }
        ExchangeCompletion.process(consumer.getAsyncProcessor(), exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    /** Fills the exchange of an event. */
    private void fill(Exchange exchange, AmiEvent event) {
        Message message = exchange.getMessage();
        if (mapHeaders != null) {
            event.forEach((name, value) -> {
                if (!mapHeaders.applyFilterToExternalHeaders(name, value, exchange)) {
                    message.setHeader(name, value);
                }
            });
        }
        message.setBody(event);
        message.setHeader(EventHeaderNames.EVENT_NAME, event.name());
        message.setHeader(EventHeaderNames.CONNECTION, connection);
        message.setHeader(EventHeaderNames.MESSAGE_TIMESTAMP, event.occurredAt());
        message.setHeader(EventHeaderNames.EPOCH, event.epoch());
        if (traced) {
            trace(message, TraceParent.in(event.values("ChanVariable")));
            trace(message, TraceParent.in(event.values("DestChanVariable")));
        }
    }

    /** Fills the exchange of a call. */
    private void fill(Exchange exchange, AmiCall call) {
        fill(exchange, call, call.startedAt() + call.duration());
        Message message = exchange.getMessage();
        message.setHeader(EventHeaderNames.CALL_ID, call.id());
        message.setHeader(EventHeaderNames.CALL_STATE, call.state().name());
        if (call.disposition() != null) {
            message.setHeader(EventHeaderNames.DISPOSITION, call.disposition().name());
        }
        if (traced) {
            trace(message, call.variables().get(TraceParent.VARIABLE));
        }
    }

    /** Camel's telemetry reads the header when the route begins, and continues the trace that it names. */
    private static void trace(Message message, String parent) {
        if (TraceParent.isOne(parent)) {
            message.setHeader(TraceParent.HEADER, parent);
        }
    }

    private void fill(Exchange exchange, Object body, long at) {
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(EventHeaderNames.CONNECTION, connection);
        message.setHeader(EventHeaderNames.EPOCH, epoch.getAsLong());
        message.setHeader(EventHeaderNames.MESSAGE_TIMESTAMP, at);
    }

    private static String failed(Object next) {
        return what(next) + " failed in the route";
    }

    private static String what(Object next) {
        if (next instanceof AmiCall call) {
            return "call " + call.id();
        } else if (next instanceof AmiQueue queue) {
            return "queue " + queue.name();
        } else if (next instanceof AmiAgent agent) {
            return "agent " + agent.id();
        }
        return "event " + (next instanceof Marked marked ? marked.event() : (AmiEvent) next).name();
    }

    /** Calls Camel's exception handler, which may itself fail. */
    void handle(String what, Exchange exchange, Throwable failure) {
        try {
            if (exchange != null && exchange.getException() == null) {
                exchange.setException(failure);
            }
            consumer.getExceptionHandler().handleException(context + ' ' + what, exchange, failure);
        } catch (Throwable e) {
            logged("the exception handler failed", what, e);
        }
    }

    private void release(Exchange exchange) {
        try {
            if (exchange != null) {
                consumer.releaseExchange(exchange, false);
            }
        } catch (Throwable e) {
            logged("the exchange could not be returned to its factory", "", e);
        }
    }

    private void logged(String problem, String what, Throwable cause) {
        try {
            LOG.error("{} {}, and {}", context, what, problem, cause);
        } catch (Throwable e) {
            // without memory or stack space, even logging may fail; the next exchange must be routed nevertheless
        }
    }
}
