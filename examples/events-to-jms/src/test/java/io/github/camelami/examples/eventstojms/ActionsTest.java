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
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedPbx;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionsTest {
    private static final Map<String, String> CALL =
            Map.of("Action", "Originate", "Channel", "Local/100@test", "Application", "Answer");

    @AutoClose
    private static final SimulatedPbx pbx = SimulatedPbx.start();

    @AutoClose
    private static Running example;

    @AutoClose
    private OtherApplication application;

    @BeforeAll
    static void start() throws Exception {
        example = new Running(Map.of("ami.host", pbx.host(), "ami.port", pbx.port()));
    }

    @BeforeEach
    void connect() {
        application = example.application();
        awaitSession();
        pbx.forgetReceived();
    }

    @AfterEach
    void clearFaults() {
        pbx.clearFaults();
    }

    @Test
    void aMapMessageIsAnsweredByOne() throws Exception {
        Message answer = application.ask(CALL);

        assertThat(answer).isInstanceOf(MapMessage.class);
        assertResult(answer, "Success", "ANSWERED");
        assertThat(answer.getBody(Map.class)).containsEntry("Event", "OriginateResponse");
        assertThat(pbx.received("Originate")).singleElement().satisfies(sent -> assertThat(sent.field("Channel"))
                .isEqualTo("Local/100@test"));
    }

    @Test
    void jsonIsAnsweredByJson() throws Exception {
        Message answer = application.ask("""
            {"Action": "Originate", "Channel": "Local/100@test", "Application": "Answer",
             "Variable": {"ORDER": "4711", "AREA": "a,b"}}\
            """);

        assertThat(answer).isInstanceOf(TextMessage.class);
        assertResult(answer, "Success", "ANSWERED");
        assertThat(answer.getBody(String.class)).startsWith("{").contains("\"Event\":\"OriginateResponse\"");
        assertThat(pbx.received("Originate")).singleElement().satisfies(sent -> assertThat(sent.values("Variable"))
                .containsExactlyInAnyOrder("ORDER=4711", "AREA=a\\,b"));
    }

    @Test
    void whatThePbxRefusesIsAnsweredInItsWords() throws Exception {
        Message answer = application.ask(Map.of("Action", "Hangup", "Channel", "PJSIP/nobody"));

        assertResult(answer, "Refused", null);
        assertThat(answer.getBody(Map.class)).containsEntry("Message", "No such channel");
    }

    @Test
    void whatIsNotAllowedIsRefusedAndNotSent() throws Exception {
        assertResult(application.ask(Map.of("Action", "Command", "Command", "core stop now")), "Refused", null);
        assertResult(
                application.ask(Map.of(
                        "Action", "Originate", "Channel", "Local/1@test", "Application", "System", "Data", "reboot")),
                "Refused",
                null);
        assertThat(pbx.received()).isEmpty();
    }

    @Test
    void textThatIsNoActionIsRefused() throws Exception {
        assertResult(application.ask("call me"), "Refused", null);
        assertResult(application.ask("[\"Originate\"]"), "Refused", null);
        assertResult(application.ask("null"), "Refused", null);
        assertResult(application.ask("{}"), "Refused", null);
    }

    @Test
    void withoutASessionAnActionIsNotSent() throws Exception {
        pbx.stopListening();
        pbx.disconnectAll();

        assertResult(application.ask(CALL), "NotSent", null);

        pbx.startListening();
        awaitSession();
        assertThat(pbx.received("Originate")).isEmpty();
    }

    @Test
    void anActionWhoseAnswerIsLostIsUnknownAndNotRepeated() throws Exception {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.FIN));

        assertResult(application.ask(CALL), "OutcomeUnknown", null);

        awaitSession();
        assertThat(pbx.received("Originate")).hasSize(1);
    }

    @Test
    void aMessageThatComesAgainIsNotRepeated() throws Exception {
        pbx.faultNext("Originate", Fault.neverAnswer());
        application.tell(CALL, "answers");
        await().until(() -> pbx.received("Originate").size() == 1);

        example.cutConnections();

        try (OtherApplication again = example.application()) {
            Message answer = again.next("answers");
            assertResult(answer, "OutcomeUnknown", null);
            assertThat(answer.getBody(Map.class).get("Message").toString()).startsWith("not repeated");
        }
        assertThat(pbx.received("Originate")).hasSize(1);
        pbx.disconnectAll();
    }

    private void awaitSession() {
        await().atMost(Duration.ofSeconds(30)).until(() -> pbx.sessions() == 1);
    }

    private static void assertResult(Message answer, String result, String outcome) throws JMSException {
        assertThat(answer.getStringProperty("result")).isEqualTo(result);
        assertThat(answer.getStringProperty("outcome")).isEqualTo(outcome);
    }
}
