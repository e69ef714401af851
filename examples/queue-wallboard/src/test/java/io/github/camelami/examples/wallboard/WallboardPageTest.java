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
package io.github.camelami.examples.wallboard;

import static io.github.camelami.examples.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.Accessibility;
import io.github.camelami.examples.Browser;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
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

/** The page in Chromium, with a simulated PBX behind a link that can be cut. */
@EnabledIf(value = "io.github.camelami.examples.Browser#canRun", disabledReason = Browser.ABSENT)
class WallboardPageTest {
    /** The elements that have a frame for those who see no shades. */
    private static final String FRAMED = "button, .tile";

    private static final String ANN = "PJSIP/201";
    private static final String BEN = "PJSIP/202";
    private static final String ODD = "<img src=x onerror=\"window.hacked=1\">,&amp;\"'ü";
    private static final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private static Chromium page;

    private final Deque<AutoCloseable> openedForOne = new ArrayDeque<>();
    private SimulatedPbx pbx;
    private FaultProxy link;
    private SimulatedQueue sales;
    private SimulatedQueue billing;
    private RunningWallboard wallboard;

    @BeforeAll
    static void startChromium() {
        page = Chromium.start();
        opened.push(page);
    }

    @AfterAll
    static void stopChromium() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @BeforeEach
    void start() {
        pbx = SimulatedPbx.start();
        openedForOne.push(pbx);
        sales = pbx.data().queue("sales").member(ANN, "Ann Bell", 0).member(BEN, "Ben Cole", 0);
        billing = pbx.data().queue("billing").member(ANN, "Ann Bell", 0);
        link = FaultProxy.to(pbx);
        openedForOne.push(link);
        wallboard = new RunningWallboard(properties());
        openedForOne.push(wallboard);
        page.prefer();
        page.size(1920, 1080);
        page.open(wallboard.port());
        soon().untilAsserted(() -> assertThat(page.queues()).contains("billing", "sales"));
        soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
    }

