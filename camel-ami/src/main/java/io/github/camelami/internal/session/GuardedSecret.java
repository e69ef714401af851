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
package io.github.camelami.internal.session;

import io.github.camelami.internal.transport.SecretLookup;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The secret of a session, looked up at each login. Holds a login back if the PBX has refused the same secret too
 * recently. A session makes one attempt at a time.
 */
public final class GuardedSecret implements Supplier<String> {
    private final RefusedSecrets refused;
    private final Object account;
    private final Supplier<String> source;

    /**
     * The secret that this attempt has sent; null if the attempt has not asked for the secret, or if the PBX has
     * accepted it.
     */
    private volatile RefusedSecrets.Key sent;
    /** How long the login of this attempt must wait; zero if it is made. */
    private volatile Duration pause = Duration.ZERO;

    /**
     * A secret of one session.
     *
     * @param account what the PBX knows of a login besides the secret: its own address, the user, the method
     */
    public GuardedSecret(RefusedSecrets refused, Object account, Supplier<String> source) {
        this.refused = refused;
        this.account = account;
        this.source = source;
    }

    /**
     * Begins an attempt to log in.
     *
     * @throws AmiException.AuthenticationFailed if there must be no login with this secret yet
     */
    void begin(SessionSettings settings, long now) {
        sent = null;
        pause = Duration.ZERO;
        if (refused.concern(account, now)) {
            RefusedSecrets.Key next =
                    refused.key(account, SecretLookup.of(settings.username(), source, settings.charset()));
            pause = refused.pause(next, now);
            if (isHeldBack()) {
                throw refused.failure(next, pause);
            }
        }
    }

    @Override
    public String get() {
        String secret = source.get();
        sent = secret == null ? null : refused.key(account, secret);
        return secret;
    }

    boolean isHeldBack() {
        return !pause.isZero();
    }

    Duration pause() {
        return pause;
    }

    /** The PBX has accepted the login. */
    void accepted() {
        RefusedSecrets.Key key = sent;
        sent = null;
        if (key != null) {
            refused.accepted(key);
        }
    }

    /** The attempt has failed, because the PBX has refused the login or something else that the login needs. */
    void refused(AmiException failure, long now) {
        RefusedSecrets.Key key = sent;
        if (key != null) {
            refused.refused(key, failure, now);
        }
    }
}
