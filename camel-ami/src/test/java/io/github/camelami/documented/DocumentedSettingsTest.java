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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.TestCertificates;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages for users say about the properties of Camel Main. */
class DocumentedSettingsTest {
    private static final String BINDING =
            "Error binding property (\u2026) with name: \u2026 on bean: \u2026 with value: \u2026";

    private final Main main = new Main();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        main.stop();
    }

    private void connect(SimulatedPbx pbx, String secret) {
        main.addOverrideProperty("camel.component.ami.connections[pbx].host", pbx.host());
        main.addOverrideProperty("camel.component.ami.connections[pbx].port", Integer.toString(pbx.port()));
        main.addOverrideProperty("camel.component.ami.connections[pbx].username", "admin");
        if (secret != null) {
            main.addOverrideProperty("camel.component.ami.connections[pbx].secret", secret);
        }
    }

    private Object ping() throws Exception {
        return main.getCamelTemplate().requestBody("ami:pbx?action=Ping&failFast=true", (Object) null);
    }

    @Test
    void theTrustStoreOfThePageIsUsed() throws Exception {
        TestCertificates.writeTrustStore(folder.resolve("ca.p12"));
        String page = Files.readString(Path.of("src/test/resources/documented/trust.properties"));
        Path file = folder.resolve("application.properties");
        Files.writeString(
                file,
                page.replace("/etc/calls/pbx-ca.p12", folder.resolve("ca.p12").toString())
                        .replace("{{env:TRUST_PASSWORD}}", TestCertificates.PASSWORD));
        main.setPropertyPlaceholderLocations("file:" + file);
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .tls(TestCertificates.context("pbx"))
                .user("admin", "secret")
                .start()) {
            connect(pbx, "secret");
            main.start();

            assertThat(ping()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gr\\u00f6n", "UTF-8"})
    void aSecretBeyondAsciiIsWrittenWithAnEscape(String written) throws Exception {
        Path file = folder.resolve("application.properties");
        boolean escaped = !written.equals("UTF-8");
        Files.writeString(
                file,
                "camel.component.ami.connections[pbx].secret = " + (escaped ? written : "gr\u00f6n"),
                StandardCharsets.UTF_8);
        main.setPropertyPlaceholderLocations("file:" + file);
        try (SimulatedPbx pbx =
                SimulatedPbx.builder().user("admin", "gr\u00f6n").start()) {
            connect(pbx, null);
            main.start();

            if (escaped) {
                assertThat(ping()).isNotNull();
            } else {
                assertThatThrownBy(this::ping).hasStackTraceContaining("Authentication failed");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=https", "tls=yes"})
    void aValueOfTheWrongTypeHasARow(String setting) {
        String[] nameAndValue = setting.split("=");
        main.addOverrideProperty("camel.component.ami.connections[pbx]." + nameAndValue[0], nameAndValue[1]);
        assertThatThrownBy(main::start).satisfies(failure -> assertThat(failure.getMessage())
                .containsSubsequence(List.of(BINDING.split("\u2026"))));
        assertThat(Faq.rows().stream().flatMap(row -> row.texts().stream())).contains(BINDING);
    }
}
