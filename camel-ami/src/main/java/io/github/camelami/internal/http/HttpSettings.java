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

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The address and the settings of a connection over HTTP.
 *
 * @param server the URL of the web server: scheme, host, port, and the path before rawman and mxml, without a slash at
 *     the end
 * @param mxml whether answers are XML, instead of the text of the socket
 * @param digest whether HTTP digest authenticates each request, instead of a {@code Login} action
 * @param username the manager user; used only with digest
 * @param secret supplies the secret of the user; used only with digest, once for each connection
 * @param pollDelay the shortest time from one {@code WaitEvent} to the next
 * @param maxMessageSize the maximum size of a message, in bytes
 * @param maxResponseSize the maximum size of an answer, in bytes; an answer may contain many messages
 */
public record HttpSettings(
        URI server,
        boolean mxml,
        boolean digest,
        String username,
        Supplier<String> secret,
        Duration pollDelay,
        Duration connectTimeout,
        Charset charset,
        int maxMessageSize,
        long maxResponseSize) {

    @Override
    public String toString() {
        return page().toString();
    }

    URI page() {
        return URI.create(server + (digest ? "/a" : "/") + (mxml ? "mxml" : "rawman"));
    }
}