    private Map<String, Object> properties() {
        return Map.of(
                "ami.host",
                link.host(),
                "ami.port",
                link.port(),
                "wall.queues",
                "billing,sales,extra*",
                "wall.waiting.warning",
                2,
                "wall.waiting.alarm",
                4);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : openedForOne) {
            each.close();
        }
    }

    @Test
    void showsTheFiguresOfAQueueAndItsMembers() {
        assertThat(page.members("sales")).isEqualTo("2 free");
        SimulatedCaller taken = sales.join("100", "");
        SimulatedCaller gone = sales.join("101", "");
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("2 | – | 2 | 0 | 0 | 0"));
        soon().untilAsserted(() -> assertThat(page.longestWait("sales")).matches("0:0[1-9]"));
        taken.ring(ANN);
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("1 free, 1 ringing"));
        taken.answer();
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("1 free, 1 in call"));
        gone.giveUp();
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("0 | 50% | 2 | 1 | 1 | 0"));
        sales.join("104", "").timeOut();
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("0 | 33% | 3 | 1 | 1 | 1"));
        assertThat(page.longestWait("sales")).isEqualTo("–");
        taken.complete();
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("2 free"));
        assertThat(page.figures("billing")).isEqualTo("0 | – | 0 | 0 | 0 | 0");
    }

    @Test
    void showsEachAgentWithItsStateReasonQueuesAndTime() {
        soon().untilAsserted(() -> assertThat(page.agents())
                .containsExactly("Ann Bell | free | billing, sales", "Ben Cole | free | sales"));
        sales.pause(ANN, true, "lunch");
        billing.pause(ANN, true, "lunch");
        soon().untilAsserted(() -> assertThat(page.agents()).contains("Ann Bell | paused: lunch | billing, sales"));
        soon().untilAsserted(() -> assertThat(page.timeOfFirstAgent()).matches("0:0[2-9]"));
        sales.remove(BEN);
        soon().untilAsserted(() -> assertThat(page.agents()).hasSize(1));
        SimulatedCaller caller = billing.join("100", "");
        caller.ring(ANN);
        soon().untilAsserted(() -> assertThat(page.agents()).containsExactly("Ann Bell | ringing | billing, sales"));
    }

    @Test
    void aFigureBeyondItsLimitHasAColourASignAndAWord() {
        sales.join("100", "");
        soon().untilAsserted(() -> assertThat(page.limits("sales")).isEqualTo(" | waiting | longest | level"));
        String normal = page.background("sales", "waiting");
        SimulatedCaller last = sales.join("101", "");
        soon().untilAsserted(() ->
                assertThat(page.limits("sales")).isEqualTo("Warning | waiting warning | longest | level"));
        String warning = page.background("sales", "waiting");
        sales.join("102", "");
        sales.join("103", "");
        soon().untilAsserted(
                        () -> assertThat(page.limits("sales")).isEqualTo("Alarm | waiting alarm | longest | level"));
        String alarm = page.background("sales", "waiting");
        assertThat(List.of(normal, warning, alarm)).doesNotHaveDuplicates();
        assertThat(page.script(signOf("sales", ".waiting dt"))).isEqualTo("\"■\u00a0\"");
        assertThat(page.limits("billing")).isEqualTo(" | waiting | longest | level");
        last.giveUp();
        soon().untilAsserted(() ->
                assertThat(page.limits("sales")).isEqualTo("Alarm | waiting warning | longest | level alarm"));
    }

    private static String signOf(String queue, String part) {
        return "return getComputedStyle([...document.querySelectorAll('.tile')]"
                + ".find(e => e.querySelector('.name').textContent === '" + queue + "').querySelector('" + part
                + "'), '::before').content";
    }

    @Test
    void theLongestWaitPassesItsLimitWithTimeAlone() {
        wallboard.close();
        wallboard = restarted(Map.of("wall.longest-wait.warning", 2, "wall.longest-wait.alarm", 4));
        sales.join("100", "");
        soon().untilAsserted(() -> assertThat(page.limits("sales")).contains("longest warning"));
        soon().untilAsserted(() -> assertThat(page.limits("sales")).contains("longest alarm"));
    }

    private RunningWallboard restarted(Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(properties());
        all.putAll(others);
        RunningWallboard started = new RunningWallboard(wallboard.port(), all);
        openedForOne.push(started);
        return started;
    }

    @Test
    void aReloadShowsTheSame() {
        sales.join("100", "").giveUp();
        sales.join("101", "");
        sales.pause(BEN, true, "lunch");
        showsAll();
        page.reload();
        showsAll();
        assertThat(page.isSameDocument()).isFalse();
    }

    private static void showsAll() {
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("1 | 0% | 2 | 0 | 1 | 0"));
        soon().untilAsserted(() -> assertThat(page.agents()).contains("Ben Cole | paused: lunch | sales"));
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("1 free, 1 paused"));
    }

    @Test
    void aReloadOfTheQueuesBringsNewMembersAndNewQueues() {
        sales.forget(BEN).member("PJSIP/203", "Cat Dorn", 0);
        pbx.data().queue("extra").member("PJSIP/203", "Cat Dorn", 0);
        pbx.emit(SimulatedEvent.named("Reload", "system")
                .with("Module", "app_queue")
                .with("Status", "0"));
        soon().untilAsserted(() -> assertThat(page.queues()).containsExactly("billing", "extra", "sales"));
        soon().untilAsserted(() -> assertThat(page.agents())
                .containsExactly("Ann Bell | free | billing, sales", "Cat Dorn | free | extra, sales"));
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aRestartOfThePbxEndsTheWaitsOnThePageWithoutAReload() {
        sales.join("100", "").giveUp();
        sales.join("101", "");
        sales.pause(BEN, true, "lunch");
        showsAll();
        pbx.restart();
        soon().untilAsserted(() -> assertThat(page.figures("sales")).startsWith("0 | "));
        soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
        sales.join("102", "");
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("1 | 0% | 3 | 0 | 1 | 0"));
        assertThat(page.agents()).contains("Ben Cole | paused: lunch | sales");
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aLostLinkIsToldTheFiguresAreGreyAndStandStillAndAreRightAfterwards() {
        SimulatedCaller before = sales.join("100", "");
        soon().untilAsserted(() -> assertThat(page.figures("sales")).startsWith("1 | "));
        link.refuse();
        link.cutAll(Cut.RST);
        soon().untilAsserted(() ->
                assertThat(page.banner()).matches("No connection to the PBX\\. Figures as of \\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.isGrey()).isTrue();
        String banner = page.banner();
        String wait = page.longestWait("sales");
        String clock = clock();
        soon().until(() -> !clock().equals(clock));
        assertThat(page.longestWait("sales")).isEqualTo(wait);
        assertThat(page.banner()).isEqualTo(banner);

        before.giveUp();
        billing.join("200", "");
        sales.pause(ANN, true, "meeting");
        link.accept();
        soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
        // the banner stays until this is so
        assertThat(page.figures("sales")).startsWith("0 | ");
        assertThat(page.figures("billing")).startsWith("1 | ");
        assertThat(page.members("sales")).isEqualTo("1 free, 1 paused");
        assertThat(page.isGrey()).isFalse();
        assertThat(page.isSameDocument()).isTrue();
    }

    private static String clock() {
        return (String) page.script("return document.getElementById('clock').textContent");
    }

    @Test
    void aLostFeedIsToldAndTheReturnOfTheServerShowsTheState() {
        wallboard.close();
        soon().untilAsserted(() -> assertThat(page.banner())
                .matches("No connection to the wallboard’s server\\. Figures as of \\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.isGrey()).isTrue();
        sales.join("100", "");
        wallboard = restarted(Map.of());
        soon().untilAsserted(() -> assertThat(page.figures("sales")).isEqualTo("1 | – | 1 | 0 | 0 | 0"));
        soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void namesAreTextNeverMarkup() {
        pbx.data().queue("extra " + ODD).add("PJSIP/203", ODD);
        SimulatedQueue odd = pbx.data().queue("extra " + ODD);
        odd.pause("PJSIP/203", true, ODD);
        soon().untilAsserted(() -> assertThat(page.queues()).contains("extra " + ODD));
        soon().untilAsserted(() -> assertThat(page.agents()).contains(ODD + " | paused: " + ODD + " | extra " + ODD));
        assertThat(page.script("return window.hacked")).isNull();
        assertThat(page.script("return document.querySelectorAll('img').length"))
                .isEqualTo(0L);
    }

    @Test
    void twentyQueuesAndThirtyAgentsTakeTurnsAndNothingScrolls() {
        wallboard.close();
        for (int i = 1; i <= 18; i++) {
            SimulatedQueue queue = pbx.data().queue("extra-" + i);
            queue.member("PJSIP/3" + (10 + i), "Agent with a rather long name " + i, 0);
        }
        for (int i = 0; i < 4; i++) {
            sales.join("10" + i, "");
        }
        wallboard = restarted(Map.of("wall.page-seconds", 2));
        soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
        SimulatedCaller answered = billing.join("200", "");
        answered.ring(ANN);
        answered.answer();
        soon().untilAsserted(() -> assertThat(page.figures("billing")).startsWith("0 | 100% |"));
        List<String> seen = new ArrayList<>();
        soon().until(() -> {
            page.queues().stream().filter(name -> !seen.contains(name)).forEach(seen::add);
            return seen.size() == 20;
        });
        soon().untilAsserted(() -> assertThat(page.script("return document.getElementById('elsewhere').textContent"))
                .isEqualTo("■ Alarm: sales"));
        soon().untilAsserted(() -> assertThat(page.queues()).hasSize(10));
        nothingIsCutOff();
    }

    private static void nothingIsCutOff() {
        for (int[] size : new int[][] {{1920, 1080}, {1280, 720}, {1080, 1920}}) {
            page.size(size[0], size[1]);
            soon().untilAsserted(() -> assertThat(page.script(OUTSIDE)).isEqualTo(List.of()));
        }
    }

    /** What is cut off at the edge of the page or of its tile. */
    private static final String OUTSIDE = """
            const inside = (e, box) => { const b = e.getBoundingClientRect();
              return b.left >= box.left - 1 && b.right <= box.right + 1 && b.top >= box.top - 1 && b.bottom <= box.bottom + 1; };
            const screen = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
            const bad = [...document.querySelectorAll('.tile, .agent, header > *, .page')]
                .filter(e => e.checkVisibility() && e.textContent.trim() && !inside(e, screen));
            for (const tile of document.querySelectorAll('.tile')) {
              const box = tile.getBoundingClientRect();
              bad.push(...[...tile.querySelectorAll('dl, dd, h2, .members li')].filter(e => !inside(e, box)));
              bad.push(...[...tile.querySelectorAll('dd, dt')].filter(e => e.scrollWidth > e.clientWidth + 1));
            }
            return bad.map(e => e.outerHTML);
            """;

    @Test
    void isReadableAndTheKeyFShowsItOnTheFullScreen() {
        for (int i = 0; i < 3; i++) {
            sales.join("10" + i, "");
        }
        sales.pause(ANN, true, "lunch");
        soon().untilAsserted(() -> assertThat(page.limits("sales")).startsWith("Warning"));
        assertThat(page.script(Accessibility.contrastsBelow(4.5))).isEqualTo(List.of());
        assertThat(page.script(Accessibility.MOVING)).isEqualTo(List.of());
        assertThat(page.script(Accessibility.WITHOUT_A_NAME)).isEqualTo(List.of());
        nothingIsCutOff();
        page.press("f");
        soon().until(() -> Boolean.TRUE.equals(page.script("return document.fullscreenElement !== null")));
        page.press("f");
        soon().until(() -> Boolean.TRUE.equals(page.script("return document.fullscreenElement === null")));
    }

    @Test
    void isReadableWithMoreContrast() {
        showsAllStates();
        page.prefer("prefers-contrast", "more");
        isSeen();
    }

    /** On Windows, this is a contrast theme: the page gets the colours of the user, and has no shades of its own. */
    @Test
    void isReadableInTheColoursOfTheUser() {
        showsAllStates();
        for (String colours : new String[] {"light", "dark"}) {
            page.prefer("prefers-color-scheme", colours, "forced-colors", "active");
            isSeen();
            assertThat(page.script(signOf("sales", ".waiting dt"))).isEqualTo("\"▲\u00a0\"");
            assertThat(page.script("return [...document.querySelectorAll('.now .warning, .now .alarm')]"
                            + ".filter(e => getComputedStyle(e).outlineStyle === 'none').length"))
                    .isEqualTo(0L);
        }
    }

    private void showsAllStates() {
        for (int i = 0; i < 2; i++) {
            sales.join("10" + i, "");
        }
        sales.add("PJSIP/204", "Dan East");
        sales.pause(ANN, true, "lunch");
        sales.deviceState("PJSIP/204", 5);
        sales.join("104", "").ring(BEN);
        soon().untilAsserted(() -> assertThat(page.limits("sales")).startsWith("Warning"));
        soon().untilAsserted(() -> assertThat(page.members("sales")).contains("ringing", "paused", "away"));
    }

    private static void isSeen() {
        assertThat(page.script(Accessibility.contrastsBelow(7))).isEqualTo(List.of());
        assertThat(page.script(Accessibility.withoutABorder(FRAMED))).isEqualTo(List.of());
        assertThat(page.script(Accessibility.SHAPES_NOT_SEEN)).isEqualTo(List.of());
        // there is one control; from there, the tabulator leaves the page
        soon().until(() -> {
            page.press(Keys.TAB);
            return page.script("return document.activeElement.id").equals("full");
        });
        assertThat(page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).isEqualTo("solid 3px");
    }

    @Test
    void nothingMovesWhenCallersComeAndGo() {
        page.script(Accessibility.WATCH_LAYOUT);
        SimulatedCaller caller = sales.join("100", "");
        sales.join("101", "").giveUp();
        sales.pause(ANN, true, "lunch");
        caller.ring(BEN);
        caller.answer();
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("1 in call, 1 paused"));
        caller.complete();
        soon().untilAsserted(() -> assertThat(page.members("sales")).isEqualTo("1 free, 1 paused"));
        assertThat(((Number) page.script("return window.layoutShift")).doubleValue())
                .isLessThan(0.01);
    }

    /** The bound is generous, because the machine may be busy: on a free one, the page takes less than 100 ms. */
    @Test
    void twoHundredCallersAtOnceDoNotStopThePage() {
        page.script(Accessibility.WATCH_FRAMES);
        for (int i = 0; i < 200; i++) {
            sales.join("5" + (1000 + i), "");
        }
        soon().untilAsserted(() -> assertThat(page.figures("sales")).startsWith("200 | "));
        assertThat(((Number) page.script("return window.longestFrame")).doubleValue())
                .isLessThan(1_000);
    }

    @Test
    void anEmptyPanelSaysWhy() {
        sales.remove(ANN);
        sales.remove(BEN);
        billing.remove(ANN);
        soon().untilAsserted(() -> assertThat(page.script("return document.getElementById('no-agents').innerText"))
                .isEqualTo("No agents are logged in to these queues."));
        wallboard.close();
        wallboard = restarted(Map.of("wall.queues", "none*"));
        soon().untilAsserted(() -> assertThat(page.script("return document.getElementById('none').innerText"))
                .isEqualTo("The PBX has no queue of those that wall.queues selects."));
    }
}
