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

import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The logins of a context that starts go out side by side. */
class SideBySideStartTest {
    private static final int UNREACHABLE = 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<FakePeer> silent = new ArrayList<>();
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
        for (FakePeer each : silent) {
            each.close();
        }
    }

    /** Something that takes connections and never says a word. */
    private String silent(String options) throws IOException {
        FakePeer peer = FakePeer.silent();
        silent.add(peer);
        return uri(peer.port(), options);
    }

    /** Starts the context; whether all that are silent were connected to while the first of them was still waited for. */
    private boolean startsSideBySide() throws InterruptedException {
        AtomicBoolean together = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            long end = System.nanoTime() + PATIENCE.toNanos();
            together.set(silent.stream().allMatch(peer -> isVisited(peer, end)));
            silent.forEach(FakePeer::hangUp);
        });
        watch.start();
        camel.start();
        watch.join(2 * PATIENCE.toMillis());
        return together.get();
    }

    private static boolean isVisited(FakePeer peer, long end) {
        try {
            return peer.isVisited(Duration.ofNanos(end - System.nanoTime()));
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static String uri(int port, String options) {
        return "ami:127.0.0.1?port=" + port + options;
    }

    private AmiComponent ami() {
        return camel.getComponent("ami", AmiComponent.class);
    }

    @Test
    void K6_theStartOfManyUnreachablePbxesTakesOneConnectTimeout() throws Exception {
        ami().getConfiguration().setConnectTimeout(PATIENCE.toMillis());
        RouteBuilder.addRoutes(camel, routes -> {
            for (int i = 0; i < UNREACHABLE / 4; i++) {
                routes.from(silent("&events=call")).to("mock:events");
                routes.from("direct:" + i).to(silent("&action=Ping")).to(silent("&action=CoreStatus"));
                routes.from(uri(silent.get(0).port(), "&events=call")).to("mock:events");
                routes.from(silent("&transport=http")).to("mock:events");
            }
        });
        assertThat(startsSideBySide()).isTrue();
        assertThat(silent).hasSize(UNREACHABLE);
        assertThat(ami().sharedSessions().all()).hasSize(UNREACHABLE);
    }

    @Test
    void K6_twoComponentsOfAContextStartSideBySideToo() throws Exception {
        ami().getConfiguration().setConnectTimeout(PATIENCE.toMillis());
        AmiComponent other = new AmiComponent();
        other.setConfiguration(ami().getConfiguration());
        camel.addComponent("asterisk", other);
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:a").to(silent("&action=Ping"));
            routes.from(silent("&events=call").replace("ami:", "asterisk:")).to("mock:events");
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(silent("&events=agent").replace("ami:", "asterisk:")).to("mock:events");
        });
        assertThat(startsSideBySide()).isTrue();
    }

    @Test
    void K6_aRouteThatDoesNotStartWithTheContextLogsInWithItsOwnStart() throws Exception {
        String later = uri(pbx.port(), "&events=call");
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(later).routeId("later").autoStartup(false).to("mock:events");
        });
        camel.start();
        assertThat(ami().sharedSessions().all()).hasSize(1);
        assertThat(pbx.connections()).isZero();
        camel.getRouteController().startRoute("later");
        assertThat(pbx.logins()).isEqualTo(1);
        assertThat(ami().sharedSessions().all()).hasSize(2);
    }

    /** Such as {@code master}, whose leader alone starts a consumer. */
    @Test
    void K6_anEndpointThatBelongsToAnotherComponentOrToNobodyIsNotLoggedIn() throws Exception {
        Leader leader = new Leader();
        camel.addComponent("leader", leader);
        camel.getEndpoint(uri(pbx.port(), "&events=call&connectTimeout=9s"));
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:a").to(uri(pbx.port(), "&action=Ping"));
            routes.from("leader:" + uri(pbx.port(), "&events=user&connectTimeout=8s"))
                    .to("mock:events");
            routes.from("direct:b").to(uri(pbx.port(), "&action=Ping&connectTimeout=7s&lazyStartProducer=true"));
        });
        AtomicInteger begun = new AtomicInteger();
        camel.addStartupListener((context, alreadyStarted) ->
                begun.accumulateAndGet(ami().sharedSessions().all().size(), Math::max));
        camel.start();
        assertThat(begun).as("sessions while the context starts").hasValue(1);
        assertThat(ami().sharedSessions().all()).hasSize(1);
        assertThat(pbx.logins()).isEqualTo(1);

        leader.lead();
        assertThat(pbx.logins()).isEqualTo(2);
        assertThat(pbx.received("Events")).hasSize(0);
    }

    /** A component whose consumer starts that of another endpoint later on, or never. */
    private static final class Leader extends DefaultComponent {
        private Endpoint followed;
        private Processor processor;
        private Consumer consumer;

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            followed = getCamelContext().getEndpoint(remaining, parameters);
            parameters.clear();
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor given) {
                    processor = given;
                    return new DefaultConsumer(this, given);
                }
            };
        }

        void lead() throws Exception {
            consumer = followed.createConsumer(processor);
            ServiceHelper.startService(followed, consumer);
        }

        @Override
        protected void doStop() {
            ServiceHelper.stopService(consumer);
        }
    }

    /** The one that waits learns of the first failure; there is no second attempt, for which nobody would wait. */
    @Test
    void K6_whoGivesUpBeginsNoAttemptBesideTheOneThatHasFailed() throws Exception {
        String failing = silent("&events=call&failFast=true");
        FakePeer peer = silent.get(0);
        peer.hangUpOnce();
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:a").to(uri(pbx.port(), "&action=Ping"));
            routes.from(failing).to("mock:events");
        });
        List<AmiException> failures = new ArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        camel.addStartupListener((context, alreadyStarted) -> {
            AmiEndpoint endpoint = (AmiEndpoint) context.getEndpoint(failing);
            AmiSession session = endpoint.acquireSession();
            await().until(() -> session.status().failedAttempts() == 1);
            for (int i = 0; i < 2; i++) {
                failures.add(ami().startingLogins().await(session, endpoint.getConfiguration()));
            }
            attempts.set(session.status().state() == SessionState.BACKING_OFF ? 1 : 2);
            endpoint.releaseSession(session);
        });
        assertThat(ours(catchThrowable(camel::start))).isSameAs(failures.get(0));
        assertThat(failures).hasSize(2).doesNotContainNull();
        assertThat(attempts).hasValue(1);
    }

    @org.apache.camel.spi.annotations.Component("ami")
    private static final class Lacking extends AmiComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
            parameters.clear();
            return new AmiEndpoint(uri, this, name, named().settingsOf(name, null)) {
                @Override
                AmiSession acquireSession() {
                    throw new NoClassDefFoundError("org/example/Missing");
                }
            };
        }
    }

    @Test
    void K6_aClassThatOneEndpointLacksFailsItsOwnStartAlone() throws Exception {
        AmiComponent lacking = new Lacking();
        lacking.setConfiguration(ami().getConfiguration());
        camel.addComponent("lacking", lacking);
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(uri(pbx.port(), "&events=call")).routeId("good").to("mock:events");
            routes.from("lacking:pbx?events=call").routeId("lacks").to("mock:events");
        });
        Throwable failure = catchThrowable(camel::start);
        assertThat(failure).isInstanceOf(NoClassDefFoundError.class);
        assertThat(failure.getStackTrace()).as("thrown by its own start").noneMatch(frame -> frame.getClassName()
                .equals(StartingLogins.class.getName()));
        assertThat(pbx.logins()).isEqualTo(1);
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
        assertThat(ami().sharedSessions().all()).isEmpty();
        await().until(() -> pbx.sessions() == 0);
    }

    /** The context starts all the same, and goes on. */
    @Test
    void K6_whatWasBegunForARouteThatIsSwitchedOffMeanwhileEnds() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:a").to(uri(pbx.port(), "&action=Ping"));
            routes.from(uri(pbx.port(), "&events=user&connectTimeout=9s"))
                    .routeId("off")
                    .to("mock:events");
        });
        camel.addStartupListener((context, alreadyStarted) -> {
            await().until(() -> pbx.sessions() == 2);
            context.getRoute("off").setAutoStartup(false);
        });
        camel.start();
        assertThat(ami().sharedSessions().all()).hasSize(1);
        await().until(() -> pbx.sessions() == 1);
    }

    @Test
    void K6_aRouteThatGivesUpLeavesNoSessionToARunningContext() throws Exception {
        camel.start();
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call&failFast=true&connectTimeout=200ms"))
                    .routeId("events")
                    .autoStartup(false)
                    .to("mock:events");
            routes.from("direct:a")
                    .routeId("actions")
                    .autoStartup(false)
                    .to(silent("&action=Ping&failFast=true&connectTimeout=200ms&lazyStartProducer=true"));
        });
        Throwable failure = catchThrowable(() -> camel.getRouteController().startRoute("events"));
        assertThat(ours(failure)).isInstanceOf(AmiException.ConnectionFailed.class);
        camel.getRouteController().startRoute("actions");
        failure = catchThrowable(() -> camel.createProducerTemplate().sendBody("direct:a", null));
        assertThat(ours(failure)).isInstanceOf(AmiException.ConnectionFailed.class);
        assertThat(ami().sharedSessions().all()).isEmpty();
    }

    @Test
    void K6_failFastStillFailsTheStart() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from(silent("&events=call")).to("mock:events");
            routes.from(silent("&events=call&failFast=true")).to("mock:events");
        });
        assertThat(ours(catchThrowable(camel::start))).isInstanceOf(AmiException.ConnectionFailed.class);
        assertThat(ami().sharedSessions().all()).isEmpty();
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

        assertThat(ami().sharedSessions().all()).isEmpty();
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
        return ami().sharedSessions().all().stream()
                .anyMatch(session -> session.status().epoch() == 1);
    }
}
