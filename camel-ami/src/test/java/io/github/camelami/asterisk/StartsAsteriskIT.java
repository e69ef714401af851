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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Where a route's events begin, and what a session costs of which nobody wants events, beside a busy server. */
class StartsAsteriskIT extends OnAsterisk {
    private static final int STARTS = Volume.isFull() ? 150 : 8;
    private static final int EVENTS = 10;

    /** How many events may be on their way to a route, so that a slow one loses none for lack of room. */
    private static final int AHEAD = 500;

    private final BlockingQueue<String> routed = new LinkedBlockingQueue<>();

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN, Access.HTTP_MXML, Access.HTTP_DIGEST_RAWMAN);
    }

    private void mark(String mark) throws Exception {
        plain.ask("UserEvent", "UserEvent: " + own, "Mark: " + mark);
    }

    /** The session of which nobody wants events between is kept by a producer. */
    @Test
    void O2_aRouteThatStartsGetsEverythingFromThenOnAndNothingFromBefore() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ping").to("ami:pbx?action=Ping");
                from("ami:pbx?events=user").routeId("marks").autoStartup(false).process(exchange -> {
                    Map<?, ?> event = exchange.getMessage().getBody(Map.class);
                    if (own.equals(event.get("UserEvent"))) {
                        routed.add(String.valueOf(event.get("Mark")));
                    }
                });
            }
        });
        List<String> expected =
                IntStream.range(0, EVENTS).mapToObj(String::valueOf).toList();
        try (PlainClient beside = asterisk.connect().login("admin", "user")) {
            beside.collect();
            startCalls(5, 110);
            for (int start = 0; start < STARTS; start++) {
                String before = "before " + start;
                mark(before);
                soon().until(() -> beside.collected().stream().anyMatch(text -> text.contains(before + "\r\n")));
                camel.getRouteController().startRoute("marks");
                for (String mark : expected) {
                    mark(mark);
                }
                soon().until(() -> routed.contains(String.valueOf(EVENTS - 1)));
                camel.getRouteController().stopRoute("marks");
                List<String> all = new ArrayList<>();
                routed.drainTo(all);
                assertThat(all).as("of start %d", start).isEqualTo(expected);
            }
        }
    }

    /** A stop fetches what the PBX has, beside a poll that may just have left: neither may overtake the other. */
    @Test
    void D11_stopsAmidAStreamOfEventsLoseNoneAndKeepTheOrder() throws Exception {
        List<Integer> all = Collections.synchronizedList(new ArrayList<>());
        List<Integer> some = Collections.synchronizedList(new ArrayList<>());
        Semaphore ahead = new Semaphore(AHEAD);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&match.UserEvent=" + own).process(exchange -> {
                    all.add(number(exchange));
                    ahead.release();
                });
                from("ami:pbx?events=user&match.UserEvent=" + own)
                        .routeId("stopped")
                        .autoStartup(false)
                        .process(exchange -> some.add(number(exchange)));
            }
        });
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> {
            try (PlainClient sender = asterisk.connect().login("admin", "off")) {
                int number = 0;
                for (; !enough.get(); number++) {
                    ahead.acquire();
                    sender.ask("UserEvent", "UserEvent: " + own, "Mark: " + number);
                }
                return number;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            for (int stop = 0; stop < STARTS; stop++) {
                camel.getRouteController().startRoute("stopped");
                soon().until(() -> !some.isEmpty());
                camel.getRouteController().stopRoute("stopped");
                assertThat(some)
                        .as("of stop %d", stop)
                        .isEqualTo(IntStream.range(some.get(0), some.get(0) + some.size())
                                .boxed()
                                .toList());
                some.clear();
            }
        } finally {
            enough.set(true);
        }
        int count = inTime(sent);
        soon().until(() -> all.size() >= count);
        assertThat(all).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    private static int number(Exchange exchange) {
        return Integer.parseInt(
                (String) exchange.getMessage().getBody(Map.class).get("Mark"));
    }

    /** With and without permission for the class that is the rarest. */
    @Test
    void O1_aSessionOfWhichNobodyWantsEventsFetchesNextToNothing() throws Exception {
        if (!access.isHttp()) {
            return;
        }
        for (String user : List.of("admin", "callonly")) {
            AmiConfiguration settings = connection(user);
            try (ByteCount count = ByteCount.before(settings.getHost(), settings.getPort())) {
                settings.setHost("127.0.0.1");
                settings.setPort(count.port());
                camel.getRegistry().bind(user + "-counted", settings);
                send(user + "-counted", "action=Ping");
                long before = count.bytes();
                for (int round = 0; round < 5; round++) {
                    startCalls(5, 105);
                    send(user + "-counted", "action=Ping");
                }
                soon().until(() -> ownChannels().isEmpty());
                assertThat((count.bytes() - before) / 5)
                        .as("bytes for one Ping of " + user)
                        .isBetween(200L, 1024L);
            }
        }
    }

    private void send(String connection, String options) {
        assertThat(template.request("ami:" + connection + "?" + options, exchange -> {})
                        .getException())
                .isNull();
    }
}
