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

import java.io.Closeable;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** An answer of the web server, of which only the head has been read. */
final class AjamAnswer implements Closeable {
    private final HttpPost request;
    private final ClassicHttpResponse response;
    private final HttpSettings settings;

    AjamAnswer(HttpPost request, ClassicHttpResponse response, HttpSettings settings) {
        this.request = request;
        this.response = response;
        this.settings = settings;
    }

    ClassicHttpResponse response() {
        return response;
    }

    boolean isUnauthorized() {
        return response.getCode() == 401;
    }

    String server() {
        Header server = response.getFirstHeader("Server");
        return server == null ? "" : server.getValue();
    }

    /**
     * The body of the answer.
     *
     * @param received receives the number of bytes of each read, when they have been decoded
     */
    LimitedBody body(IntConsumer received) throws IOException {
        HttpEntity entity = response.getEntity();
        return new LimitedBody(
                entity == null ? null : entity.getContent(), settings.maxResponseSize(), received, settings.mxml());
    }

    /** Closes the connection if the answer has not been read to its end, because the rest may never arrive. */
    @Override
    public void close() {
        request.cancel();
    }
}
