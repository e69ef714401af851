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

import static org.awaitility.Awaitility.await;

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.asterisk.phones.Phone;
import io.github.camelami.asterisk.phones.Phones;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One of the houses in {@code extensions_freepbx.conf}, in which one scenario plays at a time: its phones, the numbers of its
 * groups and queues, a customer who calls it, a mobile and a partner outside.
 */
final class Seat {
    /** Sends an action to the PBX. */
    interface Manager {
        void ask(String action, String... fields);
    }

    /** Phones ring for so many seconds: who is called first, and who is called then. */
    private static final String PATIENT = "20-20";

    private final int index;
    private final Phones phones;
    private final Manager manager;
    private String callNumber;
    private String rings = PATIENT;
    private long pace = 1_000;
    private long since;
    private int calls;

    Seat(int index, Phones phones, Manager manager) {
        this.index = index;
        this.phones = phones;
        this.manager = manager;
        for (int i = 1; i <= 7; i++) {
            phone(i);
        }
        mobile();
        partner();
        phones.outside("2" + partner().number());
    }

    /** Begins a call of the test, which is known by this number. */
    void begin(String number, long talkMillis) {
        callNumber = number;
        pace = talkMillis;
        rings = PATIENT;
        calls = 0;
        since = System.currentTimeMillis();
        for (int i = 1; i <= 7; i++) {
            phone(i).forget();
        }
        mobile().forget();
        partner().forget();
        phones.outside("2" + partner().number()).forget();
    }

    /** The legs of this seat's phones since its call began. */
    List<Leg> legs() {
        String house = "8" + two();
        return phones.legs().stream()
                .filter(leg -> leg.startedAt() >= since)
                .filter(leg -> leg.number().startsWith(house)
                        || leg.number().equals(customer().number())
                        || leg.number().equals(mobile().number())
                        || leg.number().endsWith(partner().number()))
                .toList();
    }

    /** Of those the ones that the PBX called. */
    List<Leg> calledLegs() {
        return legs().stream().filter(Leg::isIncoming).toList();
    }

    private String two() {
        return String.format("%02d", index);
    }

    Phone phone(int n) {
        return phones.inside(ext(n));
    }

    Phone customer() {
        return phones.outside("0301" + two());
    }

    Phone mobile() {
        return phones.outside("0171" + two() + "5");
    }

    Phone partner() {
        return phones.outside("04" + two() + "9");
    }

    Phone partnerBySecondTrunk() {
        return phones.outside("2" + partner().number());
    }

    String ext(int n) {
        return "8" + two() + n;
    }

    /** A group, queue or menu of the house, by the first digits of its number. */
    String number(int kind) {
        return kind + two();
    }

    /** The number of the company by which somebody outside reaches one in the house. */
    static String did(String inside) {
        return "49" + inside;
    }

    /** Who is called first, and does not answer, rings for three seconds only. */
    Seat briefly() {
        rings = "3-20";
        return this;
    }

    /** Who does not answer rings long enough for what others do before. */
    Seat longEnough() {
        rings = "7-20";
        return this;
    }

    /** So does who is called then, or after a transfer. */
    Seat thenBriefly() {
        rings = rings.split("-")[0] + "-3";
        return this;
    }

    /** A call by which the scenario begins. */
    Leg call(Phone phone, String number) {
        return phone.call(number, "X-Call: " + callNumber, "X-Rings: " + rings);
    }

    /** A further call, for asking, fetching or picking up. */
    Leg callBeside(Phone phone, String number) {
        return phone.call(number, "X-Call: " + callNumber + "-" + ++calls, "X-Rings: " + rings);
    }

    /** Has the PBX call the phone first, then the number. */
    void click(String channel, String caller, String number) {
        manager.ask(
                "Originate",
                "Channel: " + channel,
                "Context: from-internal",
                "Exten: " + number,
                "Priority: 1",
                "CallerID: Click <" + caller + ">",
                "Timeout: 20000",
                "Variable: __CALLNO=" + callNumber + ",RINGS=" + rings,
                "Async: true");
    }

    void member(String queue, int... members) {
        for (int n : members) {
            manager.ask(
                    "QueueAdd",
                    "Queue: " + queue,
                    "Interface: Local/" + ext(n) + "@from-queue/n",
                    "MemberName: Agent " + n);
        }
    }

    void noMember(String queue, int... members) {
        for (int n : members) {
            manager.ask("QueueRemove", "Queue: " + queue, "Interface: Local/" + ext(n) + "@from-queue/n");
        }
    }

    /** The next call that comes to one of the phones 1 and 2, and still rings. */
    Leg calledOne() {
        Leg[] came = new Leg[1];
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    phone(1).calledYet().or(() -> phone(2).calledYet()).ifPresent(leg -> came[0] = leg);
                    return came[0] != null && !came[0].hasEnded();
                });
        return came[0];
    }

    /** The two talk, for as long as calls of this test do. */
    void talk() {
        pause(pace);
    }

    /** The same, once the caller is surely heard by the other. */
    void talk(Leg caller) {
        caller.awaitHeard();
        talk();
    }

    /** What people do takes its time; nothing is waited for by it. */
    static void pause(long millis) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Puts all receivers down. */
    void end() {
        try {
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> legs().stream().allMatch(Leg::hasEnded));
        } finally {
            legs().stream().filter(leg -> !leg.hasEnded()).forEach(Leg::hangUp);
        }
    }
}
