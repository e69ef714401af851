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

import static io.github.camelami.examples.switchboard.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

@EnabledIf(value = "io.github.camelami.examples.switchboard.Chromium#canRun", disabledReason = Chromium.ABSENT)
class SwitchboardPageTest {
    private static final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private static Chromium page;
    private static SimulatedPbx pbx;
    private static FaultProxy link;
    private static RunningSwitchboard switchboard;

    private final List<SimulatedCall> calls = new ArrayList<>();

    @BeforeAll
    static void start() {
        page = opened(Chromium.start());
        pbx = opened(SimulatedPbx.builder().talkTime(Duration.ofHours(1)).start());
        pbx.data().phone("201", "Ann Bell");
        pbx.data().phone("202", "Ben Cole");
        pbx.data().queue("sales").member("PJSIP/201", "Ann Bell", 0);
        pbx.data().queueExtension("400", "sales");
        link = opened(FaultProxy.to(pbx));
        switchboard = opened(new RunningSwitchboard(Map.of("ami.host", link.host(), "ami.port", link.port())));
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
        page.open(switchboard.port());
        soon().until(() -> page.pbx().startsWith("Connected to Asterisk Call Manager"));
    }

    @AfterEach
    void hangUp() {
        calls.forEach(SimulatedCall::hangup);
        soon().until(() -> page.channels().isEmpty());
    }

    @Test
    void showsACallAndHangsItUpByKeyboard() {
        call("201", "202");
        soon().untilAsserted(() -> assertThat(page.channels())
                .containsExactly("Ann Bell 201 | Ben Cole 202 | Connected", "Ben Cole 202 | Ann Bell 201 | Connected"));
        soon().untilAsserted(() -> assertThat(page.extensions()).containsExactly("201 | In a call", "202 | In a call"));
        assertThat(page.title()).isEqualTo("2 channels – Switchboard");

        page.tabTo("Hang up Ann Bell 201");
        page.press(Keys.ENTER);

        soon().untilAsserted(() -> assertThat(page.channels()).isEmpty());
        soon().untilAsserted(() -> assertThat(page.extensions()).containsExactly("201 | Free", "202 | Free"));
        assertThat(page.said()).isEqualTo("Hung up Ann Bell 201.");
        assertThat(page.focused()).startsWith("Channels");
    }

    @Test
    void transfersACallByKeyboard() {
        call("300", "201");
        soon().until(() -> page.channels().size() == 2);
        page.tabTo("Transfer 300");
        page.press(Keys.ENTER);
        page.press("202", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.channels())
                .containsExactly("300 | Ben Cole 202 | Connected", "Ben Cole 202 | 300 | Connected"));
        assertThat(page.said()).isEqualTo("Transferred 300 to 202.");
        assertThat(page.extensions()).containsExactly("201 | Free", "202 | In a call");

