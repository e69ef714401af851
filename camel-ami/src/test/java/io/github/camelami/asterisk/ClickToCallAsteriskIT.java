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

import io.github.camelami.AmiConstants;
import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.asterisk.phones.Phone;
import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * A click calls two phones, one after the other; the route learns what became of both, without any consumer. System property
 * {@code clicks} says how many there are; without it, there is one of each kind.
 */
class ClickToCallAsteriskIT extends OnFreePbx {
    private static final int CLICKS = Integer.getInteger("clicks", 0);
    private static final int AT_A_TIME = 100;

    /** So many threads serve all calls: a call that is awaited holds none. */
    private static final int THREADS = 16;

    private static final int BUSY = 486;
    private static final int DECLINED = 603;
    private static final int PATIENT = 20_000;
    private static final int BRIEF = 3_000;
    private static final long TALK_MILLIS = 800;

    /** What the phones do, and how the answer describes it: outcome, disposition and reason. */
    private record Click(String name, boolean local, int timeout, String rings, Consumer<Desk> play, String answer) {
        @Override
        public String toString() {
            return name + (local ? " (Local)" : "");
        }
    }

    /** Three phones of a seat; two desks share one. */
    private record Desk(Seat seat, int before, List<Leg> legs) {
        String ext(int n) {
            return seat.ext(before + n);
        }

        /** The call that comes to that phone; it rings. */
        Leg rung(int n) {
            Phone phone = seat.phone(before + n);
            Leg leg = phone.called();
            legs.add(leg);
            return leg;
        }

        Leg lifted(int n) {
            Leg leg = rung(n);
            Seat.pause(100);
            return leg.answer().awaitUp();
        }

        void talk(Leg leg) {
            leg.awaitHeard();
            Seat.pause(TALK_MILLIS);
        }

        void end() {
            legs.forEach(Leg::awaitEnded);
            legs.clear();
        }
    }

    private static List<Click> kinds() {
        List<Click> kinds = new ArrayList<>();
        for (boolean local : new boolean[] {false, true}) {
            kinds.add(new Click(
                    "both talk, the second hangs up",
                    local,
                    PATIENT,
                    "9-5",
                    ClickToCallAsteriskIT::secondHangsUp,
                    "ANSWERED ANSWERED null"));
            kinds.add(new Click(
                    "both talk, the first hangs up",
                    local,
                    PATIENT,
                    "9-5",
                    ClickToCallAsteriskIT::firstHangsUp,
                    "ANSWERED ANSWERED null"));
            kinds.add(new Click(
                    "the second is busy",
                    local,
                    PATIENT,
                    "9-5",
                    ClickToCallAsteriskIT::secondIsBusy,
                    "ANSWERED BUSY null"));
            kinds.add(new Click(
                    "the second rings in vain",
                    local,
                    PATIENT,
                    "3-3",
                    ClickToCallAsteriskIT::secondRingsInVain,
                    "ANSWERED NO_ANSWER null"));
            kinds.add(new Click(
                    "the first hangs up while the second rings",
                    local,
                    PATIENT,
                    "9-5",
                    ClickToCallAsteriskIT::firstGivesUp,
                    "ANSWERED CANCELLED null"));
            kinds.add(new Click(
                    "the second transfers to a third",
                    local,
                    PATIENT,
                    "9-5",
                    ClickToCallAsteriskIT::secondTransfers,
                    "ANSWERED ANSWERED null"));
            kinds.add(new Click(
                    "the first is busy",
                    local,
                    PATIENT,
                    "9-5",
                    desk -> desk.rung(1).refuse(BUSY),
                    "BUSY BUSY null"));
            kinds.add(new Click(
                    "the first declines",
                    local,
                    PATIENT,
                    "9-5",
                    desk -> desk.rung(1).refuse(DECLINED),
                    "NO_ANSWER NO_ANSWER null"));
            kinds.add(new Click(
                    "the first rings in vain", local, BRIEF, "9-5", desk -> desk.rung(1), "NO_ANSWER NO_ANSWER null"));
        }
        // behind PJSIP alone, there is no dialplan that could give up
        kinds.add(new Click(
                "the dialplan gives up, while the first rings",
                true,
                PATIENT,
                "2-2",
                desk -> desk.rung(1),
                "NO_ANSWER NO_ANSWER null"));
        return kinds;
    }

