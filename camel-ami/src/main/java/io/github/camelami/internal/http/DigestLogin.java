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

import io.github.camelami.internal.transport.SecretLookup;
import io.github.camelami.message.AmiException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.message.ParserCursor;

/**
 * HTTP digest: each request proves that the client knows the secret, and carries an increasing count. The nonce
 * identifies the session. When it becomes old, the PBX issues a new one for the same session.
 */
final class DigestLogin {
    private final HttpTransport.Settings settings;
    private final HttpHost host;
    private Credentials credentials;
    private DigestScheme scheme;

    DigestLogin(HttpTransport.Settings settings, HttpHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** Adds the proof if there is a nonce; requests must be written in the order in which they are signed. */
    synchronized void sign(HttpPost request) {
        if (scheme == null) {
            return;
        }
        try {
            scheme.isResponseReady(host, (scope, context) -> credentials, null);
            request.setHeader("Authorization", scheme.generateAuthResponse(host, request, null));
        } catch (AuthenticationException e) {
            throw new AmiException.ConnectionFailed("HTTP digest: " + e.getMessage(), e);
        }
    }

    /**
     * Accepts the nonce of a 401.
     *
     * @return false if there is none, or if the PBX has refused the credentials
     */
    synchronized boolean takeUp(ClassicHttpResponse unauthorized) {
        boolean refused = scheme != null;
        for (Header header : unauthorized.getHeaders("WWW-Authenticate")) {
            for (AuthChallenge challenge : parse(header.getValue())) {
                boolean stale = challenge.getParams() != null
                        && challenge.getParams().stream()
                                .anyMatch(p ->
                                        p.getName().equalsIgnoreCase("stale") && "true".equalsIgnoreCase(p.getValue()));
                if (challenge.getSchemeName().equalsIgnoreCase("digest") && (!refused || stale)) {
                    return takeUp(challenge);
                }
            }
        }
        return false;
    }

    private boolean takeUp(AuthChallenge challenge) {
        try {
            // always the same instance: requests that were refused together receive the same nonce, whose count must
            // continue
            DigestScheme taking = scheme == null ? new DigestScheme() : scheme;
            taking.processChallenge(inOurCharset(challenge), null);
            if (credentials == null) {
                // not before: a proxy that refuses the request has not refused the secret
                String secret = SecretLookup.of(settings.username(), settings.secret(), settings.charset());
                credentials = new UsernamePasswordCredentials(settings.username(), secret.toCharArray());
            }
            scheme = taking;
            return true;
        } catch (MalformedChallengeException e) {
            return false;
        }
    }

    /**
     * Adds our charset to a challenge. The PBX hashes the bytes of manager.conf without reporting their charset, and
     * the client would assume UTF-8.
     */
    private AuthChallenge inOurCharset(AuthChallenge challenge) {
        if (challenge.getParams() == null) {
            return challenge;
        }
        List<NameValuePair> params = new ArrayList<>(challenge.getParams());
        params.add(new BasicNameValuePair("charset", settings.charset().name()));
        return new AuthChallenge(
                challenge.getChallengeType(), challenge.getSchemeName(), params.toArray(NameValuePair[]::new));
    }

    private static List<AuthChallenge> parse(String value) {
        try {
            return AuthChallengeParser.INSTANCE.parse(ChallengeType.TARGET, value, new ParserCursor(0, value.length()));
        } catch (ParseException e) {
            return List.of();
        }
    }
}
