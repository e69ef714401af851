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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** A server that restarts, which ends every session and call on it; so this runs last. */
@Order(Integer.MAX_VALUE)
class RestartAsteriskIT extends OnAsterisk {
    private final List<String> routed = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN, Access.HTTP_DIGEST_MXML);
    }

    @Test
    void O3_theSnapshotOfAPbxThatHasJustBeenStartedIsGivenOnce() throws Exception {
        AmiConfiguration patient = connection("admin");
        patient.setReconnectDelay(10);
        patient.setMaxReconnectDelay(100);
        camel.getRegistry().bind("pbx", patient);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=system&snapshot=QueueStatus&notices=true")
                        .filter(header("CamelAmiSnapshot").isNotNull())
                        .process(exchange -> routed.add(exchange.getMessage().getHeader("CamelAmiEpoch") + " "
                                + exchange.getMessage().getHeader("CamelAmiEventName") + " "
                                + exchange.getMessage().getBody(Map.class).get("Queue")));
            }
        });
        soon().until(() -> routed.contains("1 QueueParams sales"));

        plain.close();
        server("restart");

        // a PBX that is starting may end its first session again
        soon().until(() -> routed.stream().anyMatch(each -> each.matches("[2-9] QueueParams sales")));
        plain = asterisk.connect().login("admin", "off");
        assertThat(send("action=Ping", null).getException()).isNull();
        assertThat(routed).filteredOn(each -> each.contains("QueueParams")).doesNotHaveDuplicates();
    }

    @Test
    void D5_aRouteThatReceivesCallsIsToldOfTheRestartAndNoCallLastsOverIt() throws Exception {
        AmiConfiguration patient = connection("admin");
        patient.setReconnectDelay(2_000);
        patient.setMaxReconnectDelay(2_000);
        camel.getRegistry().bind("pbx", patient);
        List<AmiCall> calls = new CopyOnWriteArrayList<>();
        List<AmiEvent> notices = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?emit=callProgress&notices=true").process(exchange -> {
                    if (exchange.getMessage().getBody() instanceof AmiCall call) {
                        calls.add(call);
                    } else {
                        notices.add(exchange.getMessage().getBody(AmiEvent.class));
                    }
                });
            }
        });
        plain.ask("Originate", "Channel: " + dial(115), "Application: Wait", "Data: 60", "Async: true");
        soon().until(() -> !calls.isEmpty());
        String id = calls.get(0).id();

        plain.close();
        server("kill");
        server("start");

        AmiCall ended = soon().until(
                        () -> calls.stream()
                                .filter(call -> call.id().equals(id) && call.state() == CallState.ENDED)
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        soon().until(() -> notices.size() == 4);
        assertThat(ended.end()).isEqualTo(CallEnd.PBX_RESTART);
        plain = asterisk.connect().login("admin", "off");
        AmiEvent gap = notices.get(3);
        assertThat(gap).containsEntry("Event", "Gap").containsEntry("Restarted", "true");
        assertThat(notices.get(0).get("Started")).isNotEmpty();
        long lost = Instant.parse(gap.get("From")).toEpochMilli();
        assertThat(ended.endedAt()).isLessThanOrEqualTo(lost + 100);
    }

    @Test
    void A7_aRestartIsNoticedWithAGapAndTheRouteGoesOn() throws Exception {
        AmiConfiguration patient = connection("admin");
        patient.setReconnectDelay(200);
        patient.setMaxReconnectDelay(200);
        camel.getRegistry().bind("pbx", patient);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&notices=true&match.UserEvent=" + own)
                        .transform(simple("${header.CamelAmiEventName} ${header.CamelAmiEpoch}"))
                        .process(exchange -> routed.add(exchange.getMessage().getBody(String.class)));
            }
        });
        plain.ask("UserEvent", "UserEvent: " + own);
        soon().until(() -> routed.contains("UserEvent 1"));

        plain.close();
        server("restart");

        soon().until(() -> routed.contains("Gap 2"));
        plain = asterisk.connect().login("admin", "off");
        plain.ask("UserEvent", "UserEvent: " + own);
        soon().until(() -> routed.contains("UserEvent 2"));
        assertThat(routed)
                .containsExactly("Connected 1", "UserEvent 1", "Disconnected 1", "Connected 2", "Gap 2", "UserEvent 2");
        assertThat(send("action=Ping", null).getException()).isNull();
    }
}
