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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Session settings with the defaults of the component, changed one by one. */
final class TestSettings {
    final RefusedSecrets refused = new RefusedSecrets();
    Object account = "admin at pbx";
    Supplier<String> secret = () -> "secret";
    LoginMethod loginMethod = LoginMethod.MD5;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration keepAliveInterval = Duration.ofSeconds(20);
    Duration keepAliveTimeout = Duration.ofSeconds(10);
    Duration reconnectDelay = Duration.ofSeconds(2);
    Duration refusedRetryDelay = Duration.ZERO;
    List<String> serverFilters = List.of();
    boolean autoFilter;

    SessionSettings build() {
        return new SessionSettings(
                "pbx",
                "admin",
                new GuardedSecret(refused, account, secret),
                loginMethod,
                connectTimeout,
                keepAliveInterval,
                keepAliveTimeout,
                reconnectDelay,
                Duration.ofSeconds(60),
                refusedRetryDelay,
                serverFilters,
                autoFilter,
                StandardCharsets.UTF_8,
                1000,
                100);
    }
}
