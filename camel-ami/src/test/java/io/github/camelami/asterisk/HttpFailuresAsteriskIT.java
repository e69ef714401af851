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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.CapturedLog;
import io.github.camelami.internal.session.OtherRetries;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

/** A real nginx that fails in the ways of proxies, and a wrong password. */
class HttpFailuresAsteriskIT extends BehindNginx {

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(Asterisk.ASTERISK_22_11, Access.HTTP_MXML),
                Arguments.of(Asterisk.ASTERISK_22, Access.HTTP_RAWMAN),
                Arguments.of(Asterisk.ASTERISK_16, Access.HTTP_DIGEST_MXML));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    a proxy that cannot reach the server | proxy_pass http://127.0.0.1:1/;                                | HTTP 502
                    a proxy's page for login             | default_type text/html; return 200 '<html>Who are you?</html>'; | answers with text/html
                    a redirect to such a page            | return 302 /login;                                             | a redirect, which is not followed
                    a path where no manager is           | return 404;                                                    | check httpPath
                    a proxy in maintenance               | return 503;                                                    | HTTP 503
                    """)
    void theRouteGoesOnBehindAGapWithoutABusyLoopAfter(String what, String location, String message) throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            listen();
            hear(1);

            nginx.become("location / { " + location + " }");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains(message)));
            assertThatRequestsAreRare();
            nginx.become(Nginx.passingTo(asterisk));

            soon().until(() -> routed.contains("Gap 2"));
            hear(2);
            assertThat(routed)
                    .containsExactly(
                            "Connected 1", "UserEvent 1", "Disconnected 1", "Connected 2", "Gap 2", "UserEvent 2");
        }
    }

    @Test
    void theRouteGoesOnBehindAGapAfterTheWebServerWasOff() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            listen();
            hear(1);

            nginx.stop();
            soon().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains("is the web server of the PBX on")));
            nginx.become(Nginx.passingTo(asterisk));

            soon().until(() -> routed.contains("Gap 2"));
            hear(2);
        }
    }

    @Test
    void A4_aWrongPasswordFailsTheStartAndIsTriedOnce() throws Exception {
        behind.setSecret("wrong");

        assertThatThrownBy(this::listen).isInstanceOf(AmiException.AuthenticationFailed.class);

        // nginx logs a request after its answer
        try (OtherRetries others = new OtherRetries()) {
            others.awaitSome();
        }
        int tried = nginx.requests().size();
        assertThatRequestsAreRare();
        assertThat(nginx.requests()).hasSize(tried).hasSizeLessThanOrEqualTo(3);
    }
}
