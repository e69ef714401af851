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
import io.github.camelami.AmiConsumer;
import io.github.camelami.Volume;
import io.github.camelami.endurance.Resources;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that is killed or stopped in the middle of its work; so this runs late. */
@Order(Integer.MAX_VALUE - 1)
@Execution(ExecutionMode.SAME_THREAD)
class SurvivalAsteriskIT extends OnAsterisk {
    private static final int KILLS = Volume.of(1, 20);
    private static final int INTERVAL = Volume.of(1_000, 20_000);
    private static final int TIMEOUT = Volume.of(1_000, 10_000);

    private final List<AmiEvent> notices = new CopyOnWriteArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    /** It counts the sockets of the process, so no other test may run, on any server. */
    @BeforeEach
    void takeAllServers() throws Exception {
        for (Asterisk other : Asterisk.values()) {
            if (other != asterisk) {
                other.take();
                afterwards(other::release);
            }
        }
    }

    @Test
    void A15_afterAKillUnderLoadTheSessionIsBackAndNothingIsLeftBehind() throws Exception {
        AmiConsumer consumer = consumeAndAct(connection("admin"));
        AtomicBoolean loaded = new AtomicBoolean(true);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(loaded));
        Resources before = null;
        Duration slowest = Duration.ZERO;
        for (int kill = 1; kill <= KILLS; kill++) {
            long seen = events.get();
            soon().until(() -> events.get() > seen + 200);
            before = before == null ? Resources.now() : before;
            long epoch = consumer.getEpoch();
            plain.close();
            server("kill");
            server("start");
            long booted = System.nanoTime();
            soon().until(() -> consumer.getSessionState().equals("READY"));
            Duration back = Duration.ofNanos(System.nanoTime() - booted);
            slowest = back.compareTo(slowest) > 0 ? back : slowest;
            assertThat(consumer.getEpoch()).isEqualTo(epoch + 1);
            plain = asterisk.connect().login("admin", "off");
        }
        loaded.set(false);
        inTime(load);
        soon().until(() -> ended.get() == begun.get());
        // of this server's sessions and of the plain client, as before
        assertThat(Resources.now().sockets()).isEqualTo(before.sockets());
        assertThat(notices.stream().filter(notice -> notice.name().equals("Gap")))
                .hasSize(KILLS)
                .allSatisfy(gap -> assertThat(gap).containsEntry("Restarted", "true"));
        assertThat(slowest).isLessThan(Duration.ofSeconds(5));
        Volume.measured(
                "A15",
                "%s: %d kills under load, %d events, %d actions, at most %d ms from booted to ready, sockets %d and %d",
                asterisk,
                KILLS,
                events.get(),
                begun.get(),
                slowest.toMillis(),
                before.sockets(),
                Resources.now().sockets());
    }

    @Test
    void B3_aStoppedServerIsFoundWithinTheBoundOfTheKeepAlive() throws Exception {
        AmiConsumer consumer = consumeAndAct(keptAlive());
        server("pause");
        long start = System.nanoTime();
        try {
            soon().atMost(Duration.ofMinutes(1))
                    .until(() -> !consumer.getSessionState().equals("READY"));
            Duration found = Duration.ofNanos(System.nanoTime() - start);
            Volume.measured(
                    "B3", "%s: stopped, found after %d ms of %d", asterisk, found.toMillis(), INTERVAL + TIMEOUT);
            assertThat(found).isLessThan(Duration.ofMillis(INTERVAL + TIMEOUT + 1_500L));
        } finally {
            server("continue");
        }
        soon().until(() -> consumer.getEpoch() == 2);
        assertThat(notices.get(notices.size() - 1)).containsEntry("Restarted", "false");
    }

    @Test
    void B3_anActionWrittenToAStoppedServerIsOutcomeUnknownWithinItsDeadline() throws Exception {
        AmiConsumer consumer = consumeAndAct(keptAlive());
        server("pause");
        try {
            Exchange call = template.request("ami:pbx?action=Originate", exchange -> {
                exchange.getMessage().setHeader("CamelAmiTimeout", 3_000);
                exchange.getMessage()
                        .setBody(Map.of("Channel", dial(113), "Application", "Wait", "Data", "1", "Timeout", "1000"));
            });
            assertThat(call.getException()).isInstanceOf(AmiException.OutcomeUnknown.class);
            soon().atMost(Duration.ofMinutes(1))
                    .until(() -> !consumer.getSessionState().equals("READY"));
        } finally {
            server("continue");
        }
        soon().until(() -> consumer.getEpoch() == 2);
    }

    private AmiConfiguration keptAlive() {
        AmiConfiguration connection = connection("admin");
        connection.setKeepAliveInterval(INTERVAL);
        connection.setKeepAliveTimeout(TIMEOUT);
        return connection;
    }

    private AmiConsumer consumeAndAct(AmiConfiguration connection) throws Exception {
        connection.setReconnectDelay(500);
        connection.setMaxReconnectDelay(2_000);
        camel.getRegistry().bind("pbx", connection);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("ami:pbx?events=call&notices=true").routeId("events").process(exchange -> {
                    if (exchange.getMessage().getHeader("CamelAmiNotice") == null) {
                        events.incrementAndGet();
                    } else {
                        notices.add(exchange.getMessage().getBody(AmiEvent.class));
                    }
                });
            }
        });
        return (AmiConsumer) camel.getRoute("events").getConsumer();
    }

    /** Calls and questions without a pause, whether there is a server or not. */
    private void load(AtomicBoolean loaded) {
        Map<String, ?> call = Map.of("Channel", "Local/113@test", "Application", "Wait", "Data", "1");
        while (loaded.get()) {
            begun.incrementAndGet();
            send("action=Originate&awaitOutcome=false&actionTimeout=2000", call);
            ended.incrementAndGet();
            begun.incrementAndGet();
            send("action=CoreShowChannels&actionTimeout=2000", null);
            ended.incrementAndGet();
        }
    }
}
