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

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestLoginTest {
    private static final Pattern PROOF = Pattern.compile("response=\"(\\w+)\".*cnonce=\"(\\w+)\"");

    /** As with the challenge of a socket: the PBX hashes the bytes that manager.conf has. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void theSecretIsHashedInTheCharsetOfTheConnection(String charset) throws Exception {
        String secret = "gehe\u00efm";
        HttpPost request = new HttpPost("http://pbx.test:8088/arawman");
        DigestLogin login = login(secret, Charset.forName(charset));
        BasicClassicHttpResponse unauthorized = new BasicClassicHttpResponse(401);
        unauthorized.addHeader(
                "WWW-Authenticate",
                "Digest algorithm=MD5, realm=\"asterisk\", nonce=\"12ab34cd\", qop=\"auth\", opaque=\"12ab34cd\"");

        assertThat(login.takeUp(unauthorized)).isTrue();
        login.sign(request);

        String authorization = request.getHeader("Authorization").getValue();
        assertThat(authorization).doesNotContain("charset");
        Matcher proof = PROOF.matcher(authorization);
        assertThat(proof.find()).isTrue();
        assertThat(proof.group(1))
                .isEqualTo(md5(
                        md5("admin:asterisk:" + secret, charset) + ":12ab34cd:00000001:" + proof.group(2) + ":auth:"
                                + md5("POST:/arawman", charset),
                        charset));
    }

    @Test
    void aChallengeWithoutParametersIsNone() {
        BasicClassicHttpResponse unauthorized = new BasicClassicHttpResponse(401);
        unauthorized.addHeader("WWW-Authenticate", "Digest");

        assertThat(login("secret", StandardCharsets.UTF_8).takeUp(unauthorized)).isFalse();
    }

    private static DigestLogin login(String secret, Charset charset) {
        URI server = URI.create("http://pbx.test:8088");
        return new DigestLogin(
                new HttpSettings(
                        server,
                        false,
                        true,
                        "admin",
                        () -> secret,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1),
                        charset,
                        1 << 20,
                        1 << 20),
                HttpHost.create(server));
    }

    private static String md5(String text, String charset) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(charset)));
    }
}
