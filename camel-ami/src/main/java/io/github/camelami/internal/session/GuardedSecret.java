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
 * The secret of a session, which is looked up at each login. Prevents a login if the PBX has recently refused the same
 * secret. A session makes one login attempt at a time.
 */
public final class GuardedSecret implements Supplier<String> {
    private final RefusedSecrets refused;
    private final Object account;
    private final Supplier<String> source;

    /**
     * The secret that the current attempt has sent; null if it has not been looked up, or if the PBX has accepted it.
     */
    private volatile RefusedSecrets.Key sent;
    /** How long the login must wait; zero if it may be made. */
    private volatile Duration pause = Duration.ZERO;

    /**
     * Creates the secret of one session.
     *
     * @param account identifies the account: the address of the PBX, the user, the login method and so on
     */
    public GuardedSecret(RefusedSecrets refused, Object account, Supplier<String> source) {
        this.refused = refused;
        this.account = account;
        this.source = source;
    }

    /**
     * Begins an attempt to log in.
     *
     * @throws AmiException.AuthenticationFailed if it is too early for another login with this secret
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

    /** Records that the PBX has accepted the login. */
    void accepted() {
        RefusedSecrets.Key key = sent;
        sent = null;
        if (key != null) {
            refused.accepted(key);
        }
    }

    /**
     * Records that the PBX has refused the login, or another action of the login.
     *
     * @param mayTryOnce whether the next login may be made at once
     */
    void refused(AmiException failure, long now, boolean mayTryOnce) {
        RefusedSecrets.Key key = sent;
        if (key != null) {
            refused.refused(key, failure, now, mayTryOnce);
        }
    }
}
