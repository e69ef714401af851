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
import io.github.camelami.message.AmiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** One session for all that use the same connection. */
class SharingAsteriskIT extends OnAsterisk {
    private final List<AmiEvent> calls = new CopyOnWriteArrayList<>();
    private final List<AmiEvent> userEvents = new CopyOnWriteArrayList<>();
    private final List<AmiResponse> answers = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.values());
    }

    @Test
    void twoConsumersAndAProducerMakeOneLogin() throws Exception {
        String user = ownUser();
        camel.getRegistry().bind("pbx", connection(user));
        try (PlainClient security = asterisk.connect().login("admin", "security")) {
            security.collect();
            route(collecting("call", calls));
            route(collecting("user", userEvents));
            route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:dial").to("ami:pbx?action=Originate");
                }
            });
            template.requestBody("direct:dial", Map.of("Channel", dial(112), "Application", "Wait", "Data", "1"));

            soon().until(() -> named("Hangup", calls) && named("UserEvent", userEvents));
            assertThat(sessionsOf(user)).isEqualTo(1);
            // by digest no login is reported
            assertThat(logins(user, security)).isEqualTo(access.isDigest() ? 0 : 1);
        }
        assertThat(classes(calls)).containsExactly("call");
        assertThat(classes(userEvents)).containsExactly("user");

        camel.stop();

        soon().until(() -> sessionsOf(user) == 0);
    }

    @Test
    void aProducerInsideTheConsumersOwnRouteGetsItsAnswer() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&match.UserEvent=" + own)
                        .to("ami:pbx?action=CoreStatus")
                        .process(exchange -> answers.add(exchange.getMessage().getBody(AmiResponse.class)));
            }
        });

        for (int i = 0; i < 50; i++) {
            plain.ask("UserEvent", "UserEvent: " + own, "Number: " + i);
        }

        soon().until(() -> answers.size() == 50);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).containsKey("CoreCurrentCalls"));
    }

    @Test
    void aConsumerThatComesLaterGetsItsEventsOnTheSameSession() throws Exception {
        route(collecting("user", userEvents));
        startCalls(1, 112);
        soon().until(() -> named("UserEvent", userEvents));
        route(collecting("call", calls));
        startCalls(1, 112);

        soon().until(() -> named("Newchannel", calls));
        assertThat(calls).allMatch(event -> event.epoch() == 1);
        assertThat(userEvents).allMatch(event -> event.epoch() == 1);
    }

    private static RouteBuilder collecting(String classes, List<AmiEvent> events) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=" + classes)
                        .process(exchange -> events.add(exchange.getMessage().getBody(AmiEvent.class)));
            }
        };
    }

    private boolean named(String name, List<AmiEvent> events) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .anyMatch(event -> event.name().equals("UserEvent")
                        || event.getOrDefault("Channel", "").contains("@" + own + "-"));
    }

    private static long logins(String user, PlainClient security) {
        return security.collected().stream()
                .filter(event -> event.startsWith("Event: SuccessfulAuth\r\n"))
                .filter(event -> event.contains("AccountID: " + user + "\r\n"))
                .count();
    }

    private static Set<String> classes(List<AmiEvent> events) {
        return Set.copyOf(
                events.stream().map(event -> event.privileges().get(0)).toList());
    }
}
