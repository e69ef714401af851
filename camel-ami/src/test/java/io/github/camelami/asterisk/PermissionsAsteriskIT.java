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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users that may not do or see everything. */
class PermissionsAsteriskIT extends OnAsterisk {
    private final List<AmiEvent> events = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limited  | QueuePause         | agent",
                "callonly | Hangup             | system,call",
                "callonly | Originate          | originate",
                "none     | CoreShowChannels   | system,reporting",
                "noevents | UserEvent          | user",
            })
    void C13_permissionDeniedIsRefusedNamingTheClass(String user, String action, String classes) {
        camel.getRegistry().bind("pbx", connection(user));

        Exchange refused = send("action=" + action, Map.of());

        assertThat(refused.getException(AmiException.Refused.class))
                .hasMessageContaining(action)
                .hasMessageEndingWith(
                        "Permission denied; user " + user + " needs one of these classes in write: " + classes);
    }

    @Test
    void aUserWhoSeesCallsAloneGetsThoseThoughMoreIsAskedFor() throws Exception {
        camel.getRegistry().bind("pbx", connection("callonly"));
        listen("events=call,security,user,dialplan");
        startCallBeside();

        soon().until(() -> events.stream().anyMatch(event -> event.name().equals("Newchannel")));
        assertThat(events.stream().map(event -> event.privileges().get(0)).collect(Collectors.toSet()))
                .isEqualTo(Set.of("call"));
    }

    @Test
    void aUserWhoSeesNothingGetsAStartedRouteAndAnswers() throws Exception {
        camel.getRegistry().bind("pbx", connection("none"));
        listen("events=call");
        startCallBeside();
        hangUpOwnCalls();

        assertThat(send("action=Ping", null).getException()).isNull();
        assertThat(events).isEmpty();
    }

    @Test
    void withoutReadCallTheOutcomeOfACallIsATimeoutThatSaysWhatIsMissing() {
        camel.getRegistry().bind("pbx", connection("noevents"));
        Exchange call = template.request("ami:pbx?action=Originate&field.Timeout=500", exchange -> {
            exchange.getMessage().setHeader("CamelAmiTimeout", 500);
            exchange.getMessage().setBody(Map.of("Channel", dial(113), "Application", "Wait", "Data", "1"));
        });

        assertThat(call.getException(AmiException.TimedOut.class)).hasMessageContaining("needs read=call");
    }

    @Test
    void withoutReadCallACallCanBeStartedWithoutWaitingForItsOutcome() {
        camel.getRegistry().bind("pbx", connection("noevents"));
        Exchange call = send(
                "action=Originate&awaitOutcome=false",
                Map.of("Channel", dial(113), "Application", "Wait", "Data", "1"));

        assertThat(call.getMessage().getHeader("CamelAmiMessage")).isEqualTo("Originate successfully queued");
    }

    private void startCallBeside() throws Exception {
        plain.ask("Originate", "Channel: " + dial(113), "Application: Wait", "Data: 1", "Async: true");
    }

    private void listen(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?" + options)
                        .process(exchange -> events.add(exchange.getMessage().getBody(AmiEvent.class)));
            }
        });
    }
}
