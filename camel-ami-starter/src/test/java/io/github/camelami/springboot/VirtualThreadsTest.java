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
package io.github.camelami.springboot;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Camel decides on virtual threads once, when its classes are loaded: so it is looked at in a JVM of its own. */
class VirtualThreadsTest {

    @Test
    void springsSwitchIsTheComponentsToo() throws Exception {
        assertRoutedOn(Runtime.version().feature() >= 21 ? "virtual" : "platform", "true");
    }

    @Test
    void withoutItThreadsAreThoseOfThePlatform() throws Exception {
        assertRoutedOn("platform", "false");
    }

    private static void assertRoutedOn(String kind, String enabled) throws Exception {
        String classPath = ChildJvm.testClassPath().stream().map(Path::toString).collect(joining(File.pathSeparator));
        try (SimulatedPbx pbx = SimulatedPbx.start();
                ChildJvm child = new ChildJvm(
                        // Spring's switch alone decides
                        Map.of("JAVA_TOOL_OPTIONS", ""),
                        "-cp",
                        classPath,
                        Application.class.getName(),
                        "--camel.main.run-controller=true",
                        "--spring.threads.virtual.enabled=" + enabled,
                        "--camel.component.ami.host=" + pbx.host(),
                        "--camel.component.ami.port=" + pbx.port(),
                        "--camel.component.ami.username=admin",
                        "--camel.component.ami.secret=secret")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> pbx.sessions() == 1);
            pbx.placeCall("100", "200");
            child.awaitLine("routed on a thread of kind " + kind);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        public static void main(String[] arguments) {
            new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments);
        }

        @Bean
        RouteBuilder events() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx?events=call&include=Hangup")
                            .process(exchange -> System.out.println(
                                    "routed on a thread of kind " + (isVirtual() ? "virtual" : "platform")));
                }
            };
        }

        /** Java 17, for which this is compiled, does not know the method. */
        private static boolean isVirtual() throws ReflectiveOperationException {
            return Runtime.version().feature() >= 21
                    && (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        }
    }
}
