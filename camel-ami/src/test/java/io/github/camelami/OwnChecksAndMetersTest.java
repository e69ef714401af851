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
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.AmiSessions;
import io.github.camelami.internal.session.RefusedSecrets;
import io.github.camelami.internal.session.SessionResources;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.console.DefaultDevConsolesLoader;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to a session or a route comes with it and goes with it, and nothing else does. */
class OwnChecksAndMetersTest {
    private static final String READY = "camel.ami.session.ready";

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        routes.close();
        pbx.close();
    }

    private String uri(String options) {
        return PbxRoutes.uri(pbx, options);
    }

    private List<String> readiness() {
        return HealthCheckHelper.invokeReadiness(routes.camel).stream()
                .filter(result -> result.getDetails().containsKey("ami.connection"))
                .map(result ->
                        result.getCheck().getId() + ' ' + result.getDetails().get("ami.user") + ' ' + result.getState())
                .sorted()
                .toList();
    }

    private boolean isReady() {
        return HealthCheckHelper.invokeReadiness(routes.camel).stream()
                .allMatch(result -> result.getState() == HealthCheck.State.UP);
    }

    private List<String> tags(String meter) {
        return registry.find(meter).meters().stream()
                .map(Meter::getId)
                .map(id -> String.join(
                        " ",
                        id.getTags().stream()
                                .filter(tag -> !tag.getKey().equals("address"))
                                .map(tag -> tag.getKey() + '=' + tag.getValue())
                                .toList()))
                .sorted()
                .toList();
    }

    @Test
    void K4_J3_aProducersRouteThatIsRestartedOrRemovedTakesNobodysCheckButItsOwn() throws Exception {
        routes.to("a", uri("action=CoreStatus"))
                .to("b", uri("action=CoreSettings"))
                .start();
        assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
        for (int i = 0; i < 3; i++) {
            routes.camel.getRouteController().stopRoute("b");
            assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
            routes.camel.getRouteController().startRoute("b");
            assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
        }
        routes.camel.getRouteController().stopRoute("b");
        routes.camel.removeRoute("b");
        assertThat(isReady()).isTrue();
        routes.camel.getRouteController().stopRoute("a");
        routes.camel.removeRoute("a");
        assertThat(readiness()).isEmpty();
        assertThat(isReady()).isTrue();
    }

    @Test
    void K4_J3_sessionsOfOneNameHaveChecksOfTheirOwn() throws Exception {
        routes.to("a", uri("action=CoreStatus"))
                .to("b", uri("action=CoreStatus&username=writer&secret=wrong&refusedRetryDelay=5m"))
                .start();
        assertThat(readiness()).containsExactly("producer:ami-pbx admin UP", "producer:ami-pbx-2 writer DOWN");
        routes.camel.getRouteController().stopRoute("b");
        assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
    }

    /** Also that of the last user of its session, which has another one afterwards. */
    @Test
    void K4_J3_aRestartedConsumersRouteIsReady() throws Exception {
        routes.from("a", uri("events=call"))
                .from("b", uri("events=agent"))
                .from("own", uri("events=agent&actionTimeout=9s"))
                .start();
        for (int i = 0; i < 3; i++) {
            for (String route : List.of("b", "own")) {
                routes.camel.getRouteController().stopRoute(route);
                routes.camel.getRouteController().startRoute(route);
                assertThat(readiness())
                        .containsExactly("consumer:a admin UP", "consumer:b admin UP", "consumer:own admin UP");
            }
        }
    }

    @Test
    void K4_J4_sessionsOfOneNameHaveMetersOfTheirOwn() throws Exception {
        routes.camel.getRegistry().bind("meters", registry);
        try (SimulatedPbx two = SimulatedPbx.builder().user("writer", "w").start()) {
            routes.from("reader", uri("events=call"))
                    .to("writer", PbxRoutes.uri(two, "username=writer&secret=w&action=CoreStatus"))
                    .to("patient", uri("actionTimeout=9s&connectTimeout=9s&action=CoreStatus"))
                    .start();
            assertThat(tags(READY))
                    .containsExactly(
                            "connection=pbx session=1 user=admin",
                            "connection=pbx session=1 user=writer",
                            "connection=pbx session=2 user=admin");
            int all = registry.getMeters().size();
            routes.camel.getRouteController().stopRoute("writer");
            assertThat(tags(READY))
                    .containsExactly("connection=pbx session=1 user=admin", "connection=pbx session=2 user=admin");
            assertThat(tags("camel.ami.actions.sent")).hasSize(2);
            routes.camel.getRouteController().startRoute("writer");
            assertThat(tags(READY)).hasSize(3);
            assertThat(registry.getMeters()).hasSize(all);
            assertThat(registry.getMeters().toString()).doesNotContain("secret");
        }
        routes.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void K4_J4_twoConsumersWithoutARouteAndTwoContextsKeepTheirOwnMeters() throws Exception {
        routes.camel.getRegistry().bind("meters", registry);
        routes.start();
        var first = routes.camel.getEndpoint(uri("events=user")).createConsumer(exchange -> {});
        var second = routes.camel.getEndpoint(uri("events=call")).createConsumer(exchange -> {});
        first.start();
        second.start();
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("meters", registry);
            other.start();
            var third = other.getEndpoint(uri("events=call&username=admin&secret=secret"))
                    .createConsumer(exchange -> {});
            third.start();
            assertThat(tags("camel.ami.events.received"))
                    .containsExactly(
                            "connection=pbx consumer=1 route=none",
                            "connection=pbx consumer=2 route=none",
                            "connection=pbx consumer=3 route=none");
            third.stop();
        }
        first.stop();
        pbx.emit(SimulatedEvent.named("Newchannel", "call"));
        await().untilAsserted(() -> assertThat(registry.get("camel.ami.events.received")
                        .functionCounter()
                        .count())
                .isEqualTo(1));
        assertThat(tags("camel.ami.events.received")).containsExactly("connection=pbx consumer=2 route=none");
        second.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    /** Camel stops what has failed to start with an exception, and leaves what an Error has met. */
    @Test
    void K4_O5_aCheckOrAMeterThatCannotBeRegisteredLeavesNoSessionAndNoName() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        HealthCheckRegistry.get(routes.camel)
                .unregister(HealthCheckRegistry.get(routes.camel)
                        .getRepository("producers")
                        .orElseThrow());
        ProducersHealthCheckRepository full = new ProducersHealthCheckRepository() {
            @Override
            public void addHealthCheck(HealthCheck check) {
                failIf(fails);
                super.addHealthCheck(check);
            }
        };
        full.setEnabled(true);
        HealthCheckRegistry.get(routes.camel).register(full);
        routes.camel.getRegistry().bind("meters", registry);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                failIf(fails.get() && id.getName().equals("camel.ami.events.lag") ? fails : new AtomicBoolean());
                return MeterFilterReply.NEUTRAL;
            }
        });
        AmiComponent ami = routes.camel.getComponent("ami", AmiComponent.class);
        routes.start();
        var producer = routes.camel.getEndpoint(uri("action=Ping")).createProducer();
        assertThatThrownBy(producer::start).hasStackTraceContaining("no room");
        assertThat(ami.sharedSessions().all()).isEmpty();
        var consumer = routes.camel.getEndpoint(uri("events=call")).createConsumer(exchange -> {});
        assertThatThrownBy(consumer::start).hasStackTraceContaining("no room");
        assertThat(ami.sharedSessions().all()).isEmpty();
        assertThat(registry.getMeters()).isEmpty();
        await().until(() -> pbx.sessions() == 0);

        fails.set(false);
        producer = routes.camel.getEndpoint(uri("action=Ping")).createProducer();
        consumer = routes.camel.getEndpoint(uri("events=call")).createConsumer(exchange -> {});
        producer.start();
        consumer.start();
        assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
        assertThat(tags("camel.ami.events.received")).containsExactly("connection=pbx consumer=1 route=none");
        producer.stop();
        consumer.stop();
    }

    private static void failIf(AtomicBoolean fails) {
        if (fails.get()) {
            throw new NoClassDefFoundError("no room");
        }
    }

    @Test
    void K4_twoThatLetGoAtOnceEndASessionOnce() throws Exception {
        AmiSessions sessions = new AmiSessions();
        AtomicInteger ended = new AtomicInteger();
        AmiSessions.Opened opened = new AmiSessions.Opened(session(), ended::incrementAndGet);
        // so many that some meet in the same moment, also on a machine that is busy
        int each = 500_000;
        for (int i = 0; i < 2 * each; i++) {
            sessions.acquire("settings", () -> opened);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<?>[] threads = new CompletableFuture<?>[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        for (int n = 1; n < each; n++) {
                            sessions.release(opened.session());
                        }
                    },
                    task -> new Thread(task).start());
        }
        inTime(CompletableFuture.allOf(threads));
        assertThat(ended).as("two still use it").hasValue(0);
        sessions.release(opened.session());
        assertThat(ended).as("one still uses it").hasValue(0);
        sessions.release(opened.session());
        assertThat(ended).hasValue(1);
        assertThat(sessions.all()).isEmpty();
    }

    private AmiSession session() {
        AmiConfiguration settings = new AmiConfiguration();
        settings.setHost("pbx");
        settings.setUsername("u");
        settings.setSecret("s");
        ConnectionSettings connection = new ConnectionSettings("pbx", settings);
        return new AmiSession(
                connection.session(connection.secret(new RefusedSecrets())),
                SessionResources.of(Runnable::run, Runnable::run, null, System::nanoTime, () -> 0),
                () -> null);
    }

    @Test
    void theDevConsoleShowsTheSessionsOfAllComponentsOfTheContext() throws Exception {
        AmiComponent other = new AmiComponent();
        other.setConfiguration(routes.pbx);
        routes.camel.addComponent("asterisk", other);
        routes.from("a", uri("events=call"))
                .from("b", uri("events=call&connectTimeout=9s").replace("ami:pbx", "asterisk:second"))
                .start();
        DevConsole console = new DefaultDevConsolesLoader(routes.camel)
                .loadDevConsoles(true).stream()
                        .filter(each -> each.getId().equals("ami"))
                        .findFirst()
                        .orElseThrow();
        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .contains("Session {connection=pbx", "Session {connection=second", "user=admin");
    }

    @Test
    void aComponentThatIsRemovedLeavesNothingInItsContext() throws Exception {
        routes.start();
        int before = routes.camel.getLifecycleStrategies().size();
        for (int i = 0; i < 5; i++) {
            routes.camel.addComponent("asterisk", new AmiComponent());
            routes.camel.getComponent("asterisk");
            assertThat(routes.camel.getLifecycleStrategies()).hasSizeGreaterThan(before);
            routes.camel.removeComponent("asterisk");
        }
        assertThat(routes.camel.getLifecycleStrategies()).hasSize(before);
    }

    @Test
    void anUnknownSnapshotActionIsWarnedOfOnce() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            // of class system is FullyBooted, after which the PBX knows all that it will
            routes.from("a", uri("events=system&snapshot=Nonsense")).start();
            await().until(() -> refused(log) > 0);
            routes.camel.getRouteController().stopRoute("a");
            long before = refused(log);
            routes.camel.getRouteController().startRoute("a");
            await().until(() -> refused(log) > before);
            assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("Nonsense"))
                    .hasSize(1);
        }
    }

    /** How often the PBX has said so, too. */
    private static long refused(CapturedLog log) {
        return log.lines(event -> event.getMessage().getFormattedMessage().contains("does not know Nonsense either"))
                .size();
    }

    @Test
    void K4_aRouteBuilderThatUsesOneSessionTwiceHasOneCheck() throws Exception {
        RouteBuilder.addRoutes(
                routes.camel,
                builder -> builder.from("direct:x").to(uri("action=Ping")).to(uri("action=CoreStatus")));
        routes.start();
        assertThat(readiness()).containsExactly("producer:ami-pbx admin UP");
    }
}
