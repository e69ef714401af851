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
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Much at a time: actions beside events on one session, and a server that is busy with what nobody wants. */
class HttpLoadAsteriskIT extends OnAsterisk {
    private static final int ACTIONS = 200;
    private static final int WANTED = 25;

    private final List<AmiEvent> routed = new CopyOnWriteArrayList<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.HTTP_RAWMAN, Access.HTTP_MXML, Access.HTTP_DIGEST_RAWMAN, Access.HTTP_DIGEST_MXML);
    }

    @Test
    void eachOf200ParallelActionsGetsItsAnswerBesideEventsOnASessionThatMustBeTheOnlyOne() throws Exception {
        String user = ownUser("allowmultiplelogin = no");
        camel.getRegistry().bind("pbx", connection(user));
        listen();
        try (PlainClient flood = asterisk.connect().login("admin", "off").collect()) {
            List<CompletableFuture<Exchange>> answers = new ArrayList<>();
            for (int i = 0; i < ACTIONS; i++) {
                flood.send("Action: UserEvent\r\nUserEvent: " + own + "\r\nNumber: " + i + "\r\n\r\n");
                Map<String, String> question = Map.of("Variable", own + i);
                answers.add(template.asyncSend("ami:pbx?action=Getvar", exchange -> exchange.getMessage()
                        .setBody(question)));
            }
            assertThat(sessionsOf(user)).isEqualTo(1);
            for (int i = 0; i < ACTIONS; i++) {
                Exchange answer = answers.get(i).get(30, TimeUnit.SECONDS);
                assertThat(body(answer, AmiResponse.class)).containsEntry("Variable", own + i);
            }
        }
        soon().until(() -> routed.size() >= ACTIONS);
        assertThat(routed.stream().map(event -> Integer.valueOf(event.get("Number"))))
                .containsExactlyElementsOf(IntStream.range(0, ACTIONS).boxed().toList());
        assertThat(routed).allMatch(event -> event.epoch() == 1);
        assertThat(sessionsOf(user)).isEqualTo(1);
    }

    @Test
    void aServerBusyWithUnwantedEventsIsPolledAtMost20TimesPerSecondAndAWantedOneComesWithin150Ms() throws Exception {
        try (Nginx nginx = Nginx.before(asterisk);
                PlainClient flood = asterisk.connect().login("admin", "off").collect()) {
            AmiConfiguration behind = connection("admin");
            behind.setPort(nginx.port());
            behind.setHttpPath("/ajam");
            camel.getRegistry().bind("pbx", behind);
            listen();

            int before = polls(nginx);
            long began = System.nanoTime();
            List<Long> delays = new ArrayList<>();
            for (int i = 0; i < WANTED; i++) {
                // no two times the same, as an arrival is the beginning of a delay between polls
                for (int unwanted = 0; unwanted < 10 + i; unwanted++) {
                    flood.send("Action: Setvar\r\nVariable: " + own + "\r\nValue: 1\r\n\r\n");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                }
                long sent = System.nanoTime();
                flood.send("Action: UserEvent\r\nUserEvent: " + own + "\r\nNumber: " + i + "\r\n\r\n");
                int arrived = i + 1;
                soon().pollInterval(Duration.ofMillis(2)).until(() -> arrivals.size() >= arrived);
                delays.add(arrivals.get(i) - sent);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double pollsPerSecond = (polls(nginx) - before) / seconds;
            long median = delays.stream().sorted().skip(WANTED / 2).findFirst().orElseThrow();

            assertThat(pollsPerSecond).isBetween(5.0, 20.5);
            assertThat(TimeUnit.NANOSECONDS.toMillis(median)).isLessThan(150);
            camel.stop();
        }
    }

    private static int polls(Nginx nginx) throws Exception {
        return (int) nginx.requests().stream().filter(Nginx.Request::isPoll).count();
    }

    private void listen() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&match.UserEvent=" + own).process(exchange -> {
                    arrivals.add(System.nanoTime());
                    routed.add(exchange.getMessage().getBody(AmiEvent.class));
                });
            }
        });
    }
}
