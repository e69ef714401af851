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

import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/click-to-call.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX, requests some calls, and prints the answers.
 */
public final class ClickToCall {

    private ClickToCall() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.setProperty("api.key", UUID.randomUUID().toString());
            System.setProperty("call.timeout", "1000");
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    List.of("100", "102", "103", "104", "100&Local/1")
                            .forEach(phone -> ask("{\"from\":\"" + phone + "\",\"to\":\"0301234\"}"));
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void ask(String call) {
        URI uri = URI.create("http://localhost:" + System.getProperty("web.port", "8080") + "/calls");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("X-API-Key", System.getProperty("api.key"))
                .POST(BodyPublishers.ofString(call))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            System.out.println(call + " -> " + answer.statusCode() + " " + answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(uri + " does not answer", e);
        }
    }
}
