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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.OtherRetries;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteStartTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().failedLoginDelay(Duration.ofMillis(50)).start();
    private final PbxRoutes routes = new PbxRoutes();
    private final OtherRetries others = new OtherRetries();

    @AfterEach
    void close() {
        routes.close();
        others.close();
        pbx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authType=md5", "authType=plain"})
    void A4_aWrongSecretFailsTheStartWithExactlyOneLogin(String options) throws Exception {
        routes.pbx.setSecret("wrong");
        routes.from("events", PbxRoutes.uri(pbx, options));

        assertThat(startFailure())
                .isInstanceOf(AmiException.AuthenticationFailed.class)
                .hasMessage("pbx refused the login of user 'admin' (Authentication failed): check username and"
                        + " secret, and permit and deny in manager.conf");
        assertThat(pbx.failedLogins()).isEqualTo(1);
        others.awaitSome();
        assertThat(pbx.connections()).isEqualTo(1);
    }

    @Test
    void A4_aProducersWrongSecretFailsTheStartToo() throws Exception {
        routes.pbx.setSecret("wrong");
        routes.to("actions", PbxRoutes.uri(pbx, ""));

        assertThat(startFailure()).isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(pbx.failedLogins()).isEqualTo(1);
    }

    @Test
    void A4_withRefusedRetryDelayTheRouteStartsAndIsDown() throws Exception {
        routes.pbx.setSecret("wrong");
        routes.from("events", PbxRoutes.uri(pbx, "refusedRetryDelay=5m")).start();

        assertThat(routes.camel.getRouteController().getRouteStatus("events").isStarted())
                .isTrue();
        assertDown("REFUSED", "refused the login of user 'admin'");
        assertThat(pbx.failedLogins()).isEqualTo(1);
    }

    @Test
    void A5_aSecretThatChangesMeanwhileIsRefusedTwiceAndTheRouteIsDown() throws Exception {
        routes.from("events", PbxRoutes.uri(pbx, "")).start();
        assertThat(routes.isUp()).isTrue();
        pbx.refuseLogins(100);
        pbx.disconnectAll();

        await().until(() -> pbx.failedLogins() == 2);
        await().untilAsserted(() -> assertDown("REFUSED", "refused the login of user 'admin'"));
        int connections = pbx.connections();
        others.awaitSome();
        assertThat(pbx.connections()).isEqualTo(connections);

        pbx.refuseLogins(0);
        routes.camel.getRouteController().stopRoute("events");
        routes.camel.getRouteController().startRoute("events");
        assertThat(routes.isUp()).isTrue();
    }

    @Test
    void A5_whoWaitsForASessionThatHasGivenUpIsToldWhatToDoAndTheRestartOfOneRouteBringsAllBack() throws Exception {
        routes.from("events", PbxRoutes.uri(pbx, ""))
                .from("calls", PbxRoutes.uri(pbx, "events=call"))
                .to("actions", PbxRoutes.uri(pbx, "action=Ping"))
                .start();
        pbx.refuseLogins(100);
        pbx.disconnectAll();

        String whatToDo = "; the component does not try again: correct the cause, and restart a route that uses this"
                + " connection";
        await().untilAsserted(() -> assertDown("REFUSED", "manager.conf" + whatToDo));
        assertThatThrownBy(() -> routes.camel.createProducerTemplate().requestBody("direct:actions", Map.of()))
                .hasRootCauseInstanceOf(AmiException.NotSent.class)
                .rootCause()
                .hasMessageContaining("manager.conf" + whatToDo + ")");

        pbx.refuseLogins(0);
        CamelContext camel = routes.camel;
        camel.getRouteController().stopRoute("calls");
        camel.getRouteController().startRoute("calls");
        await().until(routes::isUp);
        routes.camel.createProducerTemplate().requestBody("direct:actions", Map.of());
    }

    @Test
    void A6_aUserThatIsLoggedInAlreadyIsWaitedFor() throws Exception {
        try (SimulatedPbx single = SimulatedPbx.builder()
                        .allowMultipleLogin(false)
                        .failedLoginDelay(Duration.ofMillis(50))
                        .start();
                PbxRoutes other = new PbxRoutes()) {
            other.from("events", PbxRoutes.uri(single, "")).start();
            routes.from("events", PbxRoutes.uri(single, "maxReconnectDelay=100"))
                    .start();
            assertDown("BACKING_OFF|CONNECTING", "user 'admin' is already logged in, and may log in only once");

            other.close();
            await().until(routes::isUp);
        }
    }

    @Test
    void A14_aPbxThatIsDownLetsTheRouteStartAndIsTriedOn() throws Exception {
        pbx.stopListening();
        routes.from("events", PbxRoutes.uri(pbx, "maxReconnectDelay=100")).start();
        assertDown("BACKING_OFF|CONNECTING", "Connection refused (tcp://127.0.0.1:" + pbx.port() + ")");

        pbx.startListening();
        await().until(routes::isUp);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void A14_withFailFastTheStartFails(boolean consumer) throws Exception {
        pbx.stopListening();
        String uri = PbxRoutes.uri(pbx, "failFast=true");
        if (consumer) {
            routes.from("events", uri);
        } else {
            routes.to("actions", uri);
        }

        assertThat(startFailure())
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("Connection refused (tcp://127.0.0.1:" + pbx.port()
                        + "): check the options host and port, and" + " enabled, bindaddr and port in manager.conf");
        pbx.startListening();
        others.awaitSome();
        assertThat(pbx.connections()).isZero();
    }

    @Test
    void A14_anUnknownHostIsTriedOn() throws Exception {
        routes.from("events", "ami:pbx.invalid").start();
        assertDown("BACKING_OFF|CONNECTING", "unknown host 'pbx.invalid' (tcp://pbx.invalid:5038)");
    }

    @Test
    void J3_healthFollowsTheSession() throws Exception {
        routes.from("events", PbxRoutes.uri(pbx, "maxReconnectDelay=100"))
                .to("actions", PbxRoutes.uri(pbx, "maxReconnectDelay=100&action=Ping"))
                .start();
        assertThat(routes.health())
                .extracting(result -> result.getCheck().getId() + ' ' + result.getState())
                .containsExactlyInAnyOrder("consumer:events UP", "producer:ami-pbx UP");

        pbx.stopListening();
        pbx.disconnectAll();
        await().untilAsserted(() -> assertDown("BACKING_OFF|CONNECTING", ""));
        assertThat(routes.health()).hasSize(2).allMatch(result -> result.getState() == HealthCheck.State.DOWN);
        pbx.startListening();
        await().until(routes::isUp);
        assertThat(routes.health())
                .allSatisfy(result -> assertThat(result.getDetails()).containsEntry("ami.connection", "pbx"));
    }

    @Test
    void A10_stoppingARouteEndsItsSessionWithinTwoSeconds() throws Exception {
        routes.from("events", PbxRoutes.uri(pbx, "")).start();
        long start = System.nanoTime();
        routes.camel.getRouteController().stopRoute("events");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(pbx.received("Logoff")).hasSize(1);
        others.awaitSome();
        assertThat(pbx.sessions()).isZero();
        assertThat(pbx.connections()).isEqualTo(1);
    }

    /** The first of ours among the causes of a failed start. */
    private AmiException startFailure() {
        Throwable thrown = catchThrowable(routes::start);
        while (thrown != null && !(thrown instanceof AmiException)) {
            thrown = thrown.getCause();
        }
        return (AmiException) thrown;
    }

    private void assertDown(String state, String reason) {
        assertThat(routes.health()).isNotEmpty().allSatisfy(result -> {
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getDetails().get("ami.state").toString()).matches(state);
            assertThat(result.getMessage().orElse(""))
                    .startsWith("no session with the PBX since ")
                    .contains(reason);
        });
    }
}
