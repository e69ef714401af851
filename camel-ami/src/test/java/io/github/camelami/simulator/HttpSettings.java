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
package io.github.camelami.simulator;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The configuration of a simulated PBX's HTTP server. */
record HttpSettings(
        int port,
        SSLContext tls,
        String prefix,
        Duration timeout,
        Duration waitMargin,
        Duration loginTimeout,
        Duration keepAlive,
        Duration nonceLife,
        int sessionLimit,
        String serverName) {}
