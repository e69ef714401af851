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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.internal.session.OtherRetries;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Logins that the PBX refuses, delays or limits. */
class LoginAsteriskIT extends OnAsterisk {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void A4_aWrongSecretIsOneFailedLoginAndTheRouteDoesNotStart() throws Exception {
        AmiConfiguration wrong = connection(ownUser());
        wrong.setSecret("wrong");
        wrong.setReconnectDelay(1);
        wrong.setMaxReconnectDelay(1);
        camel.getRegistry().bind("pbx", wrong);

        try (PlainClient security = asterisk.connect().login("admin", "security");
                OtherRetries others = new OtherRetries()) {
            security.collect();
            assertThatThrownBy(() -> route(consumer("events=call")))
                    .isInstanceOf(AmiException.AuthenticationFailed.class)
                    .hasMessageContaining("refused the login of user '" + own + "' (Authentication failed)");

            others.awaitSome();
            soon().until(() -> failedLogins(security) >= 1);
            assertThat(failedLogins(security)).isEqualTo(1);
        }
    }

    @Test
    void A6_loginAlreadyInUseRecoversWhenTheSlotIsFree() throws Exception {
        AmiConfiguration single = connection(ownUser("allowmultiplelogin = no"));
        single.setReconnectDelay(500);
        single.setMaxReconnectDelay(500);
        camel.getRegistry().bind("pbx", single);

        try (PlainClient holder = asterisk.connect().login(own, "off")) {
            route(consumer("events=user"));
            assertThat(send("action=Ping", null).getException(AmiException.NotSent.class))
                    .hasMessageContaining("user '" + own + "' is already logged in, and may log in only once");
            assertThat(holder.ask("Ping")).startsWith("Response: Success");
        }

        soon().until(() -> send("action=Ping", null).getException() == null);
        soon().until(() -> {
            plain.ask("UserEvent", "UserEvent: " + own);
            return events.contains("UserEvent");
        });
    }

    @Test
    void theMd5AndThePlainLoginBothWork() throws Exception {
        for (String authType : List.of("md5", "plain")) {
            assertThat(body(send("action=Ping&authType=" + authType, null), AmiResponse.class))
                    .containsEntry("Ping", "Pong");
        }
    }

    @Test
    void I1_aCertificateOfAnUnknownAuthorityIsRefusedWithoutALogin() {
        AmiConfiguration secure = connection("admin");
        secure.setPort(asterisk.tlsPort());
        secure.setTls(true);
        secure.setFailFast(true);
        camel.getRegistry().bind("pbx", secure);

        assertThatThrownBy(() -> route(consumer("events=call")))
                .hasRootCauseMessage("unable to find valid certification path to requested target")
                .hasStackTraceContaining("self-signed, or its authority is not trusted");
    }

    private RouteBuilder consumer(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?" + options)
                        .process(exchange ->
                                events.add(exchange.getMessage().getHeader("CamelAmiEventName", String.class)));
            }
        };
    }

    /** The event of a failed challenge has no AccountID; the response that the server expected tells whose it was. */
    private long failedLogins(PlainClient security) {
        return security.collected().stream()
                .filter(event -> event.startsWith("Event: ChallengeResponseFailed\r\n"))
                .filter(event -> event.contains("ExpectedResponse: " + md5(challengeOf(event) + own + "-secret")))
                .count();
    }

    private static String challengeOf(String event) {
        return event.replaceFirst("(?s).*\\r\\nChallenge: (\\d+)\\r\\n.*", "$1");
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
