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
import java.util.function.Supplier;

/**
 * What a session needs to know besides its transport.
 *
 * @param name the PBX as logs call it
 * @param secret asked at each login
 * @param loginMethod with {@code BY_TRANSPORT} the secret is not asked here
 * @param connectTimeout one deadline over connecting, TLS, greeting and login
 * @param keepAliveInterval silence after which the PBX is pinged
 * @param keepAliveTimeout further silence after which the connection counts as dead
 * @param reconnectDelay the first upper bound of the random wait, doubled by each failure
 * @param refusedRetryDelay how long after refused logins to try again; zero: never
 * @param serverFilters expressions for {@code Filter} actions, sent at each login
 * @param charset of the secret
 * @param maxListEvents items of one list
 * @param maxInFlight actions without their answer
 */
public record SessionSettings(
        String name,
        String username,
        Supplier<String> secret,
        LoginMethod loginMethod,
        Duration connectTimeout,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        Duration reconnectDelay,
        Duration maxReconnectDelay,
        Duration refusedRetryDelay,
        List<String> serverFilters,
        Charset charset,
        int maxListEvents,
        int maxInFlight) {

    @Override
    public String toString() {
        return "session " + name + " of user " + username;
    }
}
