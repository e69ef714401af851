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

import static io.github.camelami.examples.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.Accessibility;
import io.github.camelami.examples.Browser;
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
@EnabledIf(value = "io.github.camelami.examples.Browser#canRun", disabledReason = Browser.ABSENT)
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
                .ringTime(Duration.ofSeconds(6))
                .dialTimeout(Duration.ofMinutes(5))
                .talkTime(Duration.ofMinutes(5))
                .start();
        pbx.data().extension("202", CallOutcome.NO_ANSWER);
        pbx.data().callerName("07009123", ODD);
        link = FaultProxy.to(pbx);
        server = new RunningScreenPop(Map.of("ami.host", link.host(), "ami.port", link.port()));
        page = Chromium.start();
    }

    @BeforeEach
    void nobodyIsNamed() {
        page.forgetBefore();
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
        soon().untilAsserted(() -> assertThat(server.remembered("answered_by")).contains("201"));

        SimulatedCall again = pbx.placeCall("+442079460101", "201");
        soon().untilAsserted(() -> assertThat(page.listed("calls")).anyMatch(each -> each.contains("answered by 201")));
        again.hangup();
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).matches("(Ended|Missed) .*"));
    }

    @Test
    void aClosedPopUpIsShownAgainWhenThePhoneRingsAgain() {
        show("203");
        for (Pop.State state : List.of(Pop.State.RINGING, Pop.State.STOPPED, Pop.State.RINGING)) {
            server.screens().show(pop("a", "203", state));
            if (state == Pop.State.RINGING) {
                // nobody has asked the CRM
                soon().untilAsserted(() -> assertThat(page.pops()).containsExactly("Ringing | Bob | 555"));
                assertThat(page.text("spoken")).isEqualTo("Call from Bob");
                page.script("document.getElementById('spoken').textContent = ''");
                page.press(Keys.ESCAPE);
                assertThat(page.pops()).isEmpty();
            }
        }
        server.screens().show(pop("a", "203", Pop.State.MISSED));
    }

    @Test
    void aClosedPopUpStaysClosedWhenThePageHasConnectedAgain() {
        page.before("""
                window.EventSource = class extends EventSource {
                  constructor(address) {
                    super(address);
                    window.source = this;
                    this.addEventListener('message', event => {
                      if (event.data.includes('"state"')) window.last = JSON.parse(event.data);
                    });
                  }
                };
                window.again = pops => source.dispatchEvent(
                    new MessageEvent('message', {data: JSON.stringify({...last, whole: true, pops})}));
                """);
        show("204");
        server.screens().show(pop("a", "204", Pop.State.RINGING));
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(1));
        page.press(Keys.ESCAPE);
        page.script("document.getElementById('spoken').textContent = ''; again(last.pops)");
        assertThat(page.pops()).isEmpty();
        assertThat(page.text("spoken")).isEmpty();
        server.screens().show(pop("b", "204", Pop.State.RINGING));
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(1));
        // both have ended meanwhile
        page.script("again([])");
        assertThat(page.pops()).isEmpty();
        server.screens().show(pop("a", "204", Pop.State.MISSED));
        server.screens().show(pop("b", "204", Pop.State.MISSED));
    }

    @Test
    void aNotificationLastsAsLongAsItsPhoneRings() {
        show("205");
        page.script("""
                Object.defineProperty(document, 'hidden', {value: true});
                window.gone = [];
                window.Notification = class {
                  static permission = 'granted';
                  constructor(title, options) { this.tag = options.tag; }
                  close() { window.gone.push(this.tag); }
                };
                """);
        server.screens().show(pop("a", "205", Pop.State.RINGING));
        server.screens().show(pop("b", "205", Pop.State.RINGING));
        server.screens().show(pop("b", "205", Pop.State.MISSED));
        soon().untilAsserted(() -> assertThat(page.script("return gone")).isEqualTo(List.of("205b")));
        server.screens().show(pop("a", "205", Pop.State.MISSED));
        soon().untilAsserted(() -> assertThat(page.script("return gone")).isEqualTo(List.of("205b", "205a")));
    }

    @Test
    void aBrowserWithoutNotificationsShowsThePopUp() {
        show("206");
        page.script("""
                Object.defineProperty(document, 'hidden', {value: true});
                window.Notification = class {
                  static permission = 'granted';
                  constructor() { throw new TypeError('Illegal constructor'); }
                };
                addEventListener('error', event => { window.failure = event.message; });
                """);
        server.screens().show(pop("a", "206", Pop.State.RINGING));
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(1));
        assertThat(page.script("return window.failure")).isNull();
        server.screens().show(pop("a", "206", Pop.State.MISSED));
    }

    @Test
    void behindAProxyAUserWithoutAnExtensionLearnsWhatToDo() {
        Map<String, Object> proxy =
                Map.of("ami.host", link.host(), "ami.port", link.port(), "web.extension-header", "X-Extension");
        try (RunningScreenPop behindProxy = new RunningScreenPop(proxy)) {
            page.open(behindProxy.port(), "");
            soon().untilAsserted(() ->
                    assertThat(page.text("banner")).isEqualTo("You have no extension. Ask your administrator."));
            assertThat(page.script("return document.getElementById('who').hidden"))
                    .isEqualTo(true);
        }
    }

    @Test
    void saysThatTheServerDoesNotAnswerAndTriesAgain() {
        page.before("""
                const server = window.fetch;
                window.fetch = address => window.up ? server(address) : Promise.reject(new TypeError('Failed to fetch'));
                """);
        page.open(server.port(), "?extension=207");
        soon().untilAsserted(
                        () -> assertThat(page.text("banner")).isEqualTo("No connection to the server. Trying again…"));
        page.script("window.up = true");
        soon().untilAsserted(() -> assertThat(page.text("none")).startsWith("When 207 rings"));
        soon().untilAsserted(() -> assertThat(page.text("banner")).isEmpty());
    }

    private static Pop pop(String id, String extension, Pop.State state) {
        Pop.Crm nothing = new Pop.Crm(false, null, null, null);
        return new Pop(extension + id, state, extension, "555", "Bob", extension, null, null, 0, nothing);
    }

    @Test
    void aCallerIsTextAndAMissedCallStaysUntilItIsClosed() {
        show("202");
        SimulatedCall call = pbx.placeCall("07009123", "202");
        soon().untilAsserted(() ->
                assertThat(page.pops()).containsExactly("Ringing | " + ODD + " | 07009123 | Not in the CRM"));
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
        SimulatedCall missed = pbx.placeCall("07009123", "202");
        soon().untilAsserted(() -> assertThat(page.pops()).hasSize(2));
        missed.hangup();
        soon().untilAsserted(() -> assertThat(page.pops().get(0)).startsWith("Missed"));
        page.prefer("prefers-reduced-motion", "reduce");
        assertThat(page.script(Accessibility.MOVING)).isEqualTo(List.of());
        for (String scheme : List.of("light", "dark")) {
            page.prefer("prefers-color-scheme", scheme);
            assertThat(page.script(Accessibility.contrastsBelow(4.5))).isEqualTo(List.of());
        }
        assertThat(page.script(Accessibility.WITHOUT_A_NAME)).isEqualTo(List.of());
        page.size(500, 700);
        assertThat(page.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(page.script("return [...document.querySelectorAll('button, input, .link')]"
                        + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).length"))
                .isEqualTo(0L);
        page.script("document.querySelector('.close').focus()");
        assertThat(page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).isEqualTo("solid 3px");
        page.press(Keys.ENTER);
        // the focus goes to the next one
        assertThat(page.script("return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Close Ann Smith");
        page.size(1000, 900);
        ringing.hangup();
        soon().untilAsserted(
                        () -> assertThat(page.pops()).singleElement().asString().startsWith("Missed | Ann Smith"));
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
