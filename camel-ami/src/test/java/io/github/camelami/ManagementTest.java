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

import io.github.camelami.simulator.Reply;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.console.DefaultDevConsolesLoader;
import org.apache.camel.util.json.Jsoner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an operator sees: JMX, health and the dev console. */
class ManagementTest extends RouteTestSupport {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private Object attribute(String type, String name) throws Exception {
        Set<ObjectName> found = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",*"),
                null);
        for (ObjectName each : found) {
            if (server.getAttribute(each, "EndpointUri").toString().startsWith("ami:")) {
                return server.getAttribute(each, name);
            }
        }
        throw new AssertionError("no MBean of type " + type + " for ami among " + found);
    }

    private void producerRoute(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(ami(options));
            }
        });
    }

    @Test
    void consumersShowSessionAndBuffer() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch inRoute = new CountDownLatch(1);
        String events = ami("events=call&bufferSize=2");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events).process(exchange -> {
                    inRoute.countDown();
                    blocked.await();
                });
            }
        });
        context.start();
        pbx.emit(newchannel("a"));
        Awaitility.await().until(() -> inRoute.getCount() == 0);
        for (int i = 0; i < 5; i++) {
            pbx.emit(newchannel("b"));
        }
        Awaitility.await().untilAsserted(() -> assertThat(attribute("consumers", "Dropped"))
                .isEqualTo(3L));
        assertThat(attribute("consumers", "SessionState")).isEqualTo("READY");
        assertThat(attribute("consumers", "Epoch")).isEqualTo(1L);
        assertThat(attribute("consumers", "Reconnects")).isEqualTo(0L);
        assertThat(attribute("consumers", "Received")).isEqualTo(6L);
        assertThat(attribute("consumers", "Buffered")).isEqualTo(2);
        assertThat((long) attribute("consumers", "BufferedBytes")).isPositive();
        blocked.countDown();
    }

    @Test
    void producersShowSessionAndActions() throws Exception {
        producerRoute("reconnectDelay=1");
        sendWell("direct:ask", Map.of("Action", "Ping"), NO_HEADERS);
        long sent = (long) attribute("producers", "ActionsSent");
        pbx.on("CoreStatus", action -> Reply.none());
        send("direct:ask", Map.of("Action", "CoreStatus"), Map.of(AmiConstants.TIMEOUT, 50L));
        assertThat(attribute("producers", "ActionsSent")).isEqualTo(sent + 1);
        assertThat(attribute("producers", "ActionsFailed")).isEqualTo(1L);
        assertThat(attribute("producers", "ActionsInFlight")).isEqualTo(0);
        pbx.disconnectAll();
        Awaitility.await().untilAsserted(() -> assertThat(attribute("producers", "Reconnects"))
                .isEqualTo(1L));
        assertThat(attribute("producers", "Epoch")).isEqualTo(2L);
        assertThat(attribute("producers", "SessionState")).isEqualTo("READY");
    }

    private long mbeans(String type) throws Exception {
        long count = 0;
        for (ObjectName each : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",*"),
                null)) {
            count += server.getAttribute(each, "EndpointUri").toString().startsWith("ami:") ? 1 : 0;
        }
        return count;
    }

    /** Camel registers endpoints that are singletons, and producers of all. */
    @Test
    void anEndpointThatIsNoSingletonHasNoMBeanAndItsProducerHas() throws Exception {
        producerRoute("action=UserEvent&field.Value=ab");
        context.start();
        assertThat(mbeans("endpoints")).isEqualTo(1);
        assertThat(mbeans("producers")).isEqualTo(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:blank").to(ami("action=UserEvent&field.Value=a b"));
            }
        });
        assertThat(mbeans("endpoints")).isEqualTo(1);
        assertThat(mbeans("producers")).isEqualTo(2);
    }

    private Collection<HealthCheck.Result> readiness() {
        return HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getDetails().containsKey("ami.state"))
                .toList();
    }

    private void enableHealth() {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        for (String repository : new String[] {"consumers", "producers"}) {
            Object found = registry.resolveById(repository);
            registry.register(found);
            ((org.apache.camel.health.HealthCheckRepository) found).setEnabled(true);
        }
    }

    @Test
    void J3_readinessFollowsTheSessionOfConsumersAndProducers() throws Exception {
        enableHealth();
        routeEvents(ami("events=call&reconnectDelay=60000"));
        producerRoute("reconnectDelay=60000&action=Ping");
        context.start();
        assertThat(readiness()).hasSize(2).allSatisfy(result -> assertThat(result.getState())
                .isEqualTo(HealthCheck.State.UP));
        pbx.stopListening();
        pbx.disconnectAll();
        Awaitility.await()
                .untilAsserted(() -> assertThat(readiness()).hasSize(2).allSatisfy(result -> {
                    assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                    assertThat(result.getMessage())
                            .hasValueSatisfying(message -> assertThat(message).contains("no session with the PBX"));
                    assertThat(result.getDetails()).containsEntry("ami.state", "BACKING_OFF");
                    assertThat(result.getDetails().toString()).doesNotContain("secret=secret");
                }));
    }

    @Test
    void theDevConsoleShowsSessionsAndConsumers() throws Exception {
        routeEvents(ami("events=call"));
        context.start();
        DevConsole console = new DefaultDevConsolesLoader(context)
                .loadDevConsoles(true).stream()
                        .filter(each -> each.getId().equals("ami"))
                        .findFirst()
                        .orElseThrow();
        String text = console.call(DevConsole.MediaType.TEXT).toString();
        assertThat(text).contains("127.0.0.1", "READY", "events").doesNotContain("secret");
        String json = Jsoner.serialize(console.call(DevConsole.MediaType.JSON));
        assertThat(json)
                .contains("\"state\":\"READY\"", "\"route\":\"events\"", "\"epoch\":1")
                .doesNotContain("secret");
    }
}
