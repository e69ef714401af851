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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that the connection's charset lacks. */
class ActionCharsetTest extends HttpRouteSupport {

    private String uri(String transport, String secret, String options) {
        return transport.equals("tcp")
                ? "ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=" + secret + '&' + options
                : ami(secret, options) + '&' + transport;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "authType=plain", "authType=digest"})
    void K9_noQuestionMarkTakesThePlaceOfACharacter(String transport) throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        String uri = uri(transport, "secret", "charset=ISO-8859-1&action=UserEvent");
        Exchange refused = send(uri, Map.of("Name", "\u0141ukasz"));
        assertThat(refused.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageEndingWith(
                        "UserEvent: field Name has a character that is not in charset ISO-8859-1 and would be replaced"
                                + " by another");
        assertThat(pbx.received("UserEvent")).isEmpty();
        sendWell(uri, Map.of("Name", "J\u00f6rg"), NO_HEADERS);
        assertThat(received("UserEvent").raw()).contains("rg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "authType=plain", "authType=md5", "authType=digest"})
    void K9_aSuppliedSecretIsSentWholeOrNotAtAll(String transport) {
        Supplier<String> secret = () -> "\u0141canary";
        context.getRegistry().bind("secret", secret);
        context.start();
        Throwable failure = catchThrowable(
                () -> context.getEndpoint(uri(transport, "#bean:secret", "charset=ISO-8859-1&action=Ping"))
                        .createProducer()
                        .start());
        assertThat(failure)
                .isInstanceOf(AmiException.AuthenticationFailed.class)
                .hasMessageContaining("the secret of user 'admin' has a character that is not in charset ISO-8859-1");
        assertThat(failure.getMessage()).doesNotContain("canary");
        assertThat(pbx.logins()).isZero();
    }
}
