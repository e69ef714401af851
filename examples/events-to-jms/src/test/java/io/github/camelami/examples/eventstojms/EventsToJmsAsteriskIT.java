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
package io.github.camelami.examples.eventstojms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.Map;

class EventsToJmsAsteriskIT {
    private static final Path MANAGER_CONF = Path.of("manager.conf");
    private static final Map<String, String> CALL =
            Map.of("Action", "Originate", "Channel", "Local/113@test", "Application", "Wait", "Data", "1");

    @EachAsterisk
    void callsOnARealAsteriskAreAnsweredAndSeen(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, MANAGER_CONF);
                Running example = running(user);
                OtherApplication application = example.application()) {
            Message answer = application.ask(CALL);
            assertThat(answer.getStringProperty("outcome")).isEqualTo("ANSWERED");
            String call = answer.getBody(Map.class).get("Uniqueid").toString();
            awaitEvent(application, "pbx.events.map", call, "Newchannel");
            awaitEvent(application, "pbx.events.map", call, "Hangup");
            awaitEvent(application, "pbx.events.json", call, "Hangup");

            assertThat(application
                            .ask("{\"Action\": \"Hangup\", \"Channel\": \"Local/nobody\"}")
                            .getBody(String.class))
                    .contains("No such channel");
        }
    }

    @EachAsterisk
    void J1_withAClassLessItIsRefused(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, MANAGER_CONF, "originate");
                Running example = running(user);
                OtherApplication application = example.application()) {
            Message answer = application.ask(CALL);
            assertThat(answer.getStringProperty("result")).isEqualTo("Refused");
            assertThat(answer.getBody(Map.class)).containsEntry("Message", "Permission denied");
        }
    }

    private static Running running(ManagerUser user) throws Exception {
        return new Running(Map.of(
                "ami.host", user.asterisk().host(),
                "ami.port", user.asterisk().port(),
                "ami.username", user.name(),
                "ami.secret", user.secret()));
    }

    private static void awaitEvent(OtherApplication application, String queue, String call, String name)
            throws JMSException {
        Message event;
        do {
            event = application.next(queue);
            assertThat(event).as("%s of call %s in %s", name, call, queue).isNotNull();
        } while (!event.getStringProperty("event").equals(name)
                || !event.getStringProperty("JMSXGroupID").equals("pbx/" + call));
    }
}
