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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pop-ups that follow from calls. */
class PopsTest {
    private static final Map<String, Object> ANN = Map.of("id", 1, "name", "Ann Smith");
    private static final Map<String, Object> BOB = Map.of("id", 2, "name", "Bob Jones");

    private static final Leg CALLER =
            Leg.builder().channel("PJSIP/trunk-1").number("555").answeredAt(2L).build();

    private final List<String> shown = new ArrayList<>();
    private final Pops pops = new Pops(() -> Instant.ofEpochMilli(1_000), this::note);

    private void note(Pop pop) {
        Object name = pop.crm().customer() == null
                ? pop.callerNumber()
                : pop.crm().customer().get("name");
        shown.add(pop.extension() + " " + pop.state() + " " + name);
    }

    @Test
    void theOthersOfAGroupLearnWhoHasAnswered() {
        ringing("201", "202");
        changed(call(CallState.RINGING_ENDED).ringing("202", "PJSIP/202-1"), leg("201"), leg("202"));
        changed(call(CallState.ANSWERED).answeredBy("201"), answered("201"), ended("202"));
        changed(call(CallState.ENDED).answeredBy("201"), hungUp("201"), ended("202"));
        assertThat(shown)
                .containsExactly(
                        "201 RINGING Ann Smith",
                        "202 RINGING Ann Smith",
                        "202 STOPPED Ann Smith",
                        "201 ANSWERED Ann Smith",
                        "202 ELSEWHERE Ann Smith",
                        "201 ENDED Ann Smith");
    }

    @Test
    void aCallThatNobodyTookIsMissed() {
        ringing("201");
        changed(call(CallState.RINGING_ENDED).ringing("201", "PJSIP/201-1"), ended("201"));
        changed(call(CallState.ENDED), ended("201"));
        assertThat(shown).containsExactly("201 RINGING Ann Smith", "201 STOPPED Ann Smith", "201 MISSED Ann Smith");
    }

    @Test
    void thePhonesOfAnExtensionHaveOnePopUp() {
        ringing("201");
        changed(
                call(CallState.RINGING).ringing("201", "PJSIP/app-1"),
                leg("201"),
                Leg.builder().channel("PJSIP/app-1").number("201").build());
        changed(call(CallState.RINGING_ENDED).ringing("app", "PJSIP/app-1"), leg("201"));
        changed(call(CallState.ANSWERED).answeredBy("201"), answered("201"));
        assertThat(shown).containsExactly("201 RINGING Ann Smith", "201 ANSWERED Ann Smith");
    }

    @Test
    void aCallThatIsHandedOverShowsItsNewCaller() {
        ringing("201");
        changed(call(CallState.ANSWERED).answeredBy("201"), answered("201"));
        AmiCall transferred = call(CallState.TRANSFERRED)
                .id("0", List.of("1"))
                .caller("777", null, null)
                .answeredBy("201")
                .legs(List.of(CALLER, answered("201")))
                .build();
        pops.changed(transferred, null, BOB, List.of(), List.of());
        changed(call(CallState.ENDED).id("0", List.of("1")).answeredBy("201"), hungUp("201"));
        assertThat(shown)
                .containsExactly(
                        "201 RINGING Ann Smith",
                        "201 ANSWERED Ann Smith",
                        "201 ANSWERED Bob Jones",
                        "201 ENDED Bob Jones");
    }

    @Test
    void aPhoneThatLeavesACallHasNoPartInWhatFollows() {
        ringing("201");
        changed(call(CallState.ANSWERED).answeredBy("201"), answered("201"));
        changed(call(CallState.TRANSFERRED).answeredBy("201"), hungUp("201"));
        changed(call(CallState.RINGING).ringing("202", "PJSIP/202-1").answeredBy("201"), hungUp("201"), leg("202"));
        changed(
                call(CallState.RINGING_ENDED).ringing("202", "PJSIP/202-1").answeredBy("201"),
                hungUp("201"),
                answered("202"));
        assertThat(shown)
                .containsExactly(
                        "201 RINGING Ann Smith",
                        "201 ANSWERED Ann Smith",
                        "201 ENDED Ann Smith",
                        "202 RINGING Ann Smith",
                        "202 ANSWERED Ann Smith");
    }

    @Test
    void aPhoneThatDoesNotTakeATransferMissesIt() {
        ringing("201");
        changed(call(CallState.ANSWERED).answeredBy("201"), answered("201"));
        changed(call(CallState.RINGING).ringing("202", "PJSIP/202-1").answeredBy("201"), hungUp("201"), later("202"));
        changed(call(CallState.ENDED).answeredBy("201"), hungUp("201"), later("202"));
        assertThat(shown).endsWith("201 ENDED Ann Smith", "202 MISSED Ann Smith");
    }

    private void ringing(String... extensions) {
        List<Leg> legs = new ArrayList<>();
        for (String each : extensions) {
            legs.add(leg(each));
            changed(call(CallState.RINGING).ringing(each, "PJSIP/" + each + "-1"), legs.toArray(Leg[]::new));
        }
    }

    private void changed(CallBuilder call, Leg... legs) {
        List<Leg> all = new ArrayList<>(List.of(legs));
        all.add(0, CALLER);
        pops.changed(call.legs(all).build(), null, ANN, List.of(), List.of());
    }

    private static CallBuilder call(CallState state) {
        return AmiCall.builder().id("1", List.of()).pbx("pbx").state(state).caller("555", null, null);
    }

    private static Leg.Builder of(String extension) {
        return Leg.builder().channel("PJSIP/" + extension + "-1").number(extension);
    }

    private static Leg leg(String extension) {
        return of(extension).build();
    }

    private static Leg ended(String extension) {
        return of(extension).endedAt(3L).build();
    }

    private static Leg later(String extension) {
        return of(extension).startedAt(4L).build();
    }

    private static Leg answered(String extension) {
        return of(extension).answeredAt(2L).build();
    }

    private static Leg hungUp(String extension) {
        return of(extension).answeredAt(2L).endedAt(3L).build();
    }
}
