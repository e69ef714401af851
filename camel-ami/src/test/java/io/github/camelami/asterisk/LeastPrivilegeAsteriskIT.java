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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConstants;
import io.github.camelami.AmiConsumer;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The users that docs/security.md shows can do what they are for, and with one class less they cannot. */
class LeastPrivilegeAsteriskIT extends OnAsterisk {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void J1_eventsConf() throws Exception {
        documentedUser("events.conf", "", "");
        listen("events=call");
        callBeside();
        soon().until(() -> events.contains("Newchannel"));
        assertThat(send("action=Hangup", Map.of("Channel", "x")).getException())
                .isInstanceOf(AmiException.Refused.class);
    }

    @Test
    void J1_eventsConfWithoutCallGetsNoEvent() throws Exception {
        documentedUser("events.conf", "read = call", "read =");
        listen("events=call");
        try (PlainClient witness = asterisk.connect().login("admin", "call").collect()) {
            callBeside();
            soon().until(() ->
                    witness.collected().stream().anyMatch(event -> event.startsWith("Event: Newchannel\r\n")));
        }
        // the answer comes after all events of the same connection
        assertThat(send("action=Ping", null).getException()).isNull();
        AmiConsumer consumer = (AmiConsumer) camel.getRoutes().get(0).getConsumer();
        assertThat(consumer.getReceived()).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void J1_callsConf() throws Exception {
        documentedUser("calls.conf", "", "");
        assertThat(originate().getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
    }

    @Test
    void J1_callsConfWithoutOriginateIsRefused() throws Exception {
        documentedUser("calls.conf", "write = originate", "write =");
        assertThat(originate().getException(AmiException.Refused.class)).hasMessageEndingWith("in write: originate");
    }

    @Test
    void J1_callsConfWithoutCallLearnsNoOutcome() throws Exception {
        documentedUser("calls.conf", "read = call", "read =");
        assertThat(originate().getException(AmiException.TimedOut.class)).hasMessageContaining("needs read=call");
    }

    @Test
    void J1_queuesConf() throws Exception {
        documentedUser("queues.conf", "", "");
        listen("events=agent&snapshot=QueueStatus&notices=true");
        soon().until(() -> events.contains("QueueParams"));
        assertThat(pause().getException()).isNull();
        soon().until(() -> events.contains("QueueMemberPause"));
        pauseNot();
    }

    @Test
    void J1_queuesConfWithoutAgentIsRefused() throws Exception {
        documentedUser("queues.conf", "write = agent,reporting", "write = reporting");
        assertThat(pause().getException(AmiException.Refused.class)).hasMessageEndingWith("in write: agent");
    }

    @Test
    void J1_queuesConfWithoutReportingCannotTellARestart() throws Exception {
        documentedUser("queues.conf", "write = agent,reporting", "write = agent");
        assertThat(send("action=CoreStatus", null).getException(AmiException.Refused.class))
                .hasMessageEndingWith("in write: system,reporting");
    }

    @Test
    void J1_queuesCallsConf() throws Exception {
        documentedUser("queues-calls.conf", "", "");
        listen("emit=queues");
        listen("events=call,agent&snapshot=QueueStatus");
        soon().until(() -> events.contains("QueueParams"));
        assertThat(originate().getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        assertThat(pause().getException()).isNull();
        soon().until(() -> events.contains("QueueMemberPause"));
        pauseNot();
        assertThat(send("action=CoreStatus", null).getException()).isNull();
    }

    /** Makes the user of a documented file, in this test's name and for this machine; one line may read otherwise. */
    private void documentedUser(String file, String line, String other) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/manager", file)).stream()
                .map(each -> each.equals(line) ? other : each)
                .filter(each -> !each.startsWith("[") && !each.startsWith("secret"))
                .map(each -> each.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : each)
                .toList();
        assertThat(line.isEmpty() || lines.contains(other)).isTrue();
        String user = ownUserWith(lines);
        camel.getRegistry().bind("pbx", connection(user));
    }

    private void listen(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?" + options)
                        .process(exchange ->
                                events.add(exchange.getMessage().getHeader(AmiConstants.EVENT_NAME, String.class)));
            }
        });
    }

    private void callBeside() throws IOException {
        plain.ask("Originate", "Channel: " + dial(113), "Application: Wait", "Data: 1", "Async: true");
    }

    private Exchange originate() {
        return template.request("ami:pbx?action=Originate&field.Timeout=5000", exchange -> {
            exchange.getMessage().setHeader(AmiConstants.TIMEOUT, 1_000);
            exchange.getMessage().setBody(Map.of("Channel", dial(113), "Application", "Wait", "Data", "1"));
        });
    }

    private Exchange pause() {
        return send("action=QueuePause", Map.of("Interface", "Local/100@test", "Paused", "true"));
    }

    private void pauseNot() {
        send("action=QueuePause", Map.of("Interface", "Local/100@test", "Paused", "false"));
    }
}
