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
package io.github.camelami.examples.routesyamlxml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same routes give the same exchanges, in whichever language and runtime. */
class RoutesYamlXmlTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().talkTime(Duration.ofMillis(100)).start();

    @BeforeEach
    void mailbox() {
        pbx.data().mailbox("123", 0, 2, 1);
    }

    @AfterEach
    void close() {
        pbx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void onCamelMain(String language) throws Exception {
        Main main = OnCamelMain.main(language);
        main.addInitialProperty("ami.host", pbx.host());
        main.addInitialProperty("ami.port", Integer.toString(pbx.port()));
        main.addOverrideProperty("out", "mock:out");
        main.start();
        try {
            assertSameExchanges(main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void onSpringBoot(String language) throws Exception {
        try (var application = OnSpringBoot.run(
                "--routes=" + language, "--ami.host=" + pbx.host(), "--ami.port=" + pbx.port(), "--out=mock:out")) {
            assertSameExchanges(application.getBean(CamelContext.class));
        }
    }

    private void assertSameExchanges(CamelContext camel) throws Exception {
        MockEndpoint out = camel.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(2);
        pbx.placeCall("100", "200");
        out.assertIsSatisfied();

        Map<String, Exchange> byBody = new TreeMap<>();
        out.getExchanges().forEach(exchange -> byBody.put(exchange.getMessage().getBody(String.class), exchange));
        assertThat(byBody).containsOnlyKeys("100 called 200: ANSWERED", "123@default: 2 new, 1 old");
        Exchange call = byBody.get("100 called 200: ANSWERED");
        assertThat(call.getFromRouteId()).isEqualTo("ended");
        assertThat(call.getMessage().getHeaders())
                .containsEntry("CamelAmiConnection", "pbx")
                .containsEntry("CamelAmiCallState", "ENDED");
        Exchange mailbox = byBody.get("123@default: 2 new, 1 old");
        assertThat(mailbox.getFromRouteId()).isEqualTo("mailbox");
        assertThat(mailbox.getMessage().getHeaders()).containsEntry("CamelAmiResponse", "Success");
        assertThat(pbx.logins()).isOne();
        assertThat(pbx.received("MailboxCount")).hasSize(1);
    }
}
