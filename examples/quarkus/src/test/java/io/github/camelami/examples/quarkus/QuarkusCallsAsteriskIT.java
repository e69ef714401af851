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
package io.github.camelami.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the packaged application, as a user does, and takes down what it prints. */
class QuarkusCallsAsteriskIT {
    private static final long PATIENCE_SECONDS = 60;

    @EachAsterisk
    void thePackagedApplicationServesARealAsterisk(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            String output = output(
                    "-Dami.host=" + user.asterisk().host(),
                    "-Dami.port=" + user.asterisk().port(),
                    "-Dami.username=" + user.name(),
                    "-Dami.secret=" + user.secret(),
                    "-Dami.channel=Local/113@test",
                    "-Dami.seconds=3");

            assertThat(output)
                    .contains("Newchannel", "Hangup", "OUTCOME of the call to Local/113@test: ANSWERED")
                    .doesNotContain("Exception", user.secret());
        }
    }

    private static String output(String... properties) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.command().addAll(List.of(properties));
        java.command().addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        Process process = java.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the example did not end: " + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
