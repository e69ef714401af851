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

import io.github.camelami.examples.AsteriskServer;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesYamlXmlAsteriskIT {

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void eachLanguageServesARealAsterisk(String language) throws Exception {
        AsteriskServer asterisk = AsteriskServer.version("22");
        Main main = OnCamelMain.main(language);
        main.addInitialProperty("ami.host", asterisk.host());
        main.addInitialProperty("ami.port", Integer.toString(asterisk.port()));
        main.addInitialProperty("ami.username", "limited");
        main.addInitialProperty("ami.secret", "limited-secret");
        main.addOverrideProperty("out", "mock:out");
        main.start();
        try {
            MockEndpoint out = main.getCamelContext().getEndpoint("mock:out", MockEndpoint.class);
            out.expectedMessagesMatches(exchange ->
                    exchange.getMessage().getBody(String.class).matches("123@default: [1-9]\\d* new, [1-9]\\d* old"));
            out.assertIsSatisfied();
        } finally {
            main.stop();
        }
    }
}
