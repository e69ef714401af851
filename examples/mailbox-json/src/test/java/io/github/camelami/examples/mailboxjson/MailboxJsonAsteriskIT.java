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
package io.github.camelami.examples.mailboxjson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.main.Main;

class MailboxJsonAsteriskIT {

    @EachAsterisk
    void everyConnectionAnswersOnARealAsterisk(String version) throws Exception {
        AsteriskServer asterisk = AsteriskServer.version(version);
        int port = FreePort.next();
        Main main = new Main();
        main.addInitialProperty("web.port", Integer.toString(port));
        main.addInitialProperty("ami.host", asterisk.host());
        main.addInitialProperty("ami.port", Integer.toString(asterisk.port()));
        main.addInitialProperty("ami.httpPort", Integer.toString(asterisk.httpPort()));
        main.addInitialProperty("ami.secret", AsteriskServer.SECRET);
        main.start();
        try {
            for (String connection : new String[] {"tcp", "rawman", "mxml", "digest"}) {
                String url = "http://localhost:" + port + "/" + connection;
                assertThat(get(url + "/mailboxes/123").body())
                        .as(connection)
                        .matches("\\{\"mailbox\":\"123\",\"new\":[1-9]\\d*,\"old\":[1-9]\\d*}");
                assertThat(get(url + "/channels").body())
                        .as(connection)
                        .startsWith("[")
                        .endsWith("]");
                assertThat(get(url + "/mailboxes/1&action=Command").statusCode())
                        .as(connection)
                        .isEqualTo(400);
            }
        } finally {
            main.stop();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
