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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The logins of a context that starts go out side by side. */
class SideBySideStartTest {
    private static final int UNREACHABLE = 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final List<ServerSocket> silent = new ArrayList<>();
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    SideBySideStartTest() {
        camel.getShutdownStrategy().setTimeout(2);
        AmiConfiguration settings =
                camel.getComponent("ami", AmiComponent.class).getConfiguration();
        settings.setUsername("admin");
        settings.setSecret("secret");
        settings.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    }

    @AfterEach
    void close() throws IOException {
        camel.stop();
        pbx.close();
        for (ServerSocket each : silent) {
            each.close();
        }
    }

    /** Something that takes connections and never says a word. */
    private String silent(String options) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silent.add(socket);
        return uri(socket.getLocalPort(), options);
    }

    private static String uri(int port, String options) {
        return "ami:127.0.0.1?port=" + port + options;
    }

    private AmiComponent ami() {
        return camel.getComponent("ami", AmiComponent.class);
    }

    private Duration start() {
        long start = System.nanoTime();
        camel.start();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void K6_theStartOfManyUnreachablePbxesTakesOneConnectTimeout() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> {
            for (int i = 0; i < UNREACHABLE / 4; i++) {
                routes.from(silent("&events=call")).to("mock:events");
                routes.from("direct:" + i).to(silent("&action=Ping")).to(silent("&action=CoreStatus"));
                routes.from(uri(silent.get(0).getLocalPort(), "&events=call")).to("mock:events");
                routes.from(silent("&transport=http")).to("mock:events");
            }
        });
        // one after the other: 25 times as long
        assertThat(start()).isLessThan(CONNECT_TIMEOUT.multipliedBy(6));
        assertThat(silent).hasSize(UNREACHABLE);
        assertThat(ami().sessions()).hasSize(UNREACHABLE);
    }

    @Test
    void K6_twoComponentsOfAContextStartSideBySideToo() throws Exception {
        AmiComponent other = new AmiComponent();
        other.setConfiguration(ami().getConfiguration());
        camel.addComponent("asterisk", other);
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:a").to(silent("&action=Ping"));
            routes.from(silent("&events=call").replace("ami:", "asterisk:")).to("mock:events");
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(silent("&events=agent").replace("ami:", "asterisk:")).to("mock:events");
        });
        assertThat(start()).isLessThan(CONNECT_TIMEOUT.multipliedBy(3));
    }

    @Test
    void K6_aRouteThatDoesNotStartWithTheContextLogsInWithItsOwnStart() throws Exception {
        String later = uri(pbx.port(), "&events=call");
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(later).routeId("later").autoStartup(false).to("mock:events");
        });
        camel.start();
        assertThat(ami().sessions()).hasSize(1);
        assertThat(pbx.connections()).isZero();
        camel.getRouteController().startRoute("later");
        assertThat(pbx.logins()).isEqualTo(1);
        assertThat(ami().sessions()).hasSize(2);
    }

    @Test
    void K6_whatWasBegunForARouteThatIsNotStartedAfterAllEnds() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(uri(pbx.port(), "&secret=wrong&events=call")).to("mock:events");
            routes.from(uri(pbx.port(), "&events=agent")).to("mock:events");
        });
        Throwable failure = catchThrowable(camel::start);
        assertThat(ours(failure)).isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(pbx.failedLogins()).isEqualTo(1);
        assertThat(ami().sessions()).isEmpty();
        await().until(() -> pbx.sessions() == 0);
    }

    @Test
    void K6_failFastStillFailsTheStart() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(silent("&events=call&failFast=true")).to("mock:events");
        });
        assertThat(ours(catchThrowable(camel::start))).isInstanceOf(AmiException.ConnectionFailed.class);
        assertThat(ami().sessions()).isEmpty();
    }

    @Test
    void K6_theEarlyLoginAsksForWhatItsConsumerWantsAndGivesItNothingFromBeforeItsStart() throws Exception {
        BlockingQueue<Object> routed = new LinkedBlockingQueue<>();
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(uri(pbx.port(), "&events=user&notices=true"))
                    .process(exchange -> routed.add(exchange.getMessage().getHeader(AmiConstants.EVENT_NAME)));
            routes.from("direct:a").to(silent("&action=Ping"));
        });
        AtomicInteger asked = new AtomicInteger();
        camel.addStartupListener((context, alreadyStarted) -> {
            await().until(() -> pbx.logins() == 1 && isUp());
            asked.set(pbx.received("Events").size());
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("UserEvent", "Before"));
        });
        camel.start();
        pbx.emit(SimulatedEvent.named("UserEvent", "user").with("UserEvent", "After"));

        assertThat(routed.poll(10, TimeUnit.SECONDS)).isEqualTo("Connected");
        assertThat(routed.poll(10, TimeUnit.SECONDS)).isEqualTo("UserEvent");
        assertThat(asked).as("masks of the early login").hasValue(1);
        assertThat(pbx.received("Events")).as("masks in all").hasSize(1);
    }

    /** What the early login was held by is gone: the session is its users' alone. */
    @Test
    void K6_theSessionOfAnEarlyLoginEndsWithTheRouteThatUsesIt() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> routes.from(uri(pbx.port(), "&events=user"))
                .routeId("events")
                .to("mock:events"));
        camel.start();
        await().until(() -> pbx.sessions() == 1);

        camel.getRouteController().stopRoute("events");

        assertThat(ami().sessions()).isEmpty();
        await().until(() -> pbx.sessions() == 0);
    }

    private static AmiException ours(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof AmiException)) {
            cause = cause.getCause();
        }
        return (AmiException) cause;
    }

    private boolean isUp() {
        return ami().sessions().stream().anyMatch(session -> session.status().epoch() == 1);
    }
}
