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
package io.github.camelami;

import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Clients for AMI over HTTP, as a session gets them. */
abstract class HttpClientTestSupport {
    final DefaultCamelContext context = new DefaultCamelContext();
    final AmiConfiguration configuration = new AmiConfiguration();

    @BeforeEach
    void configure() {
        configuration.setTransport(AmiTransportType.http);
        configuration.setHost("127.0.0.1");
        configuration.setUsername("admin");
        configuration.setSecret("secret");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    AmiHttpClients clients(Map<String, Object> options) {
        return clients(options, null);
    }

    AmiHttpClients clients(Map<String, Object> options, SSLContext tls) {
        configuration.setTls(tls != null);
        configuration.setHttp(options);
        return new AmiHttpClients(context, new ConnectionSettings("pbx", configuration), tls, AmiHttpClients.KEPT);
    }

    /** The status and text of the answer to an action. */
    String post(CloseableHttpClient client) throws IOException {
        HttpPost post = new HttpPost(new ConnectionSettings("pbx", configuration).server() + "/rawman");
        post.setEntity(new StringEntity("action=Ping&secret=canary-4711"));
        return client.execute(post, response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
    }
}
