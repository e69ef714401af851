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
import io.github.camelami.transform.Schemas;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The ids of CloudEvents by two sessions, as two programs that watch one PBX have them. */
class CloudEventsAsteriskIT extends OnAsterisk {
    private static final int CALLS = 5;

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN, Access.HTTP_MXML);
    }

    private final List<Message> events = new CopyOnWriteArrayList<>();
    private final List<Message> calls = new CopyOnWriteArrayList<>();
    private final List<Message> eventsBeside = new CopyOnWriteArrayList<>();
    private final List<Message> callsBeside = new CopyOnWriteArrayList<>();

    @Test
    void L7_anEventAndACallHaveTheSameIdsInEachSession() throws Exception {
        AmiConfiguration beside = new AmiConfiguration();
        Access.TCP.configure(beside, asterisk);
        beside.setUsername("admin");
        beside.setSecret("admin-secret");
        beside.setKeepAliveInterval(19_000);
        camel.getRegistry().bind("beside", beside);
        consume("pbx", events, calls);
        consume("beside", eventsBeside, callsBeside);

        startCalls(CALLS, 101);
        soon().until(() -> ownChannels().size() >= 2 * CALLS);
        hangUpOwnCalls();

        soon().until(() -> calls.size() == CALLS && callsBeside.size() == CALLS);
        assertThat(ids(calls)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(callsBeside));
        soon().untilAsserted(() -> assertThat(ids(events)).containsExactlyInAnyOrderElementsOf(ids(eventsBeside)));
        assertThat(ids(events)).hasSizeGreaterThan(10 * CALLS).doesNotHaveDuplicates();
        assertThat(events).allSatisfy(event -> Schemas.assertValid("AmiEvent", event.getBody(String.class)));
        assertThat(calls).allSatisfy(call -> Schemas.assertValid("AmiCall", call.getBody(String.class)));
    }

    @Test
    void L7_aUserEventWithFieldsOfItsOwnHasTheSameIdOverTcpAndHttp() throws Exception {
        for (Access way : Access.values()) {
            AmiConfiguration connection = new AmiConfiguration();
            way.configure(connection, asterisk);
            connection.setUsername("admin");
            connection.setSecret("admin-secret");
            camel.getRegistry().bind("by" + way, connection);
            route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:by" + way + "?events=user&match.UserEvent=" + own)
                            .transformDataType("ami:application-cloudevents")
                            .process(exchange -> events.add(exchange.copy().getMessage()));
                }
            });
        }
        plain.ask("UserEvent", "UserEvent: " + own, "OrderId: 4711", "Order-Id: a", "order.id: b", "_x: 1", "1st: 2");
        soon().until(() -> events.size() == Access.values().length);
        assertThat(ids(events).stream().distinct()).hasSize(1);
    }

    private void consume(String name, List<Message> ofEvents, List<Message> ofCalls) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:" + name + "?events=call&match.Channel=.*@" + own + "-.*")
                        .transformDataType("ami:application-cloudevents")
                        .process(exchange -> ofEvents.add(exchange.copy().getMessage()));
                from("ami:" + name + "?emit=calls")
                        .filter(simple("${body.channel} contains '@" + own + "-'"))
                        .transformDataType("ami:application-cloudevents")
                        .process(exchange -> ofCalls.add(exchange.copy().getMessage()));
            }
        });
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream()
                .map(message -> message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, String.class))
                .toList();
    }
}
