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

import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How late a busy server stamps its events. The Timestamp of an event is the moment at which it is written for AMI, not that
 * at which it happened, so nothing that is built from events can be more exact. A variable is set, because its event waits in
 * the same queue as those of channels and bridges. A UserEvent does not: it is written at once.
 */
final class EventLag implements AutoCloseable {
    private static final int PERIOD_MILLIS = 100;
    private static final String VARIABLE = "CAMEL_AMI_LAG";

    private final PlainClient sender;
    private final PlainClient receiver;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final NavigableMap<Long, Long> lags = new ConcurrentSkipListMap<>();

    EventLag(Asterisk asterisk) throws IOException {
        sender = asterisk.connect().login("admin", "off");
        receiver = asterisk.connect().login("admin", "dialplan");
        receiver.ask("Filter", "Operation: Add", "Filter: Variable: " + VARIABLE);
        timer.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        Thread reader = new Thread(this::read, "event-lag");
        reader.setDaemon(true);
        reader.start();
    }

    private void send() {
        try {
            sender.ask("Setvar", "Variable: " + VARIABLE, "Value: " + System.currentTimeMillis());
        } catch (IOException e) {
            timer.shutdown();
        }
    }

    private void read() {
        try {
            for (String block = receiver.block(); block != null; block = receiver.block()) {
                if (block.startsWith("Event: VarSet\r\n") && block.contains("\r\nVariable: " + VARIABLE + "\r\n")) {
                    AmiEvent event = AmiEvent.parse(block);
                    long sent = Long.parseLong(event.get("Value"));
                    lags.put(sent, event.occurredAt() - sent);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The most that events were late between two moments, ms. */
    long most(long from, long to) {
        Map<Long, Long> meanwhile = lags.subMap(from - PERIOD_MILLIS, true, Math.max(from, to), true);
        return meanwhile.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        sender.close();
        receiver.close();
    }
}
