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
package io.github.camelami.examples.screenpop;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A simulated PBX that customers call: the phone 201, which answers; the phone 202, which does not; the group 300, which
 * is both.
 */
final class SimulatedCustomers implements AutoCloseable {
    private static final String[][] CALLS = {
        {"+442079460101", "201"}, {"+4930901820", "300"}, {"+33199001234", "202"}, {"+15550142", "201"}
    };

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .ringTime(Duration.ofSeconds(6))
            .talkTime(Duration.ofSeconds(10))
            .dialTimeout(Duration.ofSeconds(12))
            .start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int calls;

    private SimulatedCustomers() {
        pbx.data().extension("202", CallOutcome.NO_ANSWER);
        pbx.data().ringGroup("300", "201", "202");
        pbx.data().callerName("+15550142", "Wireless Caller");
    }

    static SimulatedCustomers open() {
        SimulatedCustomers customers = new SimulatedCustomers();
        customers.timer.scheduleAtFixedRate(customers::call, 2, 20, TimeUnit.SECONDS);
        return customers;
    }

    String host() {
        return pbx.host();
    }

    int port() {
        return pbx.port();
    }

    private void call() {
        String[] next = CALLS[calls++ % CALLS.length];
        pbx.placeCall(next[0], next[1]);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pbx.close();
    }
}
