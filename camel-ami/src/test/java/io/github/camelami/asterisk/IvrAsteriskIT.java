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

/** Routes that answer the calls of SIP phones, which press keys and hang up. */
class IvrAsteriskIT extends OnFreePbx {
    private static final String AGI = "ami:pbx?action=AGI&field.Channel=RAW(${header.call})&field.Command=";
    private static final int AT_ONCE = 40;

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
                                + AT_ONCE)
                        .setHeader("call", simple("${body[Channel]}"))
                        .setHeader("number", simple("${body[CallerIDNum]}"))
                        .toD(AGI + "ANSWER")
                        .process(IvrAsteriskIT.this::note)
                        .toD(AGI + "GET DATA demo-congrats 15000 3")
                        .process(IvrAsteriskIT.this::note)
                        .toD(AGI + "STREAM FILE demo-instruct \"\"")
                        .process(IvrAsteriskIT.this::note)
                        .toD(AGI + "HANGUP");
            }
        });
    }

    private List<String> stepsOf(Leg leg, int count) {
        return soon().until(() -> steps.getOrDefault(leg.number(), List.of()), known -> known.size() >= count);
    }

    @Test
    void C11_eachOfManyCallsGetsItsOwnKeysAndEndsWithItsHangup() throws Exception {
        menu();
        List<Leg> callers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            callers.add(seats.take().phone(1).call(number));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            Leg caller = callers.get(i).awaitUp();
            stepsOf(caller, 1);
            caller.press("" + (100 + i));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            Leg caller = callers.get(i);
            assertThat(stepsOf(caller, 2)).containsExactly("COMPLETED 0", "COMPLETED " + (100 + i));
            caller.hangUp();
        }
        for (Leg caller : callers) {
            assertThat(stepsOf(caller, 3).get(2)).startsWith("HANGUP");
        }
        assertThat(failures).isEmpty();
        soon().until(() -> camel.getInflightRepository().size() == 0);
    }

    @Test
    void C11_aCallerMayHangUpAtAnyPoint() throws Exception {
        menu();
        Leg atOnce = seats.take().phone(1).call(number);
        atOnce.awaitUp().hangUp();
        Leg whileAsked = seats.take().phone(1).call(number);
        whileAsked.awaitUp();
        stepsOf(whileAsked, 1);
        whileAsked.hangUp();
        Leg whileKeying = seats.take().phone(1).call(number);
        whileKeying.awaitUp();
        stepsOf(whileKeying, 1);
        whileKeying.press("1");
        whileKeying.hangUp();
        for (Leg caller : List.of(atOnce, whileAsked, whileKeying)) {
            assertThat(stepsOf(caller, 3).subList(1, 3)).allMatch(step -> step.startsWith("HANGUP"));
        }
        assertThat(failures).isEmpty();
        soon().until(() -> camel.getInflightRepository().size() == 0);
    }

    /** As docs/ivr.md shows it. */
    @Test
    void theDocumentedMenuLeadsToItsThreeWays() throws Exception {
        Seat seat = seats.take();
        camel.getPropertiesComponent().addInitialProperty("sales.phone", "PJSIP/" + seat.ext(2));
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

        // nothing pressed: the number is said, and the PBX hangs up
        Leg balance = seat.phone(1).call(number).awaitUp();
        balance.awaitEnded();
        assertThat(balance.endedHere()).isFalse();
        soon().until(() -> camel.getInflightRepository().size() == 0);
    }
}
