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
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes an event or a call as an exchange. Whatever goes wrong costs that exchange alone: nothing is thrown. */
final class ExchangeRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRoute.class);

    /** An event with a header beside those of every event. */
    record Marked(AmiEvent event, String header, String value) {}

    private final AmiConsumer consumer;
    private final AmiBinding binding;
    private final String context;

    ExchangeRoute(AmiConsumer consumer, AmiBinding binding, String context) {
        this.consumer = consumer;
        this.binding = binding;
        this.context = context;
    }

    /**
     * Routes and waits until the route has ended, also where it goes on in other threads: order and memory need it.
     *
     * @param next an {@link AmiEvent}, a {@link Marked} one, an {@link AmiCall}, {@link AmiQueue} or {@link AmiAgent}
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

    private void process(Object next, Exchange exchange) throws Throwable {
        if (next instanceof AmiCall call) {
            binding.fill(exchange, call, consumer.getEpoch());
        } else if (next instanceof AmiQueue queue) {
            binding.fill(exchange, queue, consumer.getEpoch());
        } else if (next instanceof AmiAgent agent) {
            binding.fill(exchange, agent, consumer.getEpoch());
        } else if (next instanceof Marked marked) {
            binding.fill(exchange, marked.event());
            exchange.getMessage().setHeader(marked.header(), marked.value());
        } else {
            binding.fill(exchange, (AmiEvent) next);
        }
        RouteEnd.process(consumer.getAsyncProcessor(), exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
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

    /** Has Camel's exception handler told, which may fail itself. */
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
            logged("the exchange could not be given back to its factory", "", e);
        }
    }

    private void logged(String problem, String what, Throwable cause) {
        try {
            LOG.error("{} {}, and {}", context, what, problem, cause);
        } catch (Throwable e) {
            // without memory or stack even a line in the log may fail, and the next exchange may not
        }
    }
}
