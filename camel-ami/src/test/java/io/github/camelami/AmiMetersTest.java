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

import io.github.camelami.internal.metrics.AmiMeters;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AmiMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void J4_sessionsAndConsumersHaveMetersWhileTheyLive() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            String uri = "ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=secret";
            camel.getRegistry().bind("meters", registry);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri + "&events=user").routeId("users").to("mock:seen");
                }
            });
            camel.start();
            camel.createProducerTemplate()
                    .requestBody(uri + "&action=UserEvent&field.UserEvent=Seen", Map.of(), Object.class);

            await().untilAsserted(
                            () -> assertThat(count("camel.ami.events.received")).isEqualTo(1));
            assertThat(registry.get("camel.ami.events.received").meter().getId().getTags())
                    .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                    .containsExactly("connection=127.0.0.1", "consumer=1", "route=users");
            assertThat(registry.get("camel.ami.session.ready").gauge().value()).isEqualTo(1);
            assertThat(count("camel.ami.session.logins")).isEqualTo(1);
            assertThat(count("camel.ami.actions.sent")).isPositive();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void callsHaveMetersOfTheirOwn() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                PbxRoutes routes = new PbxRoutes(pbx)) {
            routes.camel.getRegistry().bind("meters", registry);
            routes.start(builder -> builder.from("ami:pbx?emit=calls&callGrace=50&maxOpenCalls=1")
                    .to("mock:calls"));
            await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
            for (String uniqueid : new String[] {"1.1", "1.2"}) {
                pbx.emit(SimulatedEvent.named("Newchannel", "call")
                        .with("Channel", "PJSIP/" + uniqueid)
                        .with("Uniqueid", uniqueid)
                        .with("Linkedid", uniqueid));
            }
            await().until(() -> count("camel.ami.calls.evicted") == 1);
            assertThat(count("camel.ami.calls.ended")).isEqualTo(1);
            assertThat(gauge("camel.ami.calls.open")).isEqualTo(1);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void J4_theyTellLagBufferUseDropsGapsUnknownOutcomesAndRoundTrips() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (SimulatedPbx pbx = SimulatedPbx.start();
                PbxRoutes routes = new PbxRoutes(pbx)) {
            routes.camel.getRegistry().bind("meters", registry);
            routes.start(builder -> builder.from("ami:pbx?events=user&bufferSize=10")
                    .routeId("users")
                    .process(exchange -> open.await()));
            pbx.emit(SimulatedEvent.named("UserEvent", "user"));
            await().until(() -> routes.consumer("users").getReceived() == 1
                    && routes.consumer("users").getBuffered() == 0);
            for (int i = 0; i < 20; i++) {
                pbx.emit(SimulatedEvent.named("UserEvent", "user").with("Number", i));
            }
            await().until(() -> count("camel.ami.events.dropped") == 10);
            assertThat(count("camel.ami.events.gaps")).isEqualTo(1);
            assertThat(gauge("camel.ami.events.buffered")).isEqualTo(10);
            assertThat(gauge("camel.ami.events.buffered.bytes")).isGreaterThan(300);
            await().until(() -> registry.get("camel.ami.events.lag").timeGauge().value(TimeUnit.MILLISECONDS) > 50);

            for (int i = 0; i < 5; i++) {
                assertThat(routes.send("ami:pbx?action=Ping", null).getException())
                        .isNull();
            }
            FunctionTimer roundTrip =
                    registry.get("camel.ami.actions.round.trip").functionTimer();
            assertThat(roundTrip.count()).isGreaterThanOrEqualTo(5);
            assertThat(roundTrip.mean(TimeUnit.MILLISECONDS)).isPositive().isLessThan(5_000);
            pbx.faultNext("Status", Fault.dropBeforeAnswer(Cut.RST));
            assertThat(routes.send("ami:pbx?action=Status", null).getException())
                    .isInstanceOf(AmiException.OutcomeUnknown.class);
            await().until(() -> count("camel.ami.actions.unknown") == 1);
            assertThat(gauge("camel.ami.actions.in.flight")).isZero();
            open.countDown();
            await().until(() -> registry.get("camel.ami.events.lag").timeGauge().value(TimeUnit.MILLISECONDS) == 0);
        }
    }

    /** The event of a slow call waits in the route, while those of others come and go. */
    @Test
    void J4_theLagIsThatOfTheOldestEventAlsoWithConcurrentConsumers() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (SimulatedPbx pbx = SimulatedPbx.start();
                PbxRoutes routes = new PbxRoutes(pbx)) {
            routes.start(builder -> builder.from("ami:pbx?events=user&concurrentConsumers=2&orderBy=Of")
                    .routeId("users")
                    .filter(builder.simple("${body[Of]} == 'slow'"))
                    .process(exchange -> open.await()));
            AmiConsumer consumer = routes.consumer("users");
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("Of", "slow"));
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("Of", "other"));
            await().until(() -> consumer.getReceived() == 2);
            await().until(() -> consumer.getLag() >= 1_500);
            open.countDown();
            await().until(() -> consumer.getLag() == 0);
        }
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void withoutARegistryThereAreNone() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(AmiMeters.of(camel)).isNull();
        }
    }

    private double count(String name) {
        FunctionCounter counter = registry.get(name).functionCounter();
        return counter.count();
    }
}
