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

import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final List<String> CUSTOMERS = List.of(
            "Baker & Sons",
            "Olivia Brown",
            "Hotel Adler",
            "Marta Nowak",
            "City Clinic",
            "Sofia Rossi",
            "",
            "Tom Fisher");
    private static final int AGENTS = 5;

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .ringTime(Duration.ofSeconds(5))
            .talkTime(Duration.ofSeconds(45))
            .start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int calls;
    private int phones;

    private SimulatedOffice() {
        pbx.data().queue("support").interfaces().forEach(pbx.data().queue("support")::forget);
        for (int i = 0; i < NAMES.size(); i++) {
            pbx.data().phone(phone(i), NAMES.get(i));
        }
        for (int i = 0; i < AGENTS; i++) {
            pbx.data().queue(i < 3 ? "sales" : "support").member("PJSIP/" + phone(i), NAMES.get(i), i);
        }
        pbx.data().queueExtension("400", "sales");
        pbx.data().queueExtension("401", "support");
        pbx.on("VoicemailUsersList", action -> Reply.success("Voicemail user list will follow")
                .list("VoicemailUserEntryComplete", mailboxes(action)));
        pbx.on("Atxfer", action -> Reply.error("The simulated office cannot ask a colleague first."));
    }

    static SimulatedOffice open() {
        SimulatedOffice office = new SimulatedOffice();
        office.pbx.data().queue("support").pause("PJSIP/" + phone(AGENTS - 1), true, "lunch");
        for (int i = 0; i < 7; i++) {
            office.timer.schedule(office::call, 2_000L + 500L * i, TimeUnit.MILLISECONDS);
        }
        office.timer.scheduleAtFixedRate(office::call, 9, 8, TimeUnit.SECONDS);
        return office;
    }

    String host() {
        return pbx.host();
    }

    int port() {
        return pbx.port();
    }

    /** Places one call: in turn, callers for the two queues and for a phone, and a call between two phones. */
    private void call() {
        int customer = calls % CUSTOMERS.size();
        String outside = "0207946" + (1000 + 97 * customer);
        pbx.data().callerName(outside, CUSTOMERS.get(customer));
        switch (calls++ % 4) {
            case 0 -> pbx.placeCall(outside, "400");
            case 1 -> pbx.placeCall(nextPhone(), nextPhone());
            case 2 -> pbx.placeCall(outside, "401");
            default -> pbx.placeCall(outside, nextPhone());
        }
    }

    /** The next phone that does not belong to an agent. Its last call has ended by the time it is chosen again. */
    private String nextPhone() {
        return phone(AGENTS + phones++ % (NAMES.size() - AGENTS));
    }

    private static List<SimulatedEvent> mailboxes(ReceivedAction action) {
        List<SimulatedEvent> mailboxes = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            mailboxes.add(SimulatedEvent.named("VoicemailUserEntry")
                    .with("VoiceMailbox", phone(i))
                    .with("Fullname", NAMES.get(i))
                    .with("NewMessageCount", i % 5 == 3 ? i / 3 : 0)
                    .withIdOf(action));
        }
        return mailboxes;
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
