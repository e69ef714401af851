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
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/**
 * The login by HTTP digest. Each request contains a hash that proves knowledge of the secret, and a count that
 * increases with each request. The nonce identifies the session. When a nonce becomes old, the PBX issues a new one for
 * the same session.
 */
final class DigestLogin {
    private final HttpSettings settings;
    private final HttpHost host;
    private Credentials credentials;
    private DigestScheme scheme;

    DigestLogin(HttpSettings settings, HttpHost host) {
        this.settings = settings;
        this.host = host;
    }

    /**
     * Adds the hash to a request, if there is a nonce. Requests must be written in the order in which they were signed.
     */
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
     * Takes over the nonce from a response with status 401.
     *
     * @return false if the response has no usable nonce, or if the PBX has refused the credentials
     */
    synchronized boolean takeUp(ClassicHttpResponse unauthorized) {
        AuthChallenge challenge = DigestChallenges.first(unauthorized, scheme != null);
        return challenge != null && takeUp(challenge);
    }

    private boolean takeUp(AuthChallenge challenge) {
        try {
            // the existing instance is used again, because requests that were refused at the same time receive the same
            // nonce, and its count must continue
            DigestScheme taking = scheme == null ? new DigestScheme() : scheme;
            taking.processChallenge(DigestChallenges.inCharset(challenge, settings.charset()), null);
            if (credentials == null) {
                // the secret is looked up only now, because it is not needed if a proxy has refused the request
                String secret = SecretLookup.of(settings.username(), settings.secret(), settings.charset());
                credentials = new UsernamePasswordCredentials(settings.username(), secret.toCharArray());
            }
            scheme = taking;
            return true;
        } catch (MalformedChallengeException e) {
            return false;
        }
    }
}
