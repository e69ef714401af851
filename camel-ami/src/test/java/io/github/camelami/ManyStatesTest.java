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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.console.DefaultDevConsolesLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The states of the connections of one endpoint, and what an operator sees of them. */
class ManyStatesTest {
    private static final String SECRET = "canary-7f3a";

    private final ManyPbxes pbxes = new ManyPbxes("berlin", "paris");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        pbxes.close();
    }

    private void enableHealth() {
        HealthCheckRegistry health = HealthCheckRegistry.get(pbxes.routes.camel);
        HealthCheckRepository consumers = (HealthCheckRepository) health.resolveById("consumers");
        consumers.setEnabled(true);
        health.register(consumers);
    }

    private Map<String, HealthCheck.Result> health() {
        return HealthCheckHelper.invokeReadiness(pbxes.routes.camel, "full").stream()
                .filter(each -> each.getCheck().getId().startsWith("consumer:"))
                .collect(Collectors.toMap(each -> each.getCheck().getId(), each -> each));
    }

    private HealthCheck.State state(String id) {
        return health().get(id).getState();
    }

    @Test
    void onePbxThatCannotBeReachedAndOneThatRefusesDoNotHoldUpTheOthers() throws Exception {
        enableHealth();
        try (ServerSocket silent = new ServerSocket(0)) {
            AmiConfiguration stalls = pbxes.settings(silent.getLocalPort());
            stalls.setConnectTimeout(1_000);
            stalls.setFailFast(true);
            pbxes.ami.getConnections().put("stalls", stalls);
            AmiConfiguration refuses = pbxes.settings(pbxes.pbx("paris").port());
            refuses.setSecret("wrong");
            pbxes.ami.getConnections().put("refuses", refuses);
            pbxes.consume("ami:*?events=user");

            assertThat(pbxes.consumer().getSessionState())
                    .matches("REFUSED 1, READY 2, (CONNECTING|BACKING_OFF) 1|.*READY 2.*");
            assertThat(pbxes.consumer().listConnections().get("refuses")).startsWith("REFUSED");
            assertThat(pbxes.pbx("paris").failedLogins()).isEqualTo(1);
            pbxes.emit("berlin", 0, 1);
            pbxes.awaitRouted("berlin", 1);

            HealthCheck.Result all = health().get("consumer:many");
            assertThat(all.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(all.getDetails())
                    .containsEntry("ami.connection", "*")
                    .containsEntry("ami.connections", 4)
                    .containsEntry("ami.connectionsDown", 2)
                    .containsEntry("ami.down", "refuses, stalls");
            assertThat(all.getMessage().orElse(""))
                    .startsWith("2 of 4 PBXes are not ready: refuses (no session with the PBX since ")
                    .contains("), stalls (no session with the PBX since ")
                    .doesNotContain("wrong");
            assertThat(state("consumer:ami-many-berlin")).isEqualTo(HealthCheck.State.UP);
            assertThat(state("consumer:ami-many-refuses")).isEqualTo(HealthCheck.State.DOWN);

            pbxes.ami.removeConnection("refuses");
            pbxes.ami.removeConnection("stalls");
            assertThat(health())
                    .containsOnlyKeys("consumer:many", "consumer:ami-many-berlin", "consumer:ami-many-paris")
                    .allSatisfy((id, check) -> assertThat(check.getState()).isEqualTo(HealthCheck.State.UP));
        }
    }

    @Test
    void suspendResumeAndStopConcernAll() throws Exception {
        pbxes.consume("ami:*?events=user&notices=true");
        pbxes.routes.camel.getRouteController().suspendRoute("many");
        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        pbxes.awaitReady("rome");
        for (String name : List.of("berlin", "paris", "rome")) {
            pbxes.emit(name, 0, 3);
        }
        await().until(() -> pbxes.consumer().getPassedBy() == 9);
        pbxes.routes.camel.getRouteController().resumeRoute("many");
        for (String name : List.of("berlin", "paris", "rome")) {
            pbxes.emit(name, 3, 4);
            await().until(() -> pbxes.routed(name, "Number").contains("3"));
            assertThat(pbxes.routed(name, "Event")).containsExactly("Connected", "Gap", "UserEvent");
            assertThat(pbxes.routed(name, "Dropped").get(1)).isEqualTo("3");
        }
        pbxes.routes.camel.getRouteController().stopRoute("many");
        for (String name : List.of("berlin", "paris", "rome")) {
            assertThat(pbxes.pbx(name).received("Logoff")).hasSize(1);
        }
        pbxes.routes.camel.getRouteController().startRoute("many");
        pbxes.emit("rome", 4, 5);
        await().until(() -> pbxes.routed("rome", "Number").contains("4"));
    }

    /** A producer keeps the session, so the notice of its login and the events come at once. */
    @Test
    void aConnectionThatIsAddedDuringASuspensionRoutesNothingBeforeTheResume() throws Exception {
        AmiConfiguration paris = pbxes.ami.getConnections().get("paris").copy();
        pbxes.start(route -> {
            route.from("ami:*?events=user&notices=true").routeId("many").process(pbxes::keep);
            route.from("direct:in").to("ami:paris?action=Ping");
        });
        pbxes.awaitRouted("paris", 1);
        pbxes.ami.removeConnection("paris");
        pbxes.routes.camel.getRouteController().suspendRoute("many");
        pbxes.ami.addConnection("paris", paris);
        await().until(() -> {
            pbxes.emit("paris", 0, 1);
            return pbxes.consumer().getPassedBy() > 0;
        });
        assertThat(pbxes.consumer().getReceived()).isZero();
        assertThat(pbxes.routed("paris", "Event")).containsExactly("Connected");

        pbxes.routes.camel.getRouteController().resumeRoute("many");
        pbxes.awaitRouted("paris", 3);
        assertThat(pbxes.routed("paris", "Event")).startsWith("Connected", "Connected", "Gap");
    }

    /** They take what is sent and never answer, and each log-off waits two seconds for an answer. */
    @Test
    void K5_aStopWaitsForAllPbxesTogether() throws Exception {
        List<FaultProxy> proxies = new ArrayList<>();
        try (SimulatedPbx web = SimulatedPbx.builder().http().start()) {
            for (int i = 0; i < 8; i++) {
                proxies.add(FaultProxy.to("127.0.0.1", web.http().port()));
                AmiConfiguration settings = pbxes.settings(proxies.get(i).port());
                settings.setTransport(AmiTransportType.http);
                pbxes.ami.getConnections().put("hung-" + i, settings);
            }
            pbxes.consume("ami:hung-*?events=user");
            await().until(() -> web.loggedIn().size() == 8);
            proxies.forEach(FaultProxy::stall);
            long began = System.nanoTime();
            pbxes.consumer().stop();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        } finally {
            proxies.forEach(FaultProxy::close);
        }
    }

    @Test
    void metersAreOfEachPbx() throws Exception {
        pbxes.routes.camel.getRegistry().bind("meters", meters);
        pbxes.consume("ami:*?events=user");
        pbxes.emit("berlin", 0, 2);
        pbxes.emit("paris", 0, 3);
        await().until(() -> received("berlin") == 2 && received("paris") == 3);
        pbxes.ami.removeConnection("paris");
        assertThat(meters.find("camel.ami.events.received")
                        .tag("connection", "paris")
                        .meters())
                .isEmpty();
        assertThat(received("berlin")).isEqualTo(2);
        pbxes.routes.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    private double received(String connection) {
        return meters.get("camel.ami.events.received")
                .tag("connection", connection)
                .functionCounter()
                .count();
    }

    @Test
    void jmxShowsSumsAndAddsAndRemovesConnections() throws Exception {
        pbxes.routes.camel.getPropertiesComponent().addInitialProperty("rome.secret", SECRET);
        pbxes.consume("ami:*?events=user");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String context = "org.apache.camel:context=" + pbxes.routes.camel.getManagementName();
        ObjectName component = one(server, context + ",type=components,name=\"ami\"");
        pbxes.start("rome", SimulatedPbx.builder().user("admin", SECRET).start());
        String[] types = {"java.lang.String", "java.lang.String", "int", "java.lang.String", "java.lang.String"};
        int port = pbxes.pbx("rome").port();
        Object[] plain = {"rome", "127.0.0.1", port, "admin", "secret"};
        assertThatThrownBy(() -> server.invoke(component, "addConnection", plain, types))
                .hasStackTraceContaining("the secret of the connection must be a reference");
        server.invoke(
                component,
                "addConnection",
                new Object[] {"rome", "127.0.0.1", port, "admin", "{{rome.secret}}"},
                types);
        pbxes.awaitReady("rome");
        pbxes.emit("rome", 0, 2);
        pbxes.emit("paris", 0, 1);
        pbxes.awaitRouted("rome", 2);
        pbxes.awaitRouted("paris", 1);

        ObjectName consumer = server.queryNames(new ObjectName(context + ",type=consumers,*"), null)
                .iterator()
                .next();
        assertThat(server.getAttribute(consumer, "Connections")).isEqualTo(3);
        assertThat(server.getAttribute(consumer, "Received")).isEqualTo(3L);
        assertThat(server.getAttribute(consumer, "Epoch")).isEqualTo(3L);
        assertThat(server.getAttribute(consumer, "SessionState")).isEqualTo("READY 3");
        Map<?, ?> listed = (Map<?, ?>) server.invoke(consumer, "listConnections", null, null);
        assertThat(listed).hasSize(3);
        assertThat(listed.get("rome").toString())
                .startsWith("READY since ")
                .contains(", epoch 1, received 2, dropped 0");
        for (MBeanAttributeInfo each : server.getMBeanInfo(component).getAttributes()) {
            assertThat(String.valueOf(server.getAttribute(component, each.getName())))
                    .as(each.getName())
                    .doesNotContain(SECRET);
        }
        assertThat(listed.toString()).doesNotContain(SECRET);
        assertThat(server.invoke(
                        component, "removeConnection", new Object[] {"rome"}, new String[] {"java.lang.String"}))
                .isEqualTo(true);
        assertThat(server.getAttribute(consumer, "Connections")).isEqualTo(2);
    }

    private static ObjectName one(MBeanServer server, String name) throws Exception {
        return server.queryNames(new ObjectName(name), null).iterator().next();
    }

    @Test
    void theDevConsoleShowsEachConnection() throws Exception {
        pbxes.consume("ami:*?events=user");
        DevConsole console = new DefaultDevConsolesLoader(pbxes.routes.camel)
                .loadDevConsoles(true).stream()
                        .filter(each -> each.getId().equals("ami"))
                        .findFirst()
                        .orElseThrow();
        assertThat(console.call(DevConsole.MediaType.JSON).toString()).contains("berlin", "paris", "connections");
    }

    /** Camel asks for it with each exchange if tracing is on, and an exchange is of one of them. */
    @Test
    void manyConnectionsHaveNoServiceLocation() {
        AmiEndpoint endpoint = pbxes.routes.camel.getEndpoint("ami:*?events=user", AmiEndpoint.class);
        assertThat(endpoint.getServiceUrl()).isNull();
        assertThat(endpoint.getServiceMetadata()).isNull();
    }

    @Test
    void theOptionsOfAllConnectionsShowNoSecret() {
        String uri = "ami:*?secret=" + SECRET + "&http.proxyAuthPassword=" + SECRET;
        AmiEndpoint endpoint = pbxes.routes.camel.getEndpoint(uri, AmiEndpoint.class);
        assertThat(endpoint.overrides().toString())
                .contains("http.proxyAuthPassword")
                .doesNotContain(SECRET);
    }

    /** One over TCP, one over HTTP. */
    @Test
    void theTransportsOfTheConnectionsMayDiffer() throws Exception {
        try (SimulatedPbx web = SimulatedPbx.builder().http().start()) {
            AmiConfiguration http = pbxes.settings(web.http().port());
            http.setTransport(AmiTransportType.http);
            pbxes.ami.getConnections().put("web", http);
            pbxes.consume("ami:*?events=user");
            web.emit(SimulatedEvent.named("UserEvent", "user").with("Number", 7));
            pbxes.emit("berlin", 0, 1);
            pbxes.awaitRouted("web", 1);
            pbxes.awaitRouted("berlin", 1);
            assertThat(pbxes.routed("web", "Number")).containsExactly("7");
            pbxes.ami.removeConnection("web");
            assertThat(pbxes.consumer().getSessionState()).isEqualTo("READY 2");
        }
    }
}
