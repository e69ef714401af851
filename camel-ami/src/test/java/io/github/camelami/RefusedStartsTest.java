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

import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.SupervisingRouteController;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX that locks out whoever fails to log in too often, and routes that start again and again. */
class RefusedStartsTest {
    @AutoClose
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().failedLoginDelay(Duration.ofMillis(1)).http().start();

    @AutoClose
    private final PbxRoutes routes = new PbxRoutes();

    private final AtomicReference<String> secret = new AtomicReference<>("wrong");

    RefusedStartsTest() {
        Supplier<String> supplier = secret::get;
        routes.pbx.setSecret(supplier);
    }

    private String uri(String options) {
        boolean http = options.contains("transport=http");
        return "ami:pbx?host=127.0.0.1&port=" + (http ? pbx.http().port() : pbx.port()) + "&" + options;
    }

    private void fails(String route) {
        assertThatThrownBy(() -> routes.template.requestBody("direct:" + route, (Object) null))
                .hasRootCauseInstanceOf(AmiException.AuthenticationFailed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"authType=md5", "authType=plain", "transport=http&authType=md5", "transport=http&authType=digest"
            })
    void A5_ofTheMessagesOfALazyProducerAtMostTwoFailToLogIn(String way) throws Exception {
        routes.to("lazy", uri(way + "&action=Ping&lazyStartProducer=true")).start();
        for (int i = 0; i < 20; i++) {
            fails("lazy");
        }
        assertThat(failedLogins(way)).isBetween(1L, 2L);
        secret.set("secret");
        assertThat(routes.template.requestBody("direct:lazy", (Object) null)).isInstanceOf(AmiResponse.class);
    }

    private long failedLogins(String way) {
        return way.contains("digest")
                ? pbx.http().requests().stream()
                        .filter(request -> !request.header("Authorization").isEmpty())
                        .count()
                : pbx.failedLogins();
    }

    @Test
    void A5_ofTheMessagesOfAToDAtMostTwoFailToLogIn() throws Exception {
        RouteBuilder.addRoutes(
                routes.camel, route -> route.from("direct:dynamic").toD(uri("action=${header.action}")));
        routes.start();
        for (String action : new String[] {"Ping", "CoreStatus", "Ping", "CoreStatus"}) {
            assertThatThrownBy(() -> routes.camel
                            .createProducerTemplate()
                            .requestBodyAndHeader("direct:dynamic", null, "action", action))
                    .hasRootCauseInstanceOf(AmiException.AuthenticationFailed.class);
        }
        assertThat(pbx.failedLogins()).isBetween(1, 2);
    }

    @Test
    void A5_ofTheRestartsOfSupervisedRoutesAtMostTwoFailToLogIn() throws Exception {
        SupervisingRouteController supervisor =
                routes.camel.getRouteController().supervising();
        supervisor.setBackOffDelay(1);
        supervisor.setInitialDelay(0);
        routes.from("one", uri("events=call")).from("two", uri("events=agent")).to("three", uri("action=Ping"));
        routes.start();
        await().until(() -> supervisor.getRestartingRoutes().stream()
                .allMatch(route ->
                        supervisor.getRestartingRouteState(route.getId()).getCurrentAttempts() > 3));
        assertThat(supervisor.getRestartingRoutes()).hasSize(3);
        int failed = pbx.failedLogins();
        assertThat(failed).isBetween(1, 2);

        secret.set("secret");
        await().until(() -> routes.isUp() && supervisor.getRestartingRoutes().isEmpty());
        assertThat(pbx.failedLogins()).isEqualTo(failed);
    }

    /** The session is shared with the other route, and so outlives the restart of one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void H5_aRestartOfOneRouteOfSeveralAsksForTheSecretAgain(boolean hasRun) throws Exception {
        secret.set(hasRun ? "secret" : "wrong");
        String retry = "refusedRetryDelay=5m&";
        routes.from("one", uri(retry + "events=call"))
                .from("two", uri(retry + "events=agent"))
                .start();
        if (hasRun) {
            secret.set("wrong");
            pbx.disconnectAll();
            await().until(() -> pbx.failedLogins() == 2);
        }
        await().until(() -> routes.health().stream().allMatch(each -> "REFUSED"
                .equals(String.valueOf(each.getDetails().get("ami.state")))));

        secret.set("secret");
        routes.camel.getRouteController().stopRoute("one");
        routes.camel.getRouteController().startRoute("one");
        assertThat(routes.isUp()).isTrue();
        assertThat(pbx.failedLogins()).isEqualTo(hasRun ? 2 : 1);
    }
}
