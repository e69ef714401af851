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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases in which Camel itself shows a secret, as the page on security lists them. */
class SecretsThatCamelShowsTest {
    private static final String SECRET = "canary-4711";

    @ParameterizedTest
    @CsvSource({
        "connections[pbx].password, canary-4711, true",
        "password, canary-4711, true",
        "connections[pbx].secrett, canary-4711, true",
        "connections[pbx].password, {{the.secret}}, true",
        "connections[pbx].password, #bean:vault, false",
        "connections[pbx].secret, canary-4711{{nobody}}, true",
        "connections[pbx].secret, #canary-4711, true"
    })
    void H1_aPropertyThatCamelMainRefusesIsShownInItsException(String option, String value, boolean shown) {
        Main main = main("direct:unused", "camel.component.ami." + option, value);
        String text = text(catchThrowable(main::start));
        main.stop();
        assertThat(text.contains(SECRET)).as(text).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"canary-4711, true", "{{the.secret}}, false", "#bean:vault, false"})
    void H1_aSecretInAUriIsShownByTheDumpOfARoute(String value, boolean shown) throws Exception {
        Main main = main("ami:127.0.0.1?port=1&username=admin&secret=" + value, "camel.jmx.enabled", "true");
        main.start();
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            String name = main.getCamelContext().getName();
            ObjectName route = server.queryNames(
                            new ObjectName("org.apache.camel:context=" + name + ",type=routes,name=\"canary\""), null)
                    .iterator()
                    .next();
            String dump = (String) server.invoke(route, "dumpRouteAsXml", null, null);
            assertThat(dump).contains("ami:127.0.0.1");
            assertThat(dump.contains(SECRET)).as(dump).isEqualTo(shown);
        } finally {
            main.stop();
        }
    }

    private static Main main(String uri, String property, String value) {
        Main main = new Main();
        Properties properties = new Properties();
        properties.setProperty("the.secret", SECRET);
        properties.setProperty(property, value);
        main.setOverrideProperties(properties);
        main.bind("vault", (Supplier<String>) () -> SECRET);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:canary").routeId("canary").to(uri + (uri.startsWith("ami") ? "&action=Ping" : ""));
            }
        });
        return main;
    }

    private static String text(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
