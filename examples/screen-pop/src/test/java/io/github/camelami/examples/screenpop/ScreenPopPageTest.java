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

import static io.github.camelami.examples.screenpop.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** The page in Chromium, with a simulated PBX behind a link that can be cut. */
@EnabledIf(value = "io.github.camelami.examples.screenpop.Chromium#canRun", disabledReason = Chromium.ABSENT)
class ScreenPopPageTest {
    private static final String ODD = "<img src=x onerror=\"window.hacked=1\">";

    @AutoClose
    private static Chromium page;

    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static FaultProxy link;

    @AutoClose
    private static RunningScreenPop server;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(700))
                .dialTimeout(Duration.ofMinutes(5))
                .talkTime(Duration.ofMinutes(5))
                .start();
        pbx.data().extension("202", CallOutcome.NO_ANSWER);
        pbx.data().callerName("0700", ODD);
        link = FaultProxy.to(pbx);
        server = new RunningScreenPop(Map.of("ami.host", link.host(), "ami.port", link.port()));
        page = Chromium.start();
    }

    @BeforeEach
    void nobodyIsNamed() {
        page.open(server.port(), "");
        page.script("localStorage.clear()");
    }

    private static void show(String extension) {
        page.open(server.port(), "?extension=" + extension);
        soon().untilAsserted(() -> assertThat(page.text("banner")).isEmpty());
        soon().untilAsserted(() -> assertThat(page.text("none")).startsWith("When " + extension + " rings"));
    }

    @Test
    void theUserNamesAnExtensionOnceAndSeesWhoCallsAndHasCalled() {
        page.open(server.port(), "");
        soon().until(() -> "extension".equals(page.script("return document.activeElement.id")));
        page.press("201", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.text("none")).startsWith("When 201 rings"));
        page.open(server.port(), "");
        soon().untilAsserted(() -> assertThat(page.text("whose")).isEqualTo("of 201"));
        soon().untilAsserted(() -> assertThat(page.text("banner")).isEmpty());

        SimulatedCall call = pbx.placeCall("+442079460101", "201");
        soon().untilAsserted(() ->
                assertThat(page.pops()).containsExactly("Ringing | Ann Smith | Baker & Sons | +442079460101"));
        assertThat(page.text("spoken")).isEqualTo("Call from Ann Smith, Baker & Sons");
        assertThat(page.script("return document.title")).isEqualTo("☎ Ann Smith");
        assertThat(page.listed("tickets"))
                .hasSize(2)
                .first()
                .isEqualTo("#4720 Asks for a second phone at the counter (since 2026-11-27)");
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Talking | Ann Smith"));
        // also for a page that is opened now
        page.open(server.port(), "");
        soon().untilAsserted(() ->
                assertThat(page.pops()).hasSize(1).first().asString().startsWith("Talking | Ann Smith"));
        call.hangup();
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Ended | Ann Smith"));
        assertThat(page.text("spoken")).isEqualTo("Ended: Ann Smith");
        assertThat(page.script("return document.title")).isEqualTo("Calls");

        SimulatedCall again = pbx.placeCall("+442079460101", "201");
        soon().untilAsserted(() -> assertThat(page.listed("calls")).anyMatch(each -> each.contains("answered by 201")));
        again.hangup();
    }

    @Test
    void aCallerIsTextAndAMissedCallStaysUntilItIsClosed() {
        show("202");
        SimulatedCall call = pbx.placeCall("0700", "202");
        soon().untilAsserted(
                        () -> assertThat(page.pops()).containsExactly("Ringing | " + ODD + " | 0700 | Not in the CRM"));
        assertThat(page.script("return window.hacked")).isNull();
        call.hangup();
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Missed | "));
        page.press(Keys.ESCAPE);
        assertThat(page.pops()).isEmpty();
        assertThat(page.text("none")).isNotEmpty();
    }

    @Test
    void everybodyCanReadIt() {
        show("202");
        SimulatedCall ringing = pbx.placeCall("02079460101", "202");
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(1));
        SimulatedCall missed = pbx.placeCall("0700", "202");
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(2));
        missed.hangup();
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Missed"));
        page.prefer("prefers-reduced-motion", "reduce");
        assertThat(page.script(Accessibility.MOVING)).isEqualTo(List.of());
        for (String scheme : List.of("light", "dark")) {
            page.prefer("prefers-color-scheme", scheme);
            assertThat(page.script(Accessibility.CONTRASTS_BELOW_AA)).isEqualTo(List.of());
        }
        assertThat(page.script(Accessibility.WITHOUT_A_NAME)).isEqualTo(List.of());
        page.size(500, 700);
        assertThat(page.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(page.script("return [...document.querySelectorAll('button, input, .link')]"
                        + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).length"))
                .isEqualTo(0L);
        page.script("document.querySelector('.close').focus()");
        assertThat((String) page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).startsWith("solid");
        page.press(Keys.ENTER);
        // the focus goes to the next one
        assertThat(page.script("return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Close Ann Smith");
        page.size(1000, 900);
        ringing.hangup();
    }

    @Test
    void saysThatThePbxIsNotConnectedAndThenShowsCallsAgain() {
        show("202");
        SimulatedCall call = pbx.placeCall("02079460101", "202");
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(1));
        link.refuse();
        link.cutAll(Cut.RST);
        soon().untilAsserted(() -> assertThat(page.text("banner")).startsWith("The PBX is not connected."));
        call.hangup();
        link.accept();
        soon().untilAsserted(() -> assertThat(page.text("banner")).isEmpty());
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Missed"));
    }
}