        page.tabTo("Transfer 300");
        page.press(Keys.ENTER);
        page.press("201", Keys.ESCAPE);
        assertThat(page.focused()).isEqualTo("Transfer 300");
        assertThat(pbx.received("Redirect")).hasSize(1);
    }

    @Test
    void callsANumberAndAnExtensionFromMyPhone() {
        page.tabTo("Number");
        page.press("200", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("201 was answered."));
        assertThat(pbx.received("Originate").get(0).fields())
                .containsEntry("Channel", "Local/201@from-internal")
                .containsEntry("Exten", "200")
                .containsEntry("Context", "from-internal");
        soon().until(() -> page.channels().size() == 3);
        pbx.data().extension("201", CallOutcome.BUSY);
        page.tabTo("Call 202");
        page.press(Keys.SPACE);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("201 is busy."));
        pbx.data().extension("201", CallOutcome.ANSWER);
        page.tabTo("Hang up 201");
        page.press(Keys.ENTER);
    }

    @Test
    void showsWhoWaitsInAQueue() {
        call("300", "400");
        soon().untilAsserted(() -> assertThat(page.agents()).contains("Ann Bell | in a call"));
        call("301", "400");
        soon().untilAsserted(() -> assertThat(page.waiting()).containsExactly("301"));
    }

    @Test
    void aReloadShowsTheSame() {
        call("201", "202");
        soon().until(() -> page.extensions().contains("201 | In a call"));
        call("301", "400");
        showsBothCalls();
        page.reload();
        showsBothCalls();
        assertThat(page.isSameDocument()).isFalse();
    }

    private static void showsBothCalls() {
        soon().untilAsserted(() -> assertThat(page.channels())
                .containsExactly(
                        "Ann Bell 201 | Ben Cole 202 | Connected",
                        "Ben Cole 202 | Ann Bell 201 | Connected",
                        "301 | 400 | Connected"));
        soon().untilAsserted(() -> assertThat(page.extensions()).containsExactly("201 | In a call", "202 | In a call"));
        assertThat(page.waiting()).containsExactly("301");
    }

    @Test
    void aRestartOfThePbxEndsItsCallsOnThePageWithoutAReload() {
        call("201", "202");
        soon().until(() -> page.channels().size() == 2);
        pbx.restart();
        calls.clear();
        call("301", "202");
        soon().untilAsserted(() -> assertThat(page.channels())
                .containsExactly("301 | Ben Cole 202 | Connected", "Ben Cole 202 | 301 | Connected"));
        assertThat(page.extensions()).containsExactly("201 | Free", "202 | In a call");
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aLostLinkIsToldAndWhatHappenedMeanwhileIsThereAfterwards() {
        SimulatedCall before = call("201", "202");
        soon().until(() -> page.channels().size() == 2);
        link.refuse();
        link.cutAll(Cut.RST);
        soon().until(() -> page.pbx().startsWith("PBX not connected since "));
        assertThat(page.title()).isEqualTo("Not connected – Switchboard");
        assertThat(page.channels()).hasSize(2);
        page.tabTo("Hang up Ann Bell 201");
        page.press(Keys.ENTER);
        assertThat(page.said()).isEqualTo("The PBX is not connected: nothing was done.");

        before.hangup();
        call("301", "201");
        link.accept();
        soon().untilAsserted(() -> assertThat(page.channels())
                .containsExactly("301 | Ann Bell 201 | Connected", "Ann Bell 201 | 301 | Connected"));
        assertThat(page.pbx()).startsWith("Connected");
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void aServerThatGoesIsToldAndItsReturnShowsTheCalls() {
        switchboard.close();
        soon().until(() -> page.pbx().startsWith("No connection to the switchboard"));
        call("201", "202");
        switchboard = opened(
                new RunningSwitchboard(switchboard.port(), Map.of("ami.host", link.host(), "ami.port", link.port())));
        soon().until(() -> page.channels().size() == 2);
        assertThat(page.isSameDocument()).isTrue();
    }

    @Test
    void whatACallerSendsIsTextNeverMarkup() {
        String name = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
        pbx.data().callerName("666", name);
        call("666", "400");
        call("666", "400");
        soon().untilAsserted(() -> assertThat(page.channels()).contains(name + " 666 | Ann Bell 201 | Connected"));
        soon().untilAsserted(() -> assertThat(page.waiting()).containsExactly(name + " 666"));
        assertThat(page.script("return window.hacked")).isNull();
        assertThat(page.script("return document.querySelectorAll('img, main script').length"))
                .isEqualTo(0L);
    }

    @Test
    void isReadableInLightAndDarkAndMovesNothingForWhoWantsThat() {
        call("201", "202");
        call("301", "400");
        soon().until(() -> page.channels().size() == 3);
        for (String colours : new String[] {"light", "dark"}) {
            page.prefer(colours, "reduce");
            assertThat(page.script(Accessibility.CONTRASTS_BELOW_AA))
                    .as(colours)
                    .isEqualTo(List.of());
            assertThat(page.script(Accessibility.MOVING)).isEqualTo(List.of());
        }
        assertThat(page.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(17, 22, 29)");
        page.prefer("light", "no-preference");
        assertThat(page.script(Accessibility.WITHOUT_A_NAME)).isEqualTo(List.of());
        page.tabTo("Hang up Ben Cole 202");
        assertThat(page.script(Accessibility.OUTLINE_OF_THE_FOCUS)).isEqualTo("solid 3px");
    }

    private SimulatedCall call(String from, String to) {
        SimulatedCall call = pbx.placeCall(from, to);
        calls.add(call);
        return call;
    }
}
