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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.internal.codec.AmiEncoder;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;

/** When a form is written, once more, or not at all. */
class AjamClientTest {
    private static final byte[] PING = AmiEncoder.form(AmiAction.named("Ping").build(), "id", StandardCharsets.UTF_8);

    private static AjamClient client(SimulatedPbx pbx, CloseableHttpClient http) {
        return new AjamClient(
                new HttpSettings(
                        URI.create("http://" + pbx.host() + ":" + pbx.http().port()),
                        false,
                        false,
                        "admin",
                        () -> "secret",
                        Duration.ofMillis(10),
                        Duration.ofSeconds(5),
                        StandardCharsets.UTF_8,
                        4 << 20,
                        100 << 20),
                http,
                System::nanoTime);
    }

    private static SentAction ping() {
        return new SentAction(AmiAction.named("Ping").build(), "id", HttpLink.PATIENCE);
    }

    /** A proxy that asks for credentials has not passed the form on. */
    @Test
    void C2_aFormThatAProxyWantsAgainIsTakenBackAndWrittenOnceMore() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                CloseableHttpClient twice = HttpClients.custom()
                        .addExecInterceptorFirst("as behind a proxy", (request, scope, chain) -> {
                            chain.proceed(ClassicRequestBuilder.copy(request).build(), scope)
                                    .close();
                            return chain.proceed(request, scope);
                        })
                        .build()) {
            SentAction ping = ping();
            try (AjamAnswer answer = client(pbx, twice).post(PING, HttpLink.PATIENCE, ping)) {
                assertThat(answer.server()).startsWith("Asterisk/");
            }
            assertThat(ping.departures).hasValue(2);
            assertThat(ping.returns).hasValue(1);
            assertThat(ping.isOut()).isTrue();
        }
    }

    /** The connection was made while the client was closed, which has not seen it. */
    @Test
    void C2_nothingIsWrittenBehindTheClose() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                CloseableHttpClient http = HttpLink.client()) {
            AjamClient client = client(pbx, new Unclosed(http));
            client.close();
            SentAction ping = ping();
            assertThatThrownBy(() -> client.post(PING, HttpLink.PATIENCE, ping))
                    .isInstanceOf(IOException.class)
                    .hasMessage("closed");
            assertThat(ping.departures).hasValue(0);
            assertThat(pbx.received("Ping")).isEmpty();
        }
    }

    private static final class Unclosed extends CloseableHttpClient {
        private final CloseableHttpClient http;

        Unclosed(CloseableHttpClient http) {
            this.http = http;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
                throws IOException {
            return (CloseableHttpResponse) http.executeOpen(target, request, context);
        }

        @Override
        public void close(CloseMode mode) {
            // as if it did not know of the connection
        }

        @Override
        public void close() {
            close(CloseMode.IMMEDIATE);
        }
    }
}
