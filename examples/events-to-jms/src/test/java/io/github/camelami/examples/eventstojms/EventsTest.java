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

import io.github.camelami.simulator.SimulatedPbx;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final int EVENTS = 30;

    @AutoClose
    private final SimulatedPbx pbx = SimulatedPbx.start();

    @AutoClose
    private Running example;

    @BeforeEach
    void start() throws Exception {
        example = new Running(Map.of("ami.host", pbx.host(), "ami.port", pbx.port()));
        try (OtherApplication application = example.application()) {
            // answered behind the event mask, which the session asks for as its consumer starts
            application.ask(Map.of("Action", "Hangup", "Channel", "PJSIP/nobody"));
            for (String queue : List.of("pbx.events.map", "pbx.events.json")) {
                assertThat(application.next(queue).getStringProperty("event")).isEqualTo("Connected");
            }
        }
    }

    @Test
    void eachIsAMapMessageAndJsonInTheOrderOfThePbx() throws Exception {
        emit();
        try (OtherApplication application = example.application()) {
            for (int i = 0; i < EVENTS; i++) {
                Message map = application.next("pbx.events.map");
                assertThat(map).isInstanceOf(MapMessage.class);
                assertThat(map.getBody(Map.class))
                        .containsEntry("Number", String.valueOf(i))
                        .containsEntry("Cause-txt", "Normal Clearing");
                assertProperties(map, i);
                Message json = application.next("pbx.events.json");
                assertThat(json).isInstanceOf(TextMessage.class);
                assertThat(json.getBody(String.class)).contains("\"Number\":\"" + i + "\"");
                assertProperties(json, i);
            }
        }
    }

    @Test
    void theyWaitInOrderForABrokerThatIsDown() throws Exception {
        example.stopBroker();
        emit();
        example.awaitRedelivery();
        example.startBroker();
        try (OtherApplication application = example.application()) {
            for (int i = 0; i < EVENTS; i++) {
                assertThat(application.next("pbx.events.map").getBody(Map.class))
                        .containsEntry("Number", String.valueOf(i));
            }
        }
    }

    private void emit() {
        for (int i = 0; i < EVENTS; i++) {
            pbx.emit(Map.of(
                    "Event", "Hangup",
                    "Privilege", "call,all",
                    "Linkedid", "17." + i % 3,
                    "Cause-txt", "Normal Clearing",
                    "Number", i));
        }
    }

    private static void assertProperties(Message message, int number) throws JMSException {
        assertThat(message.getStringProperty("pbx")).isEqualTo("pbx");
        assertThat(message.getStringProperty("event")).isEqualTo("Hangup");
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("pbx/17." + number % 3);
    }
}
