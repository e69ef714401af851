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
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.GuardedSecret;
import io.github.camelami.internal.session.RefusedSecrets;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is seen of a session over HTTP: by logs of all levels and makers, exceptions and texts of our objects. */
class HttpSecretsTest extends HttpRouteSupport {
    private static final String SECRET = "secret-canary-4711";
    private static final Pattern QUOTED =
            Pattern.compile("(?:mansession_id|nonce|cnonce|response|opaque)=\"?(\\w{8,})");

    @Override
    SimulatedPbxBuilder configure(SimulatedPbxBuilder builder) {
        return builder.user("admin", SECRET);
    }

    /** Camel itself logs whole URIs below INFO, so that the secret comes by a configuration. */
    private String uri(String options) {
        return "ami:pbx?" + options;
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void H1_H4_noSecretCookieOrNonceIsInAnythingLoggedOrThrown(String way) throws Exception {
        AmiConfiguration configuration = new AmiConfiguration();
        configuration.setTransport(AmiTransportType.http);
        configuration.setHost("127.0.0.1");
        configuration.setPort(pbx.http().port());
        configuration.setUsername("admin");
        configuration.setSecret(SECRET);
        configuration.setReconnectDelay(1);
        context.getRegistry().bind("pbx", configuration);
        List<String> seen;
        try (CapturedLog log = CapturedLog.trace()) {
            routeEvents(uri(way + "&events=call"));
            StringWriter thrown = new StringWriter();
            sendWell(uri(way + "&action=Ping"), null, NO_HEADERS);
            pbx.http().faultNext("Ping", HttpFault.dropBeforeAnswer(Cut.RST));
            Exchange failed = send(uri(way + "&action=Ping"), null);
            failed.getException().printStackTrace(new PrintWriter(thrown, true));
            await().until(() -> send(uri(way + "&action=Ping"), null).getException() == null);
            if (way.contains("digest")) {
                pbx.http().replaceNonces();
            }
            sendWell(uri(way + "&action=Ping"), null, NO_HEADERS);
            ConnectionSettings settings = new ConnectionSettings("pbx", configuration);
            GuardedSecret secret = settings.secret(new RefusedSecrets());
            thrown.append(settings + " " + settings.http(secret) + " " + settings.session(secret) + configuration);
            context.stop();
            seen = new ArrayList<>(log.lines(event -> true));
            seen.add(thrown.toString());
        }
        Set<String> canaries = canaries();
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen)
                .hasSizeGreaterThan(100)
                .anyMatch(line -> line.contains("org.apache.hc."))
                .filteredOn(line -> canaries.stream().anyMatch(line::contains))
                .extracting(line -> line.substring(0, Math.min(300, line.length())))
                .isEmpty();
        assertThatCredentialsWentByBodyOnly();
    }

    private Set<String> canaries() {
        Set<String> canaries = new HashSet<>(Set.of(SECRET));
        for (ReceivedRequest request : pbx.http().requests()) {
            Matcher matcher = QUOTED.matcher(request.header("Cookie") + " " + request.header("Authorization"));
            while (matcher.find()) {
                canaries.add(matcher.group(1));
            }
            canaries.add(request.parameter("Key"));
        }
        canaries.remove("");
        return canaries;
    }

    private void assertThatCredentialsWentByBodyOnly() {
        assertThat(pbx.http().requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).doesNotContain("?").doesNotContain(SECRET);
            assertThat(request.headers().values()).noneMatch(value -> value.contains(SECRET));
        });
    }
}
