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

import static io.github.camelami.examples.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.Accessibility;
import io.github.camelami.examples.Browser;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** What a receptionist does with the page, by mouse and by keyboard. */
@EnabledIf(value = "io.github.camelami.examples.Browser#canRun", disabledReason = Browser.ABSENT)
class SwitchboardPageTest {
    /** The elements that have a frame for those who see no shades. */
    private static final String FRAMED = "button, input, select, .call, .person, .queue, dialog[open]";

    private static final Map<String, String> NAMES =
            Map.of("201", "Alice Martin", "202", "Ben Cole", "203", "Cat Dorn");
    private static final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private static Chromium page;
    private static SimulatedPbx pbx;
    private static FaultProxy link;
    private static RunningSwitchboard switchboard;

    private final List<SimulatedCall> calls = new ArrayList<>();

    @BeforeAll
    static void start() {
        page = opened(Chromium.start());
        pbx = opened(SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(50))
                .talkTime(Duration.ofHours(1))
                .start());
        NAMES.forEach((number, name) -> {
            pbx.data().phone(number, name);
            pbx.data().database("AMPUSER", number + "/cidname", name);
        });
        pbx.data().phone("209", "");
        pbx.data().callerName("300", "Olivia");
        pbx.data().queue("sales").member("PJSIP/203", "Cat Dorn", 0);
        pbx.data().queueExtension("400", "sales");
        pbx.data().extension("209", CallOutcome.NO_ANSWER);
        link = opened(FaultProxy.to(pbx));
        switchboard = opened(new RunningSwitchboard(properties()));
    }

    private static Map<String, Object> properties() {
        return Map.of(
                "ami.host", link.host(), "ami.port", link.port(), "board.title", "Office", "board.queues", "sales");
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    @BeforeEach
    void open() {
        page.prefer("prefers-color-scheme", "light");
        page.size(1440, 900);
        page.open(switchboard.port());
        soon().until(() -> page.pbx().equals("Office · Asterisk 22.10.1"));
        soon().until(() -> page.people().size() == 4);
        page.choosePhone("201");
    }

    @AfterEach
    void hangUp() {
        pbx.clearFaults();
        calls.forEach(SimulatedCall::hangup);
        pbx.forgetReceived();
        soon().until(() -> page.ringing().isEmpty() && page.others().isEmpty());
    }

    @Test
    void aliceIsFoundByNameWithHerStateAndWhomSheTalksTo() {
        call("300", "201");
        page.choosePhone("");
        soon().untilAsserted(() -> assertThat(page.people()).contains("Alice Martin | In a call | with Olivia"));
        page.press("/", "ali");
        soon().untilAsserted(() -> assertThat(page.people()).containsExactly("Alice Martin | In a call | with Olivia"));
        page.press(Keys.ESCAPE);
        soon().untilAsserted(() -> assertThat(page.people())
                .containsExactly(
                        "209 | Free", "Alice Martin | In a call | with Olivia", "Ben Cole | Free", "Cat Dorn | Free"));
        assertThat(page.text(".person .number")).isEmpty();
    }

    @Test
    void whoRingsIsOnTopAndIsTakenToMyPhone() {
        call("202", "203");
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Ben Cole | Talking to | Cat Dorn"));
        call("300", "209");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Calling | 209"));
        soon().untilAsserted(() -> assertThat(page.title()).isEqualTo("(1) ringing – Switchboard"));
        page.choosePhone("209");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Calling | you"));
        assertThat(page.script("return document.getElementById('rings').textContent"))
                .isEqualTo("Olivia is calling you.");
        page.choosePhone("201");
        page.tabTo("Take Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("Olivia comes to your phone 201."));
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
        assertThat(pbx.received("Redirect").get(0).fields()).containsEntry("Exten", "201");
    }

    @Test
    void aCallIsDraggedOntoAPerson() {
        call("300", "201");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
        page.drag("Olivia", "Ben Cole", "transfer");
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("Olivia was transferred to Ben Cole."));
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Olivia | Talking to | Ben Cole"));
        assertThat(page.script("return document.querySelector('#ghost, .dragging')"))
                .isNull();
    }

    @Test
    void aCallIsTransferredByKeyboardAndNothingHappensWithoutATarget() {
        call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        page.tabTo("Transfer Olivia");
        page.press(Keys.ENTER);
        page.press(Keys.ENTER);
        assertThat(page.text("#how")).startsWith("Type a name");
        page.press("ben", Keys.ESCAPE);
        assertThat(page.focused()).isEqualTo("Transfer Olivia");
        assertThat(pbx.received("Redirect")).isEmpty();
        page.press(Keys.ENTER);
        page.press("c", Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Olivia | Talking to | Ben Cole"));
        page.tabTo("Transfer Olivia");
        page.press(Keys.ENTER);
        page.press("203", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Olivia | Talking to | Cat Dorn"));
    }

    @Test
    void aColleagueIsAskedBeforeATransfer() {
        pbx.on("Atxfer", action -> Reply.success("Atxfer successfully queued"));
        pbx.on("CancelAtxfer", action -> Reply.success("CancelAtxfer successfully queued"));
        call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        page.drag("Olivia", "Ben Cole", "ask");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Asking | Ben Cole first"));
        assertThat(pbx.received("Atxfer").get(0).field("Channel")).startsWith("PJSIP/201-");
        assertThat(pbx.received("Atxfer").get(0).field("Exten")).isEqualTo("202");
        page.tabTo("Back Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
        assertThat(pbx.received("CancelAtxfer")).hasSize(1);
        page.drag("Olivia", "Ben Cole", "ask");
        soon().until(() -> page.ringing().contains("Olivia | Asking | Ben Cole first"));
        page.tabTo("Connect Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() ->
                assertThat(pbx.received("Hangup").get(0).field("Channel")).startsWith("PJSIP/201-"));
    }

    @Test
    void aCallIsParkedAndPickedUp() {
        call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        page.tabTo("Park Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Olivia | Parked | in 701"));
        page.tabTo("Take Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
    }

    @Test
    void whoWaitsLongestIsToldAndTaken() {
        call("202", "203");
        soon().until(() -> page.others().contains("Ben Cole | Talking to | Cat Dorn"));
        call("300", "400");
        soon().until(() -> page.waiting("sales").contains("Olivia"));
        call("301", "400");
        soon().untilAsserted(() -> assertThat(page.waiting("sales")).containsExactly("Olivia", "301"));
        assertThat(page.text("#longest")).isEqualTo("Longest wait: Olivia (sales)");
        assertThat(page.text(".queue .agents")).isEqualTo("in a call: Cat Dorn");
        page.tabTo("Take Olivia");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.waiting("sales")).containsExactly("301"));
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
    }

    @Test
    void myPhoneCallsANumberAndAPerson() {
        page.press("/", "200", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("Your phone was answered."));
        assertThat(pbx.received("Originate").get(0).fields())
                .containsEntry("Channel", "Local/201@from-internal")
                .containsEntry("Exten", "200");
        page.press(Keys.ESCAPE);
        pbx.data().extension("201", CallOutcome.BUSY);
        page.tabTo("Call Ben Cole");
        page.press(Keys.SPACE);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("Your phone is busy."));
        pbx.data().extension("201", CallOutcome.ANSWER);
        page.script("document.querySelector('[data-do=hangup]').click()");
    }

    @Test
    void myPhoneIsRememberedAndAReloadShowsTheSame() {
        call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        page.reload();
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
        assertThat(page.isSameDocument()).isFalse();
        page.choosePhone("");
        page.tabTo("Call Ben Cole");
        page.press(Keys.ENTER);
        assertThat(page.said()).startsWith("First choose your phone");
        assertThat(page.focused()).startsWith("My phone");
    }

    @Test
    void aRestartOfThePbxEndsItsCallsOnThePageWithoutAReload() {
        call("300", "201");
        soon().until(() -> page.ringing().size() == 1);
        pbx.restart();
        calls.clear();
        call("301", "202");
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("301 | Talking to | Ben Cole"));
        soon().untilAsserted(() -> assertThat(page.people()).contains("Alice Martin | Free"));
        assertThat(page.ringing()).isEmpty();
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aLostLinkIsToldAndWhatHappenedMeanwhileIsThereAfterwards() {
        SimulatedCall before = call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        link.refuse();
        link.cutAll(Cut.RST);
        soon().until(() -> page.text("#banner").startsWith("No connection to the PBX since "));
        assertThat(page.title()).isEqualTo("Not connected – Switchboard");
        page.tabTo("Hang up Olivia");
        page.press(Keys.ENTER);
        assertThat(page.said()).isEqualTo("The PBX is not connected: nothing was done.");
        before.hangup();
        call("301", "202");
        link.accept();
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly("301 | Talking to | Ben Cole"));
        soon().untilAsserted(() -> assertThat(page.people()).contains("Alice Martin | Free"));
        assertThat(page.text("#banner")).isEmpty();
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aServerThatGoesIsToldAndItsReturnShowsTheCalls() {
        switchboard.close();
        soon().until(() -> page.text("#banner").startsWith("No connection to the switchboard’s server."));
        call("300", "201");
        switchboard = opened(new RunningSwitchboard(switchboard.port(), properties()));
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("Olivia | Talking to | you"));
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void whatACallerSendsIsTextNeverMarkup() {
        String name = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
        pbx.data().callerName("666", name);
        call("666", "203");
        soon().untilAsserted(() -> assertThat(page.others()).containsExactly(name + " | Talking to | Cat Dorn"));
        call("666", "400");
        soon().untilAsserted(() -> assertThat(page.waiting("sales")).containsExactly(name));
        assertThat(page.script("return window.hacked")).isNull();
        assertThat(page.script("return document.querySelectorAll('img, main script').length"))
                .isEqualTo(0L);
    }

    @Test
    void whoMayOnlyLookHasNoButtons() {
        Map<String, Object> properties = new HashMap<>(properties());
        properties.put("board.operators", "anna");
        call("300", "201");
        try (RunningSwitchboard strict = new RunningSwitchboard(properties)) {
            page.open(strict.port());
            soon().untilAsserted(() -> assertThat(page.others()).containsExactly("Olivia | Talking to | Alice Martin"));
            assertThat(page.script("return [...document.querySelectorAll('main button, #dial button, #phone')]"
                            + ".filter(e => e.checkVisibility()).length"))
                    .isEqualTo(0L);
        }
        page.open(switchboard.port());
    }

    @Test
    void aPanelThatIsEmptySaysWhy() {
        assertThat(page.script("return [...document.querySelectorAll('.none')].filter(e => !e.hidden)"
                        + ".map(e => e.textContent)"))
                .isEqualTo(List.of("Nobody is ringing.", "There are no other calls."));
        page.press("/", "zzz");
        soon().untilAsserted(() -> assertThat(page.text("#people .none")).startsWith("Nobody is called “zzz”."));
        assertThat(page.text("#queues .none")).isEqualTo("No queue or agent matches.");
        page.press(Keys.ESCAPE);
    }

    @Test
    void isReadableInLightAndDarkAndMovesNothingForWhoWantsThat() {
        showsAll();
        for (String colours : new String[] {"light", "dark"}) {
            page.prefer("prefers-color-scheme", colours, "prefers-reduced-motion", "reduce");
            assertThat(page.script(Accessibility.contrastsBelow(4.5)))
                    .as(colours)
                    .isEqualTo(List.of());
            assertThat(page.script(Accessibility.MOVING)).isEqualTo(List.of());
        }
        assertThat(page.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(15, 20, 26)");
        assertThat(page.script(Accessibility.WITHOUT_A_NAME)).isEqualTo(List.of());
        page.tabTo("Hang up Olivia");
        assertThat(page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).isEqualTo("solid 3px");
    }

    @Test
    void isReadableWithMoreContrast() {
        showsAll();
        for (String colours : new String[] {"light", "dark"}) {
            page.prefer("prefers-color-scheme", colours, "prefers-contrast", "more");
            assertThat(page.script(Accessibility.contrastsBelow(7))).as(colours).isEqualTo(List.of());
            isFramed(colours);
        }
    }

    /** On Windows, this is a contrast theme: the page gets the colours of the user, and has no shades of its own. */
    @Test
    void isReadableInTheColoursOfTheUser() {
        showsAll();
        for (String colours : new String[] {"light", "dark"}) {
            page.prefer("prefers-color-scheme", colours, "forced-colors", "active");
            assertThat(page.script(Accessibility.contrastsBelow(7))).as(colours).isEqualTo(List.of());
            isFramed(colours);
            assertThat(page.script(border("#now .call.ringing"))).isNotEqualTo(page.script(border("#others .call")));
            assertThat(page.script("return getComputedStyle(document.querySelector('.call.mine')).outlineStyle"))
                    .isEqualTo("solid");
        }
        page.size(390, 844);
        assertThat(page.script("return new Set([...document.querySelectorAll('nav button')]"
                        + ".map(e => getComputedStyle(e).backgroundColor)).size"))
                .as("the panel that is shown, and the others")
                .isEqualTo(2L);
        assertThat(page.script(Accessibility.contrastsBelow(7))).isEqualTo(List.of());
    }

    private static String border(String element) {
        return "return getComputedStyle(document.querySelector('" + element + "')).borderTopColor";
    }

    private static void isFramed(String colours) {
        assertThat(page.script(Accessibility.withoutABorder(FRAMED)))
                .as(colours)
                .isEqualTo(List.of());
        page.tabTo("Hang up Olivia");
        assertThat(page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).as(colours).isEqualTo("solid 3px");
        page.press(Keys.SHIFT, Keys.TAB);
        page.tabTo("Transfer Olivia");
        page.press(Keys.ENTER);
        assertThat(page.script(Accessibility.contrastsBelow(7))).as(colours).isEqualTo(List.of());
        assertThat(page.script(Accessibility.withoutABorder(FRAMED)))
                .as(colours)
                .isEqualTo(List.of());
        page.press(Keys.ESCAPE);
    }

    @Test
    void theTabulatorGoesThroughThePageInTheOrderInWhichItIsRead() {
        showsAll();
        List<?> controls = (List<?>) page.script(Accessibility.CONTROLS);
        for (Object each : controls) {
            page.press(Keys.TAB);
            assertThat(page.focused()).isEqualTo(each);
        }
        assertThat(controls.stream().map(Object::toString))
                .containsSubsequence(
                        "Find a person or a call, or dial a number",
                        "Call",
                        "Hang up Olivia",
                        "Hang up Ben Cole",
                        "Call Ben Cole",
                        "Take 301");
    }

    @Test
    void whoLooksForHoldIsToldToPark() {
        assertThat(page.text("#hold")).isEmpty();
        call("300", "201");
        soon().untilAsserted(() ->
                assertThat(page.text("#hold")).isEqualTo("Only your phone can hold a call. Here, use Park."));
    }

    private void showsAll() {
        call("202", "203");
        call("300", "201");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you"));
        call("301", "400");
        call("302", "209");
        soon().until(() -> page.ringing().contains("302 | Calling | 209"));
        soon().until(() -> page.waiting("sales").contains("301"));
    }

    @Test
    void onAPhoneOnePanelIsShownAtATimeAndNothingIsCutOff() {
        showsAll();
        page.size(390, 844);
        for (String tab : new String[] {"queues", "people", "calls"}) {
            page.script("document.querySelector('nav [data-tab=" + tab + "]').click()");
            assertThat(page.script("return [...document.querySelectorAll('main > section')]"
                            + ".filter(e => e.checkVisibility()).map(e => e.id)"))
                    .isEqualTo(List.of(tab));
            assertThat(page.script(Accessibility.WIDER_THAN_THE_PAGE)).isEqualTo(List.of());
        }
    }

    @Test
    void nothingMovesWhenCallsComeAndGo() {
        call("202", "203");
        soon().until(() -> page.others().size() == 1);
        page.script(Accessibility.WATCH_LAYOUT);
        SimulatedCall gone = call("300", "201");
        call("301", "209");
        call("302", "205");
        soon().until(() -> page.ringing().contains("Olivia | Talking to | you")
                && page.others().size() == 2);
        Object place = placeOf("302");
        calls.get(0).hangup();
        gone.hangup();
        soon().until(() -> page.others().size() == 1);
        assertThat(placeOf("302")).isEqualTo(place);
        assertThat(((Number) page.script("return window.layoutShift")).doubleValue())
                .isLessThan(0.01);
    }

    private static Object placeOf(String caller) {
        return page.script("return [...document.querySelectorAll('.call')]"
                + ".find(e => e.querySelector('.name').textContent === '" + caller + "').getBoundingClientRect().top");
    }

    /** The bound is generous, because the machine may be busy: on a free one, the page takes less than 100 ms. */
    @Test
    void twoHundredCallsAtOnceDoNotStopThePage() {
        page.script(Accessibility.WATCH_FRAMES);
        for (int i = 0; i < 200; i++) {
            call("5" + (1000 + i), "6" + (1000 + i));
        }
        soon().until(() -> page.others().size() == 200);
        Object longest = page.script("return window.longestFrame");
        assertThat(((Number) longest).doubleValue()).isLessThan(1_000);
    }

    private SimulatedCall call(String from, String to) {
        SimulatedCall call = pbx.placeCall(from, to);
        calls.add(call);
        return call;
    }
}
