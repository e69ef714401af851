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
import io.github.camelami.call.AmiCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A click calls two phones, one after the other; the route learns what became of both, without any consumer. */
class ClickToCallAsteriskIT extends OnFreePbx {
    private static final int BUSY = 486;
    private static final int DECLINED = 603;
    private static final int MINUTE = 60;

    /** What the two phones do, and how the answer describes it: outcome, disposition and reason. */
    private record Click(String name, boolean local, Play play, String answer) {}

    private interface Play {
        /** @param first the leg of the first phone, which rings */
        void play(Seat seat, Leg first);
    }

    private static Leg lifted(Leg first) {
        Seat.pause(200);
        return first.answer().awaitUp();
    }

    private static void talkTo(Seat seat, Leg first) {
        lifted(first);
        seat.phone(2).called().answer().awaitUp();
        seat.talk(first);
    }

    private static List<Click> clicks() {
        List<Click> clicks = new ArrayList<>();
        for (boolean local : new boolean[] {false, true}) {
            clicks.add(new Click(
                    "both talk, the second hangs up",
                    local,
                    (seat, first) -> {
                        lifted(first);
                        Leg second = seat.phone(2).called().answer().awaitUp();
                        seat.talk(first);
                        second.hangUp();
                    },
                    "ANSWERED ANSWERED null"));
            clicks.add(new Click(
                    "both talk, the first hangs up",
                    local,
                    (seat, first) -> {
                        talkTo(seat, first);
                        first.hangUp();
                    },
                    "ANSWERED ANSWERED null"));
            clicks.add(new Click(
                    "the second is busy",
                    local,
                    (seat, first) -> {
                        lifted(first);
                        seat.phone(2).called().refuse(BUSY);
                        first.awaitEnded();
                    },
                    "ANSWERED BUSY null"));
            clicks.add(new Click(
                    "the second rings in vain",
                    local,
                    (seat, first) -> {
                        lifted(first);
                        seat.phone(2).called().awaitEnded();
                        first.awaitEnded();
                    },
                    "ANSWERED NO_ANSWER null"));
            clicks.add(new Click(
                    "the first hangs up while the second rings",
                    local,
                    (seat, first) -> {
                        lifted(first);
                        seat.phone(2).called();
                        Seat.pause(500);
                        first.hangUp();
                    },
                    "ANSWERED CANCELLED null"));
            clicks.add(new Click(
                    "the second transfers to a third",
                    local,
                    (seat, first) -> {
                        lifted(first);
                        Leg second = seat.phone(2).called().answer().awaitUp();
                        seat.talk(first);
                        second.transfer(seat.ext(3));
                        seat.phone(3).called().answer().awaitUp();
                        seat.talk(first);
                        first.hangUp();
                    },
                    "ANSWERED ANSWERED null"));
            clicks.add(new Click("the first is busy", local, (seat, first) -> first.refuse(BUSY), "BUSY BUSY null"));
            clicks.add(new Click(
                    "the first declines",
                    local,
                    (seat, first) -> first.refuse(DECLINED),
                    local ? "CONGESTION CONGESTION null" : "NO_ANSWER NO_ANSWER null"));
            clicks.add(new Click(
                    "the first rings in vain", local, (seat, first) -> first.awaitEnded(), "NO_ANSWER NO_ANSWER null"));
        }
        return clicks;
    }

    @Test
    void C11_theAnswerSaysWhatBecameOfBothPhones() throws Exception {
        ExecutorService people = Executors.newCachedThreadPool();
        afterwards(people::shutdownNow);
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, CompletableFuture<Exchange>> given = new LinkedHashMap<>();
        List<CompletableFuture<?>> played = new ArrayList<>();
        for (Click click : clicks()) {
            String name = click.name() + (click.local() ? " (Local)" : "");
            Seat seat = seats.take();
            seat.begin(name, 800);
            CompletableFuture<Exchange> answer = CompletableFuture.supplyAsync(
                    () -> send("action=Originate&awaitEnd=true&variable.RINGS=9-5", originate(seat, click)), people);
            expected.put(name, click.answer());
            given.put(name, answer);
            played.add(CompletableFuture.runAsync(
                    () -> {
                        click.play().play(seat, seat.phone(1).called());
                        inTime(answer);
                        seat.end();
                        seats.release(seat);
                    },
                    people));
        }
        for (CompletableFuture<?> each : played) {
            each.get(MINUTE * 2, TimeUnit.SECONDS);
        }
        Map<String, String> told = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Exchange>> each : given.entrySet()) {
            Exchange exchange = each.getValue().get(MINUTE, TimeUnit.SECONDS);
            AmiCall call = body(exchange, AmiCall.class);
            Map<String, Object> headers = exchange.getMessage().getHeaders();
            assertThat(headers).as(each.getKey()).containsEntry(AmiConstants.CALL_ID, call.id());
            told.put(
                    each.getKey(),
                    headers.get(AmiConstants.OUTCOME) + " " + call.disposition() + " "
                            + headers.get(AmiConstants.REASON));
        }
        System.out.println(asterisk + ": " + told);
        assertThat(told).isEqualTo(expected);
    }

    private static Map<String, Object> originate(Seat seat, Click click) {
        boolean vain = click.name().equals("the first rings in vain");
        return Map.of(
                "Channel",
                click.local() ? "Local/" + seat.ext(1) + "@from-internal" : "PJSIP/" + seat.ext(1),
                "Context",
                "from-internal",
                "Exten",
                seat.ext(2),
                "Priority",
                1,
                "CallerID",
                "Click <" + seat.ext(1) + ">",
                "Timeout",
                vain ? 3_000 : 20_000);
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
}
