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

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.message.ParserCursor;

/** Finds the challenge for HTTP digest in an answer. */
final class DigestChallenges {
    private DigestChallenges() {}

    /**
     * The first challenge that the client can answer; null if there is none.
     *
     * @param stale whether the request had credentials, so that only a challenge with a new nonce is accepted; any
     *     other one means that the credentials were refused
     */
    static AuthChallenge first(ClassicHttpResponse unauthorized, boolean stale) {
        return Stream.of(unauthorized.getHeaders("WWW-Authenticate"))
                .flatMap(header -> parse(header.getValue()).stream())
                .filter(challenge -> challenge.getSchemeName().equalsIgnoreCase("digest"))
                .filter(challenge -> !stale || isStale(challenge))
                .findFirst()
                .orElse(null);
    }

    private static boolean isStale(AuthChallenge challenge) {
        return challenge.getParams() != null
                && challenge.getParams().stream()
                        .anyMatch(p -> p.getName().equalsIgnoreCase("stale") && "true".equalsIgnoreCase(p.getValue()));
    }

    private static List<AuthChallenge> parse(String value) {
        try {
            return AuthChallengeParser.INSTANCE.parse(ChallengeType.TARGET, value, new ParserCursor(0, value.length()));
        } catch (ParseException e) {
            return List.of();
        }
    }

    /**
     * Adds the charset of the credentials to a challenge. The PBX hashes the bytes in manager.conf, and does not report
     * their charset. Without a charset, the client would assume UTF-8.
     */
    static AuthChallenge inCharset(AuthChallenge challenge, Charset charset) {
        if (challenge.getParams() == null) {
            return challenge;
        }
        List<NameValuePair> params = new ArrayList<>(challenge.getParams());
        params.add(new BasicNameValuePair("charset", charset.name()));
        return new AuthChallenge(
                challenge.getChallengeType(), challenge.getSchemeName(), params.toArray(NameValuePair[]::new));
    }
}
