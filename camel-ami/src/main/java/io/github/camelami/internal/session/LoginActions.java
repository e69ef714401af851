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

import io.github.camelami.message.AmiAction;
import java.util.List;

/** Creates the actions of a login. Actions of users must not have the fields of these actions. */
public final class LoginActions {

    private LoginActions() {}

    /** The request for a challenge, which begins an MD5 login. */
    public static AmiAction challenge() {
        return AmiAction.ofSession("Challenge", List.of(new AmiAction.Field("AuthType", "MD5")));
    }

    /** A login with the secret itself. */
    public static AmiAction plain(String username, String secret, String eventMask) {
        return AmiAction.ofSession(
                "Login",
                List.of(
                        new AmiAction.Field("Username", username),
                        new AmiAction.Field("Secret", secret),
                        new AmiAction.Field("Events", eventMask)));
    }

    /** A login with the hash of the challenge and the secret. */
    public static AmiAction md5(String username, String key, String eventMask) {
        return AmiAction.ofSession(
                "Login",
                List.of(
                        new AmiAction.Field("Username", username),
                        new AmiAction.Field("AuthType", "MD5"),
                        new AmiAction.Field("Key", key),
                        new AmiAction.Field("Events", eventMask)));
    }
}
