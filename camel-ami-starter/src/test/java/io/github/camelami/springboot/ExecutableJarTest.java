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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new project, ten lines of configuration, one executable jar: it receives events. */
class ExecutableJarTest {

    @Test
    void receivesEventsOfTheSimulatedPbx(@TempDir Path directory) throws Exception {
        Path jar = new FreshProject(directory).executableJar();
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().user("calls", "jar-canary-31").start();
                ChildJvm application = new ChildJvm(
                        Map.of(
                                "PBX_HOST",
                                pbx.host(),
                                "PBX_PORT",
                                Integer.toString(pbx.port()),
                                "PBX_USERNAME",
                                "calls",
                                "PBX_SECRET",
                                "jar-canary-31"),
                        "-jar",
                        jar.toString(),
                        // with which Camel refuses a plain text as a secret
                        "--camel.main.profile=prod")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> pbx.sessions() == 1);
            application.awaitLine("Started Calls");
            pbx.placeCall("100", "200");
            application.awaitLine("ended: Normal Clearing");
            assertThat(application.output())
                    .noneMatch(line -> line.contains("jar-canary"))
                    .noneMatch(line -> line.contains("SECURITY WARNING"));
        }
    }

    @Test
    void theProjectHasTenLinesOfConfiguration() throws Exception {
        assertThat(Files.readAllLines(FreshProject.configuration())).hasSizeLessThanOrEqualTo(10);
    }
}
