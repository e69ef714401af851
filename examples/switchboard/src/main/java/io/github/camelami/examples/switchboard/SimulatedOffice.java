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
package io.github.camelami.examples.switchboard;

import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A simulated PBX of an office with twelve phones and two queues. Calls begin and end until it is closed. */
final class SimulatedOffice implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "Alice Martin",
            "Ben Okafor",
            "Chloé Durand",
            "David Kim",
            "Elif Yılmaz",
            "Frank Weber",
            "Grace Nguyen",
            "Hugo Silva",
            "Ines Costa",
            "Jonas Berg",
            "Kavya Rao",
            "Liam O'Neill");
    private static final List<String> OUTSIDE = List.of("020794601", "030901820", "055501990", "014200175");
    private static final int AGENTS = 3;

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .ringTime(Duration.ofSeconds(4))
            .talkTime(Duration.ofSeconds(18))
            .start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(7);
    private int calls;
    private int phones;

    private SimulatedOffice() {
        for (int i = 0; i < NAMES.size(); i++) {
            pbx.data().phone(phone(i), NAMES.get(i));
        }
        for (int i = 0; i < AGENTS; i++) {
            pbx.data().queue("sales").member("PJSIP/" + phone(i), NAMES.get(i), i);
        }
        pbx.data().queueExtension("400", "sales");
    }

    static SimulatedOffice open() {
        SimulatedOffice office = new SimulatedOffice();
        office.timer.scheduleAtFixedRate(office::call, 0, 3, TimeUnit.SECONDS);
        return office;
    }

    String host() {
        return pbx.host();
    }

    int port() {
        return pbx.port();
    }

    /** Places one call: in turn, a caller for the queue, a caller for a phone, and a call between two phones. */
    private void call() {
        String outside = OUTSIDE.get(random.nextInt(OUTSIDE.size())) + random.nextInt(10, 100);
        switch (calls++ % 3) {
            case 0 -> pbx.placeCall(outside, "400");
            case 1 -> pbx.placeCall(outside, nextPhone());
            default -> pbx.placeCall(nextPhone(), nextPhone());
        }
    }

    /** The next phone that does not belong to an agent. Its last call has ended by the time it is chosen again. */
    private String nextPhone() {
        return phone(AGENTS + phones++ % (NAMES.size() - AGENTS));
    }

    private static String phone(int index) {
        return Integer.toString(201 + index);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pbx.close();
    }
}
