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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint that consumes from many PBXes. */
class ManyConnectionsTest {
    private final CountDownLatch open = new CountDownLatch(1);
    private final ManyPbxes pbxes = new ManyPbxes("berlin", "emea-1", "emea-2", "paris");

    @AfterEach
    void close() {
        open.countDown();
        pbxes.close();
    }

    private void emitFromEach() {
        for (String name : List.of("berlin", "emea-1", "emea-2", "paris")) {
            pbxes.pbx(name).emit(SimulatedEvent.named("UserEvent", "user").with("From", name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ami:*                         | berlin emea-1 emea-2 paris",
                "ami:emea-*                    | emea-1 emea-2",
                "ami:*-1                       | emea-1",
                "ami:berlin,paris              | berlin paris",
                "ami:berlin,emea-*             | berlin emea-1 emea-2",
                "ami://berlin,emea-*           | berlin emea-1 emea-2",
                "ami:berlin%2Cparis            | berlin paris",
                "ami:*?shard=1/2               | paris",
                "ami:*?shard=2/2               | berlin emea-1 emea-2"
            })
    void theNameSelectsTheConnections(String uri, String selected) throws Exception {
        pbxes.consume(uri + (uri.contains("?") ? "&" : "?") + "events=user");
        emitFromEach();
        for (String name : selected.split(" ")) {
            pbxes.awaitRouted(name, 1);
            assertThat(pbxes.routed(name, "From")).containsExactly(name);
        }
        assertThat(pbxes.consumer().getConnections()).isEqualTo(selected.split(" ").length);
        assertThat(pbxes.consumer().listConnections().keySet()).containsExactly(selected.split(" "));
    }

    /** The message itself may choose only if the author lets it. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "berlin,paris", "emea-*"})
    void noExpressionMakesAnActionGoToMany(String name) throws Exception {
        pbxes.start(route -> route.from("direct:in").toD("ami:${header.pbx}?action=Ping"));
        Exchange sent = pbxes.routes.send("direct:in", "", Map.of("pbx", name));
        assertThat(sent.getException()).hasStackTraceContaining("ami:" + name + ": an action is sent to one PBX");
        assertThat(pbxes.pbx("berlin").received("Ping")).isEmpty();
        assertThat(pbxes.routes.send("direct:in", "", Map.of("pbx", "paris")).getException())
                .isNull();
    }

    @Test
    void theEventsOfEachPbxStayInOrder() throws Exception {
        pbxes.consume("ami:*?events=user");
        for (int i = 0; i < 500; i++) {
            for (String name : List.of("berlin", "paris")) {
                pbxes.emit(name, i, i + 1);
            }
        }
        for (String name : List.of("berlin", "paris")) {
            pbxes.awaitRouted(name, 500);
            assertThat(pbxes.routed(name, "Number"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void N3_aConnectionIsAddedAndRemovedWhileTheRouteRuns() throws Exception {
        pbxes.consume("ami:*?events=user");
        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        pbxes.awaitReady("rome");
        pbxes.emit("rome", 0, 2);
        pbxes.awaitRouted("rome", 2);

        assertThat(pbxes.ami.removeConnection("rome")).isTrue();
        await().until(() -> pbxes.pbx("rome").loggedIn().isEmpty());
        assertThat(pbxes.pbx("rome").received("Logoff")).hasSize(1);
        assertThat(pbxes.consumer().getConnections()).isEqualTo(4);
        for (String other : List.of("berlin", "emea-1", "emea-2", "paris")) {
            assertThat(pbxes.pbx(other).connections()).isEqualTo(1);
        }
    }

    /** The others send events all the time. */
    @Test
    void N3_addingReplacingAndRemovingCostsTheOthersNothing() throws Exception {
        pbxes.consume("ami:*?events=user");
        AmiConfiguration rome = pbxes.start("rome");
        AmiConfiguration elsewhere = pbxes.start("elsewhere");
        for (int i = 0; i < 30; i++) {
            for (String other : List.of("berlin", "emea-1", "emea-2", "paris")) {
                pbxes.emit(other, 10 * i, 10 * (i + 1));
            }
            switch (i % 3) {
                case 0 -> pbxes.ami.addConnection("rome", rome);
                case 1 -> pbxes.ami.addConnection("rome", elsewhere);
                default -> pbxes.ami.removeConnection("rome");
            }
        }
        for (String other : List.of("berlin", "emea-1", "emea-2", "paris")) {
            pbxes.awaitRouted(other, 300);
            assertThat(pbxes.routed(other, "Number"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(String::valueOf).toList());
            assertThat(pbxes.pbx(other).connections()).isEqualTo(1);
        }
        await().until(() ->
                pbxes.pbx("rome").sessions() + pbxes.pbx("elsewhere").sessions() == 0);
    }

    @Test
    void N3_otherSettingsReplaceAConnectionAndEqualOnesChangeNothing() throws Exception {
        pbxes.consume("ami:*?events=user&notices=true");
        pbxes.emit("paris", 0, 1);
        pbxes.awaitRouted("paris", 2);
        pbxes.ami.addConnection("paris", pbxes.settings(pbxes.pbx("paris").port()));
        pbxes.start("new");
        AmiConfiguration moved = pbxes.settings(pbxes.pbx("new").port());
        pbxes.ami.addConnection("paris", moved);
        pbxes.awaitReady("paris");
        pbxes.emit("new", 1, 2);
        pbxes.awaitRouted("paris", 5);

        assertThat(pbxes.pbx("paris").connections()).isEqualTo(1);
        assertThat(pbxes.pbx("paris").received("Logoff")).hasSize(1);
        assertThat(pbxes.routed("paris", "Event"))
                .containsExactly("Connected", "UserEvent", "Connected", "Gap", "UserEvent");
        assertThat(pbxes.routed("paris", "Number").get(4)).isEqualTo("1");
        AmiEvent gap = pbxes.routed("paris").get(3).getMessage().getBody(AmiEvent.class);
        assertThat(gap.get("Reason")).isEqualTo("replaced");
        assertThat(Instant.parse(gap.get("From"))).isBeforeOrEqualTo(Instant.parse(gap.get("To")));
        for (String other : List.of("berlin", "emea-1", "emea-2")) {
            assertThat(pbxes.pbx(other).connections()).isEqualTo(1);
        }
    }

    /** The events that it has received are routed before those of the connection that replaces it. */
    @Test
    void N3_aRemovedConnectionRoutesWhatItHasReceived() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        pbxes.start(route -> route.from("ami:*?events=user").routeId("many").process(exchange -> {
            inRoute.countDown();
            open.await();
            pbxes.keep(exchange);
        }));
        pbxes.emit("paris", 0, 100);
        await().until(() -> pbxes.consumer().getReceived() == 100 && inRoute.getCount() == 0);
        assertThat(pbxes.ami.removeConnection("paris")).isTrue();
        assertThat(pbxes.pbx("paris").received("Logoff")).hasSize(1);
        pbxes.ami.addConnection("paris", pbxes.settings(pbxes.pbx("paris").port()));
        pbxes.awaitReady("paris");
        pbxes.emit("paris", 100, 110);
        await().until(() -> pbxes.consumer().getReceived() == 10);
        assertThat(pbxes.consumer().getPendingExchangesSize()).isGreaterThanOrEqualTo(110);

        open.countDown();
        pbxes.awaitRouted("paris", 110);
        assertThat(pbxes.routed("paris", "Number"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 110).mapToObj(String::valueOf).toList());
        assertThat(pbxes.ami.removeConnection("vienna")).isFalse();
    }

    @Test
    void aConnectionThatIsNotValidIsNotAdded() throws Exception {
        pbxes.consume("ami:*?events=user");
        AmiConfiguration without = pbxes.settings(1);
        without.setUsername(null);
        assertThatThrownBy(() -> pbxes.ami.addConnection("rome", without))
                .hasMessageContaining("ami:rome: option username is missing");
        assertThatThrownBy(() -> pbxes.ami.addConnection("rome,paris", pbxes.settings(1)))
                .hasMessageContaining("'rome,paris' cannot be the name of a connection");
        pbxes.routes.camel.getRegistry().bind("bean", pbxes.settings(1));
        assertThatThrownBy(() -> pbxes.ami.addConnection("bean", pbxes.settings(1)))
                .hasMessageContaining("the connection bean is a bean in the registry");
        assertThatThrownBy(() -> pbxes.ami.removeConnection("bean")).hasMessageContaining("is a bean in the registry");
        assertThat(pbxes.ami.getConnections()).containsOnlyKeys("berlin", "emea-1", "emea-2", "paris");
        assertThat(pbxes.consumer().getConnections()).isEqualTo(4);
    }

    /** What the settings refer to is looked at before anything changes. */
    @Test
    void N3_settingsThatCannotBeUsedLeaveTheConnectionAsItWas() throws Exception {
        startTwoRoutes();
        AmiConfiguration secured = pbxes.settings(pbxes.pbx("paris").port());
        secured.setTls(true);
        secured.setSslContextParameters(trusting("file:missing.p12"));
        assertThatThrownBy(() -> pbxes.ami.addConnection("paris", secured))
                .hasMessageContaining("sslContextParameters cannot be used");
        assertThatParisIsAsItWas();
        AmiConfiguration web = pbxes.settings(pbxes.pbx("paris").port());
        web.setTransport(AmiTransportType.http);
        web.setHttp(Map.of("nonsense", "1"));
        assertThatThrownBy(() -> pbxes.ami.addConnection("paris", web)).hasMessageContaining("http.nonsense");

        assertThatParisIsAsItWas();
    }

    private void assertThatParisIsAsItWas() {
        AmiConfiguration stored = pbxes.ami.getConnections().get("paris");
        assertThat(stored.isTls()).isFalse();
        assertThat(stored.getTransport()).isEqualTo(AmiTransportType.tcp);
        for (String route : List.of("many", "two")) {
            assertThat(pbxes.routes.consumer(route).getSessionState()).isEqualTo("READY 4");
        }
        assertThat(pbxes.pbx("paris").received("Logoff")).isEmpty();
    }

    private void startTwoRoutes() throws Exception {
        pbxes.start(route -> {
            route.from("ami:*?events=user&notices=true").routeId("many").process(pbxes::keep);
            route.from("ami:*").routeId("two").process(exchange -> {});
        });
    }

    private static SSLContextParameters trusting(String file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(file);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    /** A registry of meters throws an exception when it gets those of the first route. */
    @Test
    void N3_whenOneConsumerFailsToOpenAConnectionTheOthersHaveItAndItCanBeAddedAgain() throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.config().meterFilter(MeterFilter.deny(id -> {
            if (failing.get() && "many".equals(id.getTag("route"))) {
                throw new IllegalStateException("no meters");
            }
            return false;
        }));
        pbxes.routes.camel.getRegistry().bind("meters", meters);
        startTwoRoutes();
        pbxes.awaitRouted("paris", 1);
        AmiConfiguration moved = pbxes.start("new");
        failing.set(true);
        assertThatThrownBy(() -> pbxes.ami.addConnection("paris", moved)).hasMessage("no meters");
        failing.set(false);
        assertThat(pbxes.consumer().listConnections()).doesNotContainKey("paris");
        assertThat(pbxes.routes.consumer("two").getSessionState()).contains("READY");
        assertThat(pbxes.routes.consumer("two").listConnections()).containsKey("paris");

        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        pbxes.awaitRouted("rome", 1);
        pbxes.emitUntilRouted("rome", "rome");
        assertThat(pbxes.routed("rome", "Event")).startsWith("Connected", "UserEvent");

        pbxes.ami.addConnection("paris", moved);
        pbxes.awaitRouted("paris", 2);
        pbxes.emitUntilRouted("new", "paris");
        assertThat(pbxes.routed("paris", "Event")).startsWith("Connected", "Connected", "UserEvent");
        assertThat(meters.get("camel.ami.events.received")
                        .tags("connection", "paris", "route", "many")
                        .functionCounter()
                        .count())
                .isPositive();
    }

    @Test
    void N3_aConsumerWhoseStartHasFailedGetsNoConnections() throws Exception {
        AmiEndpoint endpoint = pbxes.routes.camel.getEndpoint("ami:*", AmiEndpoint.class);
        ConsumerConnections failed = new ConsumerConnections((AmiConsumer) endpoint.createConsumer(exchange -> {}));
        assertThatThrownBy(() -> pbxes.ami.named().begin(failed, () -> {
                    throw new IllegalStateException("not started");
                }))
                .hasMessage("not started");
        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        assertThat(failed.all()).isEmpty();
        assertThat(pbxes.ami.getConnections()).containsKey("rome");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ami:berlin,rome    | 'rome' is not one of the named connections: berlin, emea-1, emea-2, paris;"
                        + " define it",
                "ami:berlin,        | a name in the list is empty",
                "ami:*?shard=3/2    | option shard=3/2 is not valid; accepted: a part and the number of parts",
                "ami:*?shard=0/2    | option shard=0/2 is not valid",
                "ami:*?shard=2      | option shard=2 is not valid",
                "ami:berlin?shard=1/2 | option shard=1/2 is not valid; accepted: nothing with one connection",
                "ami:*?failFast=true | option failFast=true is not valid; accepted: false with several connections",
                "ami:*?concurrentConsumers=0 | option concurrentConsumers=0 is not valid",
                "ami:*?username=    | option username"
            })
    void whatCannotBeMeantIsRefused(String uri, String message) {
        assertThatThrownBy(() -> pbxes.consume(uri)).hasStackTraceContaining(message);
    }

    @Test
    void theOptionsOfTheUriOverrideThoseOfEachConnection() throws Exception {
        SimulatedPbx rome = SimulatedPbx.builder().user("other", "geheim").start();
        try (rome) {
            AmiConfiguration settings = pbxes.settings(rome.port());
            settings.setUsername(null);
            settings.setSecret(null);
            pbxes.ami.addConnection("rome", settings);
            pbxes.consume("ami:rome,rome*?username=other&secret=RAW(geheim)&serverFilter.own=Event: UserEvent");
            assertThat(pbxes.consumer().getSessionState()).isEqualTo("READY 1");
            assertThat(rome.received("Filter")).hasSize(1);
        }
    }

    @Test
    void aPatternThatMatchesNothingYetIsNoError() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            pbxes.consume("ami:asia-*?events=user");
            assertThat(log.warnings("io.github.camelami"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("ami:asia-*: no connection matches", "[berlin, emea-1, emea-2, paris]");
        }
        pbxes.ami.addConnection("asia-1", pbxes.start("asia-1"));
        pbxes.awaitReady("asia-1");
        pbxes.emit("asia-1", 0, 1);
        pbxes.awaitRouted("asia-1", 1);
    }

    @Test
    void beansOfTheRegistryAreConnectionsToo() throws Exception {
        pbxes.routes.camel.getRegistry().bind("asia-1", pbxes.start("asia-1"));
        pbxes.consume("ami:asia-*,paris?events=user");
        assertThat(pbxes.consumer().listConnections()).containsOnlyKeys("asia-1", "paris");
    }

    @Test
    void anActionIsNotSentToMany() throws Exception {
        assertThatThrownBy(() -> pbxes.start(route -> route.from("direct:in").to("ami:*?action=Ping")))
                .hasStackTraceContaining("ami:*: an action is sent to one PBX");
    }
}
