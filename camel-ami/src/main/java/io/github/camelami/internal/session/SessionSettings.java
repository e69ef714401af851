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

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/**
 * The settings of a session. Those of its transport are separate.
 *
 * @param name the name of the PBX in logs
 * @param secret supplies the secret at each login
 * @param loginMethod with {@code BY_TRANSPORT}, the session does not ask for {@code secret} itself
 * @param connectTimeout a single deadline for connecting, TLS, greeting and login
 * @param keepAliveInterval the silence after which the PBX is pinged
 * @param keepAliveTimeout the silence after a ping after which the connection counts as dead
 * @param reconnectDelay the first maximum of the random wait, which each failure doubles
 * @param refusedRetryDelay how long to wait after refused logins before the next attempt; zero for no further attempt
 * @param serverFilters the filters that the user has set, sent at each login
 * @param autoFilter whether the session derives filters from what its consumers want
 * @param charset the charset of the secret
 * @param maxListEvents the maximum number of items in one list
 * @param maxInFlight the maximum number of actions without an answer
 */
public record SessionSettings(
        String name,
        String username,
        GuardedSecret secret,
        LoginMethod loginMethod,
        Duration connectTimeout,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        Duration reconnectDelay,
        Duration maxReconnectDelay,
        Duration refusedRetryDelay,
        List<String> serverFilters,
        boolean autoFilter,
        Charset charset,
        int maxListEvents,
        int maxInFlight) {

    @Override
    public String toString() {
        return "session " + name + " of user " + username;
    }
}
