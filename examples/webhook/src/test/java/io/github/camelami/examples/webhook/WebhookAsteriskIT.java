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
package io.github.camelami.examples.webhook;

import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.io.TempDir;

class WebhookAsteriskIT {
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final Main main = new Main();

    @TempDir
    private Path files;

    @EachAsterisk
    void theCallsOfARealAsteriskArePosted(String version) throws Exception {
        String call = UUID.randomUUID().toString();
        Receiver receiver = new Receiver(0, delivery -> {
            posted.add(delivery.body());
            return 204;
        });
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            main.addOverrideProperty("ami.host", user.asterisk().host());
            main.addOverrideProperty(
                    "ami.port", Integer.toString(user.asterisk().port()));
            main.addOverrideProperty("ami.username", user.name());
            main.addOverrideProperty("ami.secret", user.secret());
            main.addOverrideProperty("webhook.url", "http://127.0.0.1:" + receiver.port() + "/calls");
            main.addOverrideProperty("webhook.outbox", files.resolve("outbox").toString());
            main.addOverrideProperty(
                    "webhook.deadLetters", files.resolve("dead").toString());
            main.start();
            awaitPosted("\"Event\":\"Connected\"", "");

            user.admin(
                    "Originate",
                    Map.of("Channel", "Local/113@test", "ChannelId", call, "Application", "Wait", "Data", "1"));

            awaitPosted("\"state\":\"ENDED\"", call);
        } finally {
            main.stop();
            receiver.stop();
        }
    }

    private void awaitPosted(String what, String call) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> posted.stream().anyMatch(body -> body.contains(what) && body.contains(call)));
    }
}
