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
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The configuration of one simulated PBX. */
record PbxSettings(
        int port,
        Map<String, PbxUser> users,
        PbxVersion version,
        String banner,
        SSLContext tls,
        boolean clientCertificate,
        int authLimit,
        Duration authTimeout,
        int maxConnections,
        boolean allowMultipleLogin,
        Duration failedLoginDelay,
        Duration writeTimeout,
        int sendBufferBytes,
        boolean timestampEvents,
        String systemName,
        List<String> channelVars,
        Duration ringTime,
        Duration dialTimeout,
        Duration talkTime,
        int keepReceived,
        HttpSettings http) {}
