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
package io.github.camelami.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelami.message.AmiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asterisk Call Manager/1.0",
                "Asterisk Call Manager/1.1",
                "Asterisk Call Manager/2.10.6",
                "Asterisk Call Manager/5.0.4",
                "Asterisk Call Manager/11.0.0",
                "Asterisk Call Manager/99.9-rc1 (new)",
                "Asterisk Call Manager Proxy/1.22",
                "CallWeaver Call Manager/1.0",
                "Asterisk Call Manager/certified-13.8",
            })
    void A13_anyVersionAndBrandOfCallManagerIsAccepted(String banner) {
        Decoding decoding = Decoding.withBanner();
        assertThat(decoding.decoder.expectsBanner()).isTrue();
        decoding.feed(banner + "\r\nEvent: FullyBooted\r\n\r\n");

        assertThat(decoding.banner).isEqualTo(banner);
        assertThat(decoding.decoder.expectsBanner()).isFalse();
        assertThat(decoding.messages).hasSize(1);
    }

    @Test
    void A13_aBannerMayEndInLineFeedAlone() {
        assertThat(Decoding.withBanner().feed("Asterisk Call Manager/1.0\nResponse: Pong\n\n").banner)
                .isEqualTo("Asterisk Call Manager/1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "220 mail.example.com ESMTP\r\n",
                "Response: Success\r\n",
                "Asterisk\r\n",
            })
    void A13_anotherServicesGreetingIsAViolationThatQuotesIt(String greeting) {
        assertThat(violation(greeting)).contains("'" + greeting.strip() + "'").contains("check host, port and tls");
    }

    @Test
    void A13_aTlsAlertIsAViolationAtItsFirstByte() {
        assertThat(violation("\u0015")).contains("'.'");
        assertThat(violation("\u0015\3\3\0\2\2\u0046")).contains("greeting is TLS");
        assertThat(violation("\u0016\3")).contains("greeting is TLS");
        assertThat(violation("\u0016\4")).contains("'..'");
    }

    @Test
    void A13_garbageIsAViolationAtItsFirstByte() {
        assertThat(violation("\u00ff")).contains("greeting is");
        assertThat(violation("\0")).contains("greeting is");
        assertThat(violation("\u007f")).contains("greeting is");
    }

    @Test
    void A13_aVeryLongGreetingIsAViolationThatQuotes64Characters() {
        assertThat(violation("x".repeat(257))).contains("'" + "x".repeat(64) + "'");
        assertThat(violation("Asterisk Call Manager/" + "1".repeat(257) + "\r\n"))
                .contains("'" + "Asterisk Call Manager/" + "1".repeat(42) + "'");
    }

    @Test
    void A13_aGreetingMayHave256CharactersAndBeginWithABlank() {
        String longest = " Asterisk Call Manager/" + "1".repeat(233);

        assertThat(Decoding.withBanner().feed(longest).decoder.expectsBanner()).isTrue();
        assertThat(violation(longest + "1")).contains("greeting is");
    }

    @Test
    void A13_anEmptyGreetingIsAViolation() {
        assertThat(violation("\r\n")).contains("'..'");
        assertThat(violation("\n")).contains("'.'");
    }

    @Test
    void A13_whatIsQuotedIsPrintable() {
        assertThat(violation("a\u001b[31m\t\0\u00e9\r\n")).matches("[ -~]*").contains("'a.[31m");
    }

    @Test
    void A13_aGreetingWithoutEndIsStillAwaited() {
        Decoding decoding = Decoding.withBanner().feed("Asterisk Call Manager/1.0");

        assertThat(decoding.decoder.expectsBanner()).isTrue();
        assertThat(decoding.banner).isNull();
    }

    private static String violation(String greeting) {
        return catchThrowableOfType(AmiException.ProtocolViolation.class, () -> Decoding.withBanner()
                        .feed(greeting))
                .getMessage();
    }
}
