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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.util.concurrent.ThreadFactoryTypeAware;
import org.apache.camel.util.concurrent.ThreadType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RouteControlTest extends RouteTestSupport {

    @Test
    void aSuspendedRouteLetsEventsPassWhileTheSessionStays() throws Exception {
        routeEvents(ami("events=call&notices=true"));
        context.start();
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Connected");
        context.getRouteController().suspendRoute("events");
        pbx.emit(newchannel("missed 1"));
        pbx.emit(newchannel("missed 2"));
        sendWell(ami("action=Ping"), null, NO_HEADERS);
        context.getRouteController().resumeRoute("events");
        pbx.emit(newchannel("seen"));
        Exchange gap = nextRouted();
        assertThat(gap.getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Gap");
        assertThat(gap.getMessage().getBody(AmiEvent.class)).containsEntry("Dropped", "2");
        assertThat(nextEvent().get("Channel")).isEqualTo("seen");
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @Test
    void D5_aRouteThatIsSuspendedBeforeTheFirstLoginLearnsOfIt() throws Exception {
        pbx.stopListening();
        routeEvents(ami("events=call&notices=true&reconnectDelay=100&maxReconnectDelay=100"));
        context.start();
        context.getRouteController().suspendRoute("events");
        pbx.startListening();
        Awaitility.await().until(() -> pbx.sessions() == 1);
        sendWell(ami("action=Ping&reconnectDelay=100&maxReconnectDelay=100"), null, NO_HEADERS);
        context.getRouteController().resumeRoute("events");
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Connected");
        pbx.emit(newchannel("seen"));
        assertThat(nextEvent().get("Channel")).isEqualTo("seen");
    }

    @Test
    void anInterruptThatARouteLeavesBehindDoesNotEndItsConsumer() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("events=call"))
                        .process(exchange -> Thread.currentThread().interrupt())
                        .to("mock:seen");
            }
        });
        MockEndpoint seen = context.getEndpoint("mock:seen", MockEndpoint.class);
        seen.expectedMessageCount(2);
        context.start();
        pbx.emit(newchannel("first"));
        Awaitility.await().until(() -> seen.getReceivedCounter() == 1);
        pbx.emit(newchannel("second"));
        seen.assertIsSatisfied();
    }

    @Test
    void aRouteStopsAndStartsAgain() throws Exception {
        routeEvents(ami("events=call"));
        context.start();
        context.getRouteController().stopRoute("events");
        Awaitility.await().until(() -> pbx.sessions() == 0);
        context.getRouteController().startRoute("events");
        pbx.emit(newchannel("a"));
        assertThat(nextEvent().get("Channel")).isEqualTo("a");
    }

    @Test
    void pollEnrichTakesAnEvent() throws Exception {
        String events = ami("events=call");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(events, 5_000);
            }
        });
        context.start();
        var answer = context.createProducerTemplate().asyncRequestBody("direct:in", "x", AmiEvent.class);
        Awaitility.await().until(() -> {
            pbx.emit(newchannel("a"));
            return answer.isDone();
        });
        assertThat(inTime(answer).get("Channel")).isEqualTo("a");
    }

    @Test
    void aProducerThatStartsLazilyFailsWithItsFirstMessage() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(ami("action=Ping&lazyStartProducer=true").replace("secret=secret", "secret=wrong"));
            }
        });
        context.start();
        assertThat(pbx.connections()).isZero();
        assertThat(send("direct:in", null).getException()).hasStackTraceContaining("AuthenticationFailed");
    }

    @Test
    void withoutLazyStartTheRouteFailsToStart() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(ami("action=Ping").replace("secret=secret", "secret=wrong"));
            }
        });
        assertThatThrownBy(context::start).hasRootCauseInstanceOf(AmiException.AuthenticationFailed.class);
    }

    @Test
    void aFailingRouteTakesTheNextEventAndItsErrorHandlerSeesTheFailure() throws Exception {
        String events = ami("events=call");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(exchange -> routed.add(exchange.copy()));
                from(events)
                        .filter(simple("${body[Channel]} == 'bad'"))
                        .throwException(new IllegalStateException("x"))
                        .end()
                        .process(exchange -> routed.add(exchange.copy()));
            }
        });
        context.start();
        pbx.emit(newchannel("bad"));
        pbx.emit(newchannel("good"));
        assertThat(nextRouted().getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(IllegalStateException.class);
        assertThat(nextEvent().get("Channel")).isEqualTo("good");
    }

    @Test
    void withBridgeErrorHandlerAFailureOfTheConsumerReachesTheErrorHandler() throws Exception {
        context.getRegistry().bind("failing", new DefaultHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                throw new IllegalStateException("of the filter");
            }
        });
        String events = ami("events=call&bridgeErrorHandler=true&mapHeaders=true&headerFilterStrategy=#failing");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(exchange -> routed.add(exchange.copy()));
                from(events).to("mock:out");
            }
        });
        context.start();
        pbx.emit(newchannel("a"));
        assertThat(nextRouted().getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessage("of the filter");
    }

    @Test
    void pooledExchangesCarryNothingOver() throws Exception {
        ExchangeFactory pooled = new PooledExchangeFactory();
        pooled.setStatisticsEnabled(true);
        context.getCamelContextExtension().setExchangeFactory(pooled);
        List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
        List<Integer> identities = new CopyOnWriteArrayList<>();
        String events = ami("events=call");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events).process(exchange -> {
                    headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
                    identities.add(System.identityHashCode(exchange));
                    exchange.getMessage().setHeader("Left", "over");
                    exchange.setProperty("left", "over");
                });
            }
        });
        context.start();
        for (int i = 0; i < 20; i++) {
            pbx.emit(newchannel("c" + i));
        }
        Awaitility.await().until(() -> headers.size() == 20);
        assertThat(Set.copyOf(identities)).hasSizeLessThan(20);
        assertThat(headers)
                .allSatisfy(each -> assertThat(each).doesNotContainKey("Left").hasSize(4));
    }

    /** Camel's own threads are known by the factories that it hands out; no listing has the virtual ones. */
    @Test
    void allThreadsComeFromTheExecutorServiceManagerAndEndWithTheContext() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Set<Thread> ofCamel = ConcurrentHashMap.newKeySet();
        context.getExecutorServiceManager().addThreadFactoryListener((source, factory) -> new ThreadFactoryTypeAware() {
            @Override
            public boolean isVirtual() {
                return factory instanceof ThreadFactoryTypeAware aware && aware.isVirtual();
            }

            @Override
            public Thread newThread(Runnable task) {
                Thread thread = factory.newThread(task);
                ofCamel.add(thread);
                return thread;
            }
        });
        routeEvents(ami("events=call&concurrentConsumers=3"));
        sendWell(ami("action=Ping&awaitSession=true"), null, NO_HEADERS);
        for (int i = 0; i < 10; i++) {
            pbx.emit(newchannel("c" + i).with("Linkedid", i));
            nextRouted();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && isOfCamelAmi(thread))
                .isSubsetOf(ofCamel);
        assertThat(ofCamel)
                .extracting(Thread::getName)
                .allSatisfy(name -> assertThat(name).startsWith("Camel (" + context.getName() + ") thread #"))
                .anyMatch(name -> name.contains("AmiSession"))
                .anyMatch(name -> name.contains("AmiTimer"))
                .anyMatch(name -> name.contains("AmiConsumerRoute"));
        context.stop();
        Awaitility.await().until(() -> ofCamel.stream().noneMatch(Thread::isAlive));
    }

    /** Neither of the simulated PBX nor of the JDK, which runs virtual threads on its own. */
    private static boolean isOfCamelAmi(Thread thread) {
        return !thread.getName().startsWith("pbx-")
                && !(ThreadType.current() == ThreadType.VIRTUAL
                        && (thread.getName().startsWith("ForkJoinPool-")
                                || thread.getName().startsWith("VirtualThread-")
                                || thread.getName().endsWith("-Poller")));
    }

    /** That no timer of the JDK's own waits for it is held by ArchitectureTest. */
    @Test
    void anActionThatWaitsForASessionInVainIsNotSent() throws Exception {
        pbx.stopListening();
        Exchange exchange = send(ami("action=Ping&awaitSession=true"), null, Map.of(AmiConstants.TIMEOUT, 200));
        assertThat(exchange.getException()).isInstanceOf(AmiException.NotSent.class);
        assertThat(receivedFromRoutes()).isEmpty();
    }
}
