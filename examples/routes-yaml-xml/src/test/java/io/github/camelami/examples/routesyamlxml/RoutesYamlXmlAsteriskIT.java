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

import io.github.camelami.examples.ManagerUser;
import java.nio.file.Path;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesYamlXmlAsteriskIT {

    @ParameterizedTest
    @CsvSource({"java, 22.11", "yaml, 22", "xml, 16"})
    void eachLanguageServesARealAsterisk(String language, String version) throws Exception {
        Main main = OnCamelMain.main(language);
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            main.addInitialProperty("ami.host", user.asterisk().host());
            main.addInitialProperty("ami.port", Integer.toString(user.asterisk().port()));
            main.addInitialProperty("ami.username", user.name());
            main.addInitialProperty("ami.secret", user.secret());
            main.addOverrideProperty("out", "mock:out");
            main.start();
            MockEndpoint out = main.getCamelContext().getEndpoint("mock:out", MockEndpoint.class);
            out.expectedMessagesMatches(exchange ->
                    exchange.getMessage().getBody(String.class).matches("123@default: [1-9]\\d* new, [1-9]\\d* old"));
            out.assertIsSatisfied();
        } finally {
            main.stop();
        }
    }
}
