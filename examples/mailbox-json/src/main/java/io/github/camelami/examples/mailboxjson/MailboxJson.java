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

import io.github.camelami.simulator.SimulatedPbx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/mailbox.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX, sends requests to the routes, and prints their answers.
 */
public final class MailboxJson {

    private MailboxJson() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(100))
                .talkTime(Duration.ofMinutes(1))
                .http()
                .start()) {
            pbx.data().mailbox("123", 0, 2, 1);
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.setProperty("ami.httpPort", Integer.toString(pbx.http().port()));
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    pbx.placeCalls(1, 1);
                    ask();
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void ask() {
        HttpClient client = HttpClient.newHttpClient();
        String port = System.getProperty("web.port", "8080");
        for (String question : List.of("mailboxes/123", "channels")) {
            for (String connection : List.of("tcp", "rawman", "mxml", "digest")) {
                URI uri = URI.create("http://localhost:" + port + "/" + connection + "/" + question);
                try {
                    System.out.println(uri + "\n  "
                            + client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                                    .body());
                } catch (Exception e) {
                    throw new IllegalStateException(uri + " does not answer", e);
                }
            }
        }
    }
}
