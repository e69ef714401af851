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

import io.github.camelami.documented.FreepbxRoutes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes for FreePBX, with phones and trunks in a dialplan of its shape. */
class FreepbxRoutesAsteriskIT extends OnFreePbx {
    private static final List<String> PLAYED = List.of(
            "ring group, nobody answers",
            "follow-me, the mobile answers and does not confirm",
            "ring group, one answers and hangs up",
            "busy",
            "outbound, busy");
    private static final int BUSY_HERE = 486;

    @BeforeEach
    void startRoutes() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("call-back", "screen-pop", "presence", "queue-calls")) {
                    from("direct:" + name).convertBodyTo(String.class).to("mock:" + name);
                }
            }
        });
        route(new FreepbxRoutes());
        collect("emit=calls&callVariables=CALLNO");
    }

    private List<String> received(String mock) {
        return camel.getEndpoint("mock:" + mock, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    @Test
    void missedCallsFromTheTrunkAreToReturn() throws Exception {
        List<Played> played = play(
                scenarios().stream()
                        .filter(scenario -> PLAYED.contains(scenario.name()))
                        .toList(),
                PLAYED.size(),
                () -> 1_000,
                i -> {});
        assertThat(played).hasSameSizeAs(PLAYED);
        awaitCalls(played);

        soon().until(() -> received("call-back").size() == 2);
        assertThat(received("call-back")).allMatch(text -> text.matches("0301\\d\\d called 49\\d+: NO_ANSWER"));
        assertThat(received("screen-pop")).anyMatch(text -> text.matches("0301\\d\\d calls 49\\d+, 8\\d\\d2 rings"));
    }

    @Test
    void aClickByLocalSaysThatTheSecondPhoneWasBusy() throws Exception {
        Seat seat = seats.take();
        seat.begin("1", 1_000);
        CompletableFuture<Object> answer = template.asyncRequestBodyAndHeaders(
                "direct:click", null, Map.of("from", seat.ext(1), "to", seat.ext(2)));
        seat.phone(1).called().answer().awaitUp();
        seat.phone(2).called().refuse(BUSY_HERE);

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(seat.ext(1) + " to " + seat.ext(2) + ": BUSY");
        seat.end();
    }

    @Test
    void anAgentOfAQueueIsPaused() throws Exception {
        String agent = "Local/8001@from-queue/n";
        send("action=QueueAdd", Map.of("Queue", "4000", "Interface", agent));
        afterwards(() -> plain.ask("QueueRemove", "Queue: 4000", "Interface: " + agent));

        assertThat(template.requestBodyAndHeader("direct:pause-agent", null, "extension", "8001"))
                .isEqualTo("Interface paused successfully");
    }
}
