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
package io.github.camelami.examples.clicktocall;

import io.github.camelami.examples.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;

/** The example on a PBX, and a client of its API. */
final class CallsApi implements AutoCloseable {
    static final String KEY = "0123456789abcdef";

    private final int port = FreePort.next();
    private final Main main = new Main();
    private final HttpClient client = HttpClient.newHttpClient();

    CallsApi(String host, int amiPort, Map<String, String> properties) {
        main.addOverrideProperty("ami.host", host);
        main.addOverrideProperty("ami.port", Integer.toString(amiPort));
        main.addOverrideProperty("web.port", Integer.toString(port));
        main.addOverrideProperty("api.key", KEY);
        properties.forEach(main::addOverrideProperty);
        main.start();
    }

    HttpResponse<String> call(String from, String to) {
        return post("{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}", KEY).join();
    }

    /** The answer, which fails after a minute. */
    CompletableFuture<HttpResponse<String>> post(String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("calls"))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        return client.sendAsync(
                        (key == null ? request : request.header("X-API-Key", key)).build(), BodyHandlers.ofString())
                .orTimeout(1, TimeUnit.MINUTES);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + "/" + path);
    }

    @Override
    public void close() {
        main.stop();
    }
}
