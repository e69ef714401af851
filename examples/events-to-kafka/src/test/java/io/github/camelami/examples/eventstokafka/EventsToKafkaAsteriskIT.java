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
package io.github.camelami.examples.eventstokafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.ManagerUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventsToKafkaAsteriskIT {
    private static final Path MANAGER_CONF = Path.of("manager.conf");

    @Test
    void callsOfTwoRealServersWithTheSameIdHaveKeysOfTheirOwn() throws Exception {
        String call = UUID.randomUUID().toString();
        Main main = new Main();
        try (ManagerUser north = new ManagerUser("22.11", MANAGER_CONF);
                ManagerUser south = new ManagerUser("16", MANAGER_CONF);
                EmbeddedKafka kafka = new EmbeddedKafka().withTopic("pbx-events");
                PlainConsumer consumer = new PlainConsumer(kafka.brokers(), "pbx-events")) {
            main.addInitialProperty("kafka.brokers", kafka.brokers());
            use("north", north, main);
            use("south", south, main);
            main.start();
            try {
                placeCall(north, call);
                placeCall(south, call);

                Map<String, List<String>> events = new HashMap<>();
                while (!hasEnded(events, "north/" + call) || !hasEnded(events, "south/" + call)) {
                    ConsumerRecord<String, String> event = consumer.next();
                    events.computeIfAbsent(event.key(), key -> new ArrayList<>())
                            .add(PlainConsumer.header(event, "event"));
                }
                assertThat(events.get("north/" + call)).containsSubsequence("Newchannel", "Newstate", "Hangup");
                assertThat(events.get("south/" + call)).containsSubsequence("Newchannel", "Newstate", "Hangup");
            } finally {
                main.stop();
            }
        }
    }

    private static void use(String name, ManagerUser user, Main main) {
        main.addInitialProperty(name + ".host", user.asterisk().host());
        main.addInitialProperty(name + ".port", Integer.toString(user.asterisk().port()));
        main.addInitialProperty(name + ".username", user.name());
        main.addInitialProperty(name + ".secret", user.secret());
    }

    private static void placeCall(ManagerUser user, String id) throws Exception {
        user.admin(
                "Originate", Map.of("Channel", "Local/113@test", "ChannelId", id, "Application", "Wait", "Data", "1"));
    }

    private static boolean hasEnded(Map<String, List<String>> events, String key) {
        return events.getOrDefault(key, List.of()).contains("Hangup");
    }
}
