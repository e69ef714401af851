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

import io.github.camelami.AmiConsumer;
import io.github.camelami.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A route that takes no event, at a server that cuts a client which does not read for 100 ms. */
class SlowRouteAsteriskIT extends OnAsterisk {
    private static final int EVENTS_A_SECOND = 500;
    private static final int BATCH = 10;
    private static final int SECONDS = Volume.of(8, 600);

    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Long> pings = new ArrayList<>();

    @Test
    void D1_aBlockedRouteCostsNoDisconnectWithAWriteTimeoutOf100Millis() throws Exception {
        camel.getRegistry().bind("pbx", connection("quick"));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&match.UserEvent=" + own)
                        .routeId("blocked")
                        .process(exchange -> open.await());
            }
        });
        AmiConsumer blocked = (AmiConsumer) camel.getRoute("blocked").getConsumer();

        int sent = EVENTS_A_SECOND * SECONDS;
        try (PlainClient sender = asterisk.connect().login("admin", "off")) {
            flood(sender, sent);
        } finally {
            camel.getShutdownStrategy().setTimeout(1);
        }

        soon().until(() -> blocked.getReceived() == sent);
        assertThat(blocked.getEpoch()).isEqualTo(1);
        assertThat(blocked.getSessionState()).isEqualTo("READY");
        assertThat(blocked.getDropped() + blocked.getBuffered() + 1).isEqualTo(sent);
        long p99 = pings.stream()
                .sorted()
                .skip(pings.size() * 99L / 100)
                .findFirst()
                .orElseThrow();
        Volume.measured(
                "D1",
                "%s: route blocked for %d s, %d events, %d dropped, 0 disconnects, %d pings, p99 %.2f ms",
                asterisk,
                SECONDS,
                sent,
                blocked.getDropped(),
                pings.size(),
                p99 / 1e6);
        // the bar is 50 ms; the rest is for a machine that runs other things
        assertThat(Duration.ofNanos(p99)).isLessThan(Duration.ofMillis(500));
        open.countDown();
    }

    private void flood(PlainClient sender, int count) throws Exception {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        CountDownLatch answered = new CountDownLatch(count);
        Thread reader = new Thread(() -> read(sender, answered));
        reader.start();
        AtomicInteger number = new AtomicInteger();
        try {
            clock.scheduleAtFixedRate(
                    () -> send(sender, number, count), 0, 1_000_000L * BATCH / EVENTS_A_SECOND, TimeUnit.MICROSECONDS);
            clock.scheduleWithFixedDelay(this::ping, 0, 100, TimeUnit.MILLISECONDS);
            assertThat(answered.await(SECONDS + 60, TimeUnit.SECONDS)).isTrue();
        } finally {
            clock.shutdown();
            assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void ping() {
        long start = System.nanoTime();
        assertThat(send("action=Ping", null).getException()).isNull();
        pings.add(System.nanoTime() - start);
    }

    private void send(PlainClient sender, AtomicInteger number, int count) {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < BATCH && number.get() < count; i++) {
            batch.append("Action: UserEvent\r\nUserEvent: ").append(own).append("\r\nNumber: ");
            batch.append(number.getAndIncrement()).append("\r\n\r\n");
        }
        try {
            sender.send(batch.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(PlainClient sender, CountDownLatch answered) {
        try {
            while (answered.getCount() > 0 && sender.block() != null) {
                answered.countDown();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
