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
package io.github.camelami.internal.transport;

import io.github.camelami.internal.codec.AmiEncoder;
import io.github.camelami.message.AmiException;
import java.nio.charset.Charset;
import java.util.function.Supplier;

/** Looks up the secret of a user, at each login. */
public final class SecretLookup {
    private SecretLookup() {}

    /**
     * The secret that the supplier returns.
     *
     * @throws AmiException.AuthenticationFailed if there is no secret, it is empty, or the charset lacks one of its characters
     * @throws AmiException.ConnectionFailed if the supplier throws; the message has only the names of classes
     */
    public static String of(String username, Supplier<String> supplier, Charset charset) {
        String secret;
        try {
            secret = supplier.get();
        } catch (RuntimeException | Error e) {
            throw new AmiException.ConnectionFailed("the supplier of the secret failed: " + classes(e), null);
        }
        if (secret == null) {
            throw new AmiException.AuthenticationFailed("there is no secret for user '" + username + "'");
        }
        if (secret.isBlank()) {
            throw new AmiException.AuthenticationFailed("the secret of user '" + username + "' is empty");
        }
        if (!AmiEncoder.canEncode(secret, charset)) {
            throw new AmiException.AuthenticationFailed(
                    "the secret of user '" + username + "' has a character that is not in charset " + charset);
        }
        return secret;
    }

    private static String classes(Throwable failure) {
        // the message of this error is the name of a class that is missing or cannot be initialized
        String told = failure instanceof NoClassDefFoundError
                ? failure.toString()
                : failure.getClass().getName();
        return failure.getCause() == null ? told : told + ", by " + classes(failure.getCause());
    }
}