    private static void secondHangsUp(Desk desk) {
        Leg first = desk.lifted(1);
        Leg second = desk.lifted(2);
        desk.talk(first);
        second.hangUp();
    }

    private static void firstHangsUp(Desk desk) {
        Leg first = desk.lifted(1);
        desk.lifted(2);
        desk.talk(first);
        first.hangUp();
    }

    private static void secondIsBusy(Desk desk) {
        desk.lifted(1);
        desk.rung(2).refuse(BUSY);
    }

    private static void secondRingsInVain(Desk desk) {
        desk.lifted(1);
        desk.rung(2);
    }

    private static void firstGivesUp(Desk desk) {
        Leg first = desk.lifted(1);
        desk.rung(2);
        Seat.pause(500);
        first.hangUp();
    }

    private static void secondTransfers(Desk desk) {
        Leg first = desk.lifted(1);
        Leg second = desk.lifted(2);
        desk.talk(first);
        second.transfer(desk.ext(3));
        desk.lifted(3);
        desk.talk(first);
        first.hangUp();
    }

    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger mostAwaited = new AtomicInteger();
    private final AtomicInteger mostThreads = new AtomicInteger();

    @Test
    void C11_theAnswerSaysWhatBecameOfBothPhones() throws Exception {
        noteHowLateEventsAre();
        ExecutorService people = Executors.newCachedThreadPool();
        afterwards(people::shutdownNow);
        BlockingQueue<Desk> free = desks();
        List<Click> kinds = kinds();
        int count = CLICKS == 0 ? kinds.size() : CLICKS;
        List<CompletableFuture<String>> clicks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Desk desk = free.poll(1, TimeUnit.MINUTES);
            Click click = kinds.get(i % kinds.size());
            clicks.add(CompletableFuture.supplyAsync(
                    () -> {
                        String fault = play(click, desk);
                        free.add(desk);
                        return fault;
                    },
                    people));
            Seat.pause(30);
        }
        List<String> wrong = clicks.stream()
                .map(click -> inTime(click))
                .filter(fault -> !fault.isEmpty())
                .toList();
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%s: %d clicks, %d of them wrong; %d awaited at a time, by %d threads; %d events, p99 %d ms late, at most %d ms%n",
                asterisk,
                count,
                wrong.size(),
                mostAwaited.get(),
                mostThreads.get(),
                sorted.length,
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
        assertThat(wrong).isEmpty();
        assertThat(mostThreads).hasPositiveValue().hasValueLessThan(THREADS);
        soon().until(() -> camel.getInflightRepository().size() == 0);
    }

    private BlockingQueue<Desk> desks() throws InterruptedException {
        BlockingQueue<Desk> free = new ArrayBlockingQueue<>(AT_A_TIME);
        for (int i = 0; i < AT_A_TIME; i += 2) {
            Seat seat = seats.take();
            free.add(new Desk(seat, 0, new ArrayList<>()));
            free.add(new Desk(seat, 3, new ArrayList<>()));
        }
        return free;
    }

    /** Events reach a route of the same session while calls are awaited. */
    private void noteHowLateEventsAre() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call")
                        .process(exchange -> delays.add(System.currentTimeMillis()
                                - exchange.getMessage().getBody(AmiEvent.class).occurredAt()));
            }
        });
    }

    /** What is wrong with the answer to that click, or an empty text. */
    private String play(Click click, Desk desk) {
        CompletableFuture<Exchange> answer = template.asyncSend(
                "ami:pbx?action=Originate&awaitEnd=true&variable.RINGS=" + click.rings(),
                exchange -> exchange.getMessage().setBody(originate(click, desk)));
        mostAwaited.accumulateAndGet(awaited.incrementAndGet(), Math::max);
        click.play().accept(desk);
        mostThreads.accumulateAndGet(threadsOfTheComponent(), Math::max);
        Exchange exchange = inTime(answer);
        awaited.decrementAndGet();
        desk.end();
        if (exchange.getException() != null) {
            return click + ": " + exchange.getException();
        }
        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        String given = headers.get(AmiConstants.OUTCOME) + " " + headers.get(AmiConstants.DISPOSITION) + " "
                + headers.get(AmiConstants.REASON);
        boolean right = given.equals(click.answer())
                && call.disposition().name().equals(headers.get(AmiConstants.DISPOSITION))
                && call.id().equals(headers.get(AmiConstants.CALL_ID));
        return right ? "" : click + ": " + given + ", " + call;
    }

    /** Those of this context: tests on other servers run in the same JVM. */
    private int threadsOfTheComponent() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel (" + camel.getName() + ")")
                        && thread.getName().contains(" - Ami"))
                .count();
    }

    private static Map<String, Object> originate(Click click, Desk desk) {
        return Map.of(
                "Channel",
                click.local() ? "Local/" + desk.ext(1) + "@from-internal" : "PJSIP/" + desk.ext(1),
                "Context",
                "from-internal",
                "Exten",
                desk.ext(2),
                "Priority",
                1,
                "CallerID",
                "Click <" + desk.ext(1) + ">",
                "Timeout",
                click.timeout());
    }

    /** A consumer with these trunks reports the same. */
    @Test
    void C11_aPartnerBehindATrunkIsBusy() throws Exception {
        Seat seat = seats.take();
        seat.begin("1", 1_000);
        String trunks = "&trunks=PJSIP/trunk-*";
        collect("emit=calls" + trunks);
        CompletableFuture<AmiCall> out = clickOut(seat, trunks);
        Leg first = seat.phone(1).called().answer().awaitUp();
        seat.partner().called().refuse(BUSY);
        first.awaitEnded();

        AmiCall call = inTime(out);
        assertThat(call.disposition()).hasToString("BUSY");
        assertThat(call.direction()).hasToString("OUTBOUND");
        soon().until(() -> calls.stream()
                .anyMatch(each -> each.id().equals(call.id())
                        && each.disposition() == call.disposition()
                        && each.direction() == call.direction()));
        seat.end();
    }

    private CompletableFuture<AmiCall> clickOut(Seat seat, String options) {
        return template.asyncRequestBody(
                "ami:pbx?action=Originate&awaitEnd=true" + options,
                Map.of(
                        "Channel",
                        "PJSIP/" + seat.ext(1),
                        "Context",
                        "from-internal",
                        "Exten",
                        "9" + seat.partner().number(),
                        "Priority",
                        1),
                AmiCall.class);
    }

    /** A direct phone that is not there has no channel; behind a Local channel, the dialplan says what it is. */
    @Test
    void C11_aPhoneThatIsNotThereIsNotReachable() throws Exception {
        Exchange direct = send(
                "action=Originate&awaitEnd=true",
                Map.of("Channel", "PJSIP/nobody", "Context", "test", "Exten", "100", "Priority", 1));
        assertThat(body(direct, AmiCall.class).disposition()).hasToString("FAILED");
        assertThat(direct.getMessage().getHeaders())
                .containsEntry(AmiConstants.OUTCOME, "FAILED")
                .containsEntry(AmiConstants.REASON, "NOT_REACHABLE");
    }

    /** It does not ring before, unlike a phone whose user declines. */
    @Test
    void C11_aFirstPhoneThatRefusesAtOnceHasRejectedTheCall() throws Exception {
        extension("313", "Hangup(21)");
        extension("314", "Dial(" + phone("313") + ",20)", "Hangup()");
        extension("315", "Dial(" + phone("313") + ",20)", "Congestion(5)");
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (String first : List.of(phone("313"), "Local/314@" + own, "Local/315@" + own)) {
            Exchange refused = send(
                    "action=Originate&awaitEnd=true",
                    Map.of("Channel", first, "Context", own, "Exten", "313", "Priority", 1));
            AmiCall call = body(refused, AmiCall.class);
            assertThat(call.disposition()).hasToString("FAILED");
            assertThat(call.failureReason()).hasToString("REJECTED");
            outcomes.put(first, refused.getMessage().getHeader(AmiConstants.OUTCOME, String.class));
        }
        assertThat(outcomes.values()).containsExactly("FAILED", "FAILED", "CONGESTION");
    }
}
