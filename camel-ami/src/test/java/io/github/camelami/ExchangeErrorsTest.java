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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PrototypeExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors, not exceptions, where users' or Camel's code runs. */
class ExchangeErrorsTest {
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        routes.close();
        simulated.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void K3_anErrorOfTheExceptionHandlerCostsItsExchangeAlone(int concurrent) throws Exception {
        routes.camel.getRegistry().bind("bad", new LoggingExceptionHandler(routes.camel, getClass()) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                throw new StackOverflowError("of the handler");
            }
        });
        routes.start(
                builder -> builder.from("ami:pbx?events=call&exceptionHandler=#bad&concurrentConsumers=" + concurrent)
                        .routeId("e")
                        .process(this::see)
                        .throwException(new IllegalStateException("of the route")));
        emit(8);
        awaitAll(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void K3_anErrorWhileTheExchangeIsFilledCostsItAlone(int concurrent) throws Exception {
        AtomicInteger headers = new AtomicInteger();
        routes.camel.getRegistry().bind("filter", new DefaultHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                if (headers.getAndIncrement() == 0) {
                    throw new NoClassDefFoundError("of the filter");
                }
                return true;
            }
        });
        routes.start(builder -> builder.from("ami:pbx?events=call&mapHeaders=true&headerFilterStrategy=#filter"
                        + "&concurrentConsumers=" + concurrent)
                .routeId("e")
                .process(this::see));
        emit(8);
        awaitAll(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void K3_anErrorOfTheExchangeFactoryCostsItsExchangeAlone(int concurrent) throws Exception {
        AtomicInteger created = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        class FailingFactory extends PrototypeExchangeFactory {
            FailingFactory(Consumer consumer) {
                super(consumer);
            }

            @Override
            public ExchangeFactory newExchangeFactory(Consumer consumer) {
                FailingFactory factory = new FailingFactory(consumer);
                factory.setCamelContext(routes.camel);
                return factory;
            }

            @Override
            public Exchange create(Endpoint from, boolean autoRelease) {
                if (created.getAndIncrement() == 1) {
                    throw new LinkageError("no exchange");
                }
                return super.create(from, autoRelease);
            }

            @Override
            public boolean release(Exchange exchange) {
                if (released.getAndIncrement() == 0) {
                    throw new LinkageError("not taken back");
                }
                return super.release(exchange);
            }
        }
        routes.camel.getCamelContextExtension().setExchangeFactory(new FailingFactory(null));
        routes.start(builder -> builder.from("ami:pbx?events=call&concurrentConsumers=" + concurrent)
                .routeId("e")
                .process(this::see));
        emit(8);
        awaitAll(7);
        assertThat(released).hasValue(7);
    }

    @Test
    void K3_anErrorOfABodyEndsItsActionAlone() throws Exception {
        routes.camel.start();
        Map<String, Object> body = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new StackOverflowError("of the body");
            }
        };
        Exchange exchange = routes.camel
                .createProducerTemplate()
                .request("ami:pbx?action=UserEvent", each -> each.getMessage().setBody(body));
        assertThat(exchange.getException()).hasStackTraceContaining("StackOverflowError: of the body");
        assertThat(routes.send("ami:pbx?action=Ping", null).getException()).isNull();
    }

    @Test
    void K3_anErrorWhileAnAnswerIsGivenToItsExchangeEndsThatExchange() throws Exception {
        routes.camel.start();
        Exchange exchange = routes.camel
                .createProducerTemplate()
                .asyncSend(
                        "ami:pbx?action=Ping",
                        each -> each.setMessage(new DefaultMessage(each) {
                            @Override
                            public void setHeader(String name, Object value) {
                                if (name.equals(AmiConstants.RESPONSE)) {
                                    throw new NoClassDefFoundError("of the message");
                                }
                                super.setHeader(name, value);
                            }
                        }))
                .get(10, TimeUnit.SECONDS);
        assertThat(exchange.getException()).hasStackTraceContaining("NoClassDefFoundError: of the message");
        assertThat(routes.send("ami:pbx?action=Ping", null).getException()).isNull();
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(AmiEvent.class).get("Number"));
    }

    private void emit(int count) {
        IntStream.range(0, count)
                .forEach(i -> simulated.emit(SimulatedEvent.named("Newstate", "call")
                        .with("Number", i)
                        .with("Linkedid", "c" + i % 2)));
    }

    private void awaitAll(int count) {
        await().until(() -> seen.size() == count);
        await().until(() -> routes.consumer("e").getLag() == 0);
    }
}
