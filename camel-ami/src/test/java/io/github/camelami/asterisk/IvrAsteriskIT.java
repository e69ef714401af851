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

import io.github.camelami.AmiConstants;
import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.asterisk.phones.Phone;
import io.github.camelami.documented.Ivr;
import io.github.camelami.message.AgiResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Routes that answer the calls of SIP phones, which press keys and hang up. System property {@code callers} says how many
 * call at once.
 */
class IvrAsteriskIT extends OnFreePbx {
    private static final String AGI = "ami:pbx?action=AGI&field.Channel=RAW(${header.call})&field.Command=";
    private static final int CALLERS = Integer.getInteger("callers", 24);
    private static final int KINDS = 8;

    /** The steps of each call by the number of its caller. */
    private final Map<String, List<String>> steps = new ConcurrentHashMap<>();

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private String number;

    @BeforeEach
    void extension() throws Exception {
        number = "77" + own.replaceAll("\\D", "") + "7";
        extension("600", "AGI(agi:async)", "Hangup()");
        plain.ask(
                "DialplanExtensionAdd",
                "Context: from-internal",
                "Extension: " + number,
                "Priority: 1",
                "Application: Goto",
                "ApplicationData: " + own + ",600,1");
        afterwards(() -> plain.command("dialplan remove extension " + number + "@from-internal"));
    }

    private void note(Exchange exchange) {
        AgiResult result = exchange.getMessage().getBody(AgiResult.class);
        steps.computeIfAbsent(
                        exchange.getMessage().getHeader("number", String.class), key -> new CopyOnWriteArrayList<>())
                .add(exchange.getMessage().getHeader(AmiConstants.OUTCOME) + " " + result.getResult());
    }

    private void menu() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("ami:pbx?events=agi&include=AsyncAGIStart&match.Context=" + own + "&concurrentConsumers="
                                + CALLERS)
                        .setHeader("call", simple("${body[Channel]}"))
                        .setHeader("number", simple("${body[CallerIDNum]}"))
                        .toD(AGI + "ANSWER")
                        .process(IvrAsteriskIT.this::note)
                        .toD(AGI + "GET DATA demo-congrats 15000 3")
                        .process(IvrAsteriskIT.this::note)
                        .choice()
                        .when(simple("${header.CamelAmiAgiResult} endsWith '7'"))
                        .toD(AGI + "SAY DIGITS ${header.CamelAmiAgiResult} \"\"")
                        .otherwise()
                        .toD(AGI + "STREAM FILE demo-instruct \"\"")
                        .end()
                        .process(IvrAsteriskIT.this::note)
                        .toD(AGI + "HANGUP");
            }
        });
    }

    /** Waits until each of the callers has had so many steps. */
    private void awaitSteps(List<Caller> callers, int count) {
        soon().until(() -> callers.stream().allMatch(caller -> stepsOf(caller).size() >= count || !failures.isEmpty()));
        assertThat(failures).isEmpty();
    }

    private List<String> stepsOf(Caller caller) {
        return steps.getOrDefault(caller.leg().number(), List.of());
    }

    /**
     * One of eight kinds of callers: the first hangs up at once, the second while being asked, the third after one key. The
     * others press three keys, of which the last is 7 for those of the last kind: they hear it and are hung up.
     */
    private record Caller(Leg leg, int index) {
        int kind() {
            return index % KINDS;
        }

        boolean isOf(int from, int to) {
            return kind() >= from && kind() <= to;
        }

        String keys() {
            return "" + (10 + index / KINDS) + (kind() == KINDS - 1 ? 7 : kind());
        }
    }

    private static List<Caller> of(List<Caller> callers, int from, int to) {
        return callers.stream().filter(caller -> caller.isOf(from, to)).toList();
    }

    @Test
    void C11_eachOfManyCallersIsServedAndMayHangUpAtAnyPoint() throws Exception {
        menu();
        List<Phone> phones = new ArrayList<>();
        while (phones.size() < CALLERS) {
            Seat seat = seats.take();
            List.of(1, 2, 4, 5).forEach(n -> phones.add(seat.phone(n)));
        }
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new Caller(phones.get(i).call(number), i));
            Seat.pause(10);
        }
        callers.forEach(caller -> caller.leg().awaitUp());
        of(callers, 0, 0).forEach(caller -> caller.leg().hangUp());
        awaitSteps(of(callers, 1, KINDS - 1), 1);
        of(callers, 1, 1).forEach(caller -> caller.leg().hangUp());
        of(callers, 2, 2).forEach(caller -> {
            caller.leg().press("1");
            caller.leg().hangUp();
        });
        of(callers, 3, KINDS - 1).forEach(caller -> caller.leg().press(caller.keys()));
        awaitSteps(of(callers, 3, KINDS - 1), 2);
        of(callers, 3, KINDS - 2).forEach(caller -> caller.leg().hangUp());
        awaitSteps(callers, 3);
        of(callers, 0, 2).forEach(caller -> assertThat(stepsOf(caller).subList(1, 3))
                .as("%s", caller)
                .allMatch(step -> step.startsWith("HANGUP")));
        of(callers, 3, KINDS - 1).forEach(caller -> assertThat(stepsOf(caller).subList(0, 2))
                .as("%s", caller)
                .containsExactly("COMPLETED 0", "COMPLETED " + caller.keys()));
        of(callers, 3, KINDS - 2)
                .forEach(caller ->
                        assertThat(stepsOf(caller).get(2)).as("%s", caller).startsWith("HANGUP"));
        of(callers, KINDS - 1, KINDS - 1).forEach(caller -> {
            assertThat(stepsOf(caller).get(2)).as("%s", caller).isEqualTo("COMPLETED 0");
            assertThat(caller.leg().awaitEnded().endedHere()).as("%s", caller).isFalse();
        });
        soon().until(() -> camel.getInflightRepository().size() == 0);
        System.out.printf("%s: %d callers at once, each with its own keys%n", asterisk, CALLERS);
    }

    /** As docs/ivr.md shows it. */
    @Test
    void theDocumentedMenuLeadsToItsThreeWays() throws Exception {
        Seat seat = seats.take();
        camel.getPropertiesComponent().setLocation("classpath:documented/ivr.properties");
        camel.getPropertiesComponent().addOverrideProperty("sales.phone", "PJSIP/" + seat.ext(2));
        plain.ask("DBPut", "Family: balance", "Key: " + seat.ext(1), "Val: 42");
        afterwards(() -> plain.ask("DBDel", "Family: balance", "Key: " + seat.ext(1)));
        route(new Ivr());

        Leg transferred = seat.phone(1).call(number).awaitUp();
        transferred.press("1");
        Leg sales = seat.phone(2).called().answer().awaitUp();
        seat.talk(transferred);
        sales.hangUp();
        transferred.awaitEnded();

        Leg message = seat.phone(1).call(number).awaitUp();
        message.press("2");
        message.hangUp();

        // another key: the number is said, and the PBX hangs up
        Leg balance = seat.phone(1).call(number).awaitUp();
        balance.press("9");
        balance.awaitEnded();
        assertThat(balance.endedHere()).isFalse();
        soon().until(() -> camel.getInflightRepository().size() == 0);
    }
}
