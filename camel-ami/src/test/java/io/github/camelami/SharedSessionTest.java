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
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSessionTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .user("other", "secret")
            .start();
    private final PbxRoutes routes = new PbxRoutes();

    @AfterEach
    void close() {
        routes.close();
        pbx.close();
    }

    @Test
    void G7_twoConsumersAndAProducerWithEqualSettingsMakeOneLogin() throws Exception {
        routes.from("calls", PbxRoutes.uri(pbx, "events=call"))
                .from("agents", PbxRoutes.uri(pbx, "events=agent&include=Queue*"))
                .to("ping", PbxRoutes.uri(pbx, "action=Ping"))
                .start();

        assertThat(routes.template.requestBody("direct:ping", (Object) null)).isInstanceOf(AmiResponse.class);
        assertThat(pbx.logins()).isEqualTo(1);
        assertThat(pbx.connections()).isEqualTo(1);
    }

    @Test
    void G7_theLastToStopLogsOff() throws Exception {
        routes.from("one", PbxRoutes.uri(pbx, "events=call"))
                .from("two", PbxRoutes.uri(pbx, "events=agent"))
                .start();

        routes.camel.getRouteController().stopRoute("one");
        assertThat(pbx.sessions()).isEqualTo(1);
        routes.camel.getRouteController().stopRoute("two");
        await().until(() -> pbx.sessions() == 0);
    }

    @Test
    void oneThatJoinsIsToldThatItIsConnectedBeforeItsSnapshot() throws Exception {
        pbx.data().phone("201", "Ann");
        routes.to("ping", PbxRoutes.uri(pbx, "action=Ping")).start();
        routes.template.requestBody("direct:ping", (Object) null);
        MockEndpoint joined = routes.camel.getEndpoint("mock:joined", MockEndpoint.class);
        joined.expectedMessageCount(2);

        routes.from("joined", PbxRoutes.uri(pbx, "events=call&notices=true&snapshot=ExtensionStateList"));

        joined.assertIsSatisfied();
        assertThat(joined.getExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(AmiEvent.class).name())
                .containsExactly("Connected", "ExtensionStatus");
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=other",
                "host=localhost",
                "authType=plain",
                "secret=#bean:supplier",
                "serverFilter.a=!Event: Newexten",
                "hostnameVerification=false"
            })
    void G7_whatCarriesAuthorityParts(String difference) throws Exception {
        Supplier<String> supplier = () -> "secret";
        routes.camel.getRegistry().bind("supplier", supplier);
        String uri = difference.startsWith("host=")
                ? "ami:pbx?port=" + pbx.port() + "&" + difference
                : PbxRoutes.uri(pbx, difference);
        routes.from("one", PbxRoutes.uri(pbx, "")).from("two", uri).start();

        assertThat(pbx.logins()).isEqualTo(2);
        assertThat(pbx.sessions()).isEqualTo(2);
    }

    @Test
    void G7_anotherPbxIsAnotherSession() throws Exception {
        try (SimulatedPbx second = SimulatedPbx.start()) {
            routes.from("one", PbxRoutes.uri(pbx, ""))
                    .from("two", PbxRoutes.uri(second, ""))
                    .start();
            assertThat(pbx.logins()).isEqualTo(1);
            assertThat(second.logins()).isEqualTo(1);
        }
    }

    @Test
    void G7_aWrongSecretDoesNotGetTheSessionOfTheRightOne() throws Exception {
        routes.from("right", PbxRoutes.uri(pbx, "")).start();
        routes.to("wrong", PbxRoutes.uri(pbx, "action=Ping&secret=wrong&refusedRetryDelay=5m"));
        assertThat(pbx.failedLogins()).isEqualTo(1);

        assertThatThrownBy(() -> routes.template.requestBody("direct:wrong", (Object) null))
                .hasCauseInstanceOf(AmiException.NotSent.class);
        assertThat(pbx.received("Ping")).isEmpty();
    }

    @Test
    void G7_tlsPartsAndEveryTlsSettingParts() throws Exception {
        AmiConfiguration plain = new AmiConfiguration();
        AmiConfiguration tls = plain.copy();
        tls.setTls(true);
        tls.setPort(5038);
        AmiConfiguration parameters = tls.copy();
        parameters.setSslContextParameters(TestCertificates.trusting());
        AmiConfiguration unverified = tls.copy();
        unverified.setHostnameVerification(false);

        assertThat(Stream.of(plain, tls, parameters, unverified)
                        .map(options -> new ConnectionSettings("pbx", options).identity())
                        .distinct())
                .hasSize(4);
    }
}
