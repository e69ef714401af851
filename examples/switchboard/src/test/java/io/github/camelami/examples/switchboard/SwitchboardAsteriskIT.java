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

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Keys;

/**
 * The tasks of a receptionist with the user that {@code manager.conf} ships: its classes are enough. Each phone is an
 * endpoint whose SIP address is an extension of the same server: 103 rings for ever, 110 answers, and 130 rings for a moment and answers.
 */
class SwitchboardAsteriskIT {
    private static final Map<String, String> PHONES = Map.of("0555", "110", "201", "103", "202", "130", "203", "130");

    @EachAsterisk
    void aReceptionistWorksWithARealAsterisk(String version) throws Exception {
        AsteriskServer asterisk = AsteriskServer.version(version);
        Path etc = Path.of(System.getenv(AsteriskServer.variable(version) + "_ETC"));
        Path user = etc.resolve("manager.d/switchboard.conf");
        Path phones = etc.resolve("pjsip_seats.conf");
        Files.write(user, user());
        Files.write(phones, phones(System.getenv(AsteriskServer.variable(version) + "_SIP_PORT")));
        Map<String, Object> properties = Map.of(
                "ami.host",
                asterisk.host(),
                "ami.port",
                asterisk.port(),
                "ami.username",
                "switchboard",
                "ami.secret",
                "change-me",
                "ami.context",
                "test",
                "board.title",
                "Office",
                "board.refresh",
                1_000);
        cli(version, "manager reload");
        cli(version, "module reload res_pjsip.so");
        extensions(version);
        try (Chromium page = Chromium.start();
                RunningSwitchboard switchboard = new RunningSwitchboard(properties)) {
            page.size(1440, 900);
            page.open(switchboard.port());
            String pbx = cli(version, "core show version").replaceAll("(?s).*(Asterisk [^\\s+~]+)\\S* built.*", "$1");
            soon().untilAsserted(() -> assertThat(page.pbx()).isEqualTo("Office · " + pbx));
            page.press("/", "ali");
            soon().untilAsserted(() ->
                    assertThat(page.people()).containsExactlyInAnyOrder("Alice Bell | Free", "Alice Test | Free"));
            assertThat(page.script("return [...document.querySelectorAll('.messages')].map(e => e.textContent)"))
                    .isEqualTo(List.of("", "✉ 2"));
            page.press(Keys.ESCAPE);
            page.choosePhone("202");

            seesWhoRingsAndTakesTheCall(version, page);
            asksAColleagueAndTransfers(page);
            parksAndPicksUp(version, page);
            seesWhoWaitsLongest(version, page);
            survivesARestart(version, page);
            assertThat(page.isSameDocument()).isTrue();
        } finally {
            cli(version, "channel request hangup all");
            Files.delete(user);
            Files.delete(phones);
            cli(version, "database deltree AMPUSER");
            cli(version, "dialplan reload");
            cli(version, "module reload res_pjsip.so");
            cli(version, "manager reload");
        }
    }

    private static void seesWhoRingsAndTakesTheCall(String version, Chromium page) throws Exception {
        cli(version, "channel originate PJSIP/0555 extension 201@test");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("0555 | Calling | Alice Bell"));
        soon().untilAsserted(() -> assertThat(page.people()).contains("Alice Bell | Ringing: | 0555"));
        page.tabTo("Take 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("0555 | Talking to | you"));
    }

    private static void asksAColleagueAndTransfers(Chromium page) {
        page.drag("0555", "Ben Cole", "ask");
        soon().untilAsserted(() -> assertThat(page.said()).contains("0555 waits while you talk to Ben Cole"));
        soon().untilAsserted(() -> assertThat(page.people().toString()).contains("Ben Cole | In a call"));
        page.tabTo("Connect 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).contains("0555 | Talking to | Ben Cole"));
        page.drag("0555", "Alice Bell", "transfer");
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("0555 | Calling | Alice Bell"));
        page.tabTo("Hang up 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.ringing()).isEmpty());
    }

    private static void parksAndPicksUp(String version, Chromium page) throws Exception {
        cli(version, "channel originate PJSIP/0555 extension 203@test");
        soon().untilAsserted(() -> assertThat(page.others()).contains("0555 | Talking to | Ben Cole"));
        page.tabTo("Park 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).contains("0555 | Parked | in 701"));
        page.tabTo("Take 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("0555 | Talking to | you"));
        page.tabTo("Transfer 0555");
        page.press(Keys.ENTER);
        page.press("ben", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).contains("0555 | Talking to | Ben Cole"));
        page.tabTo("Hang up 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.others()).isEmpty());
    }

    private static void seesWhoWaitsLongest(String version, Chromium page) throws Exception {
        cli(version, "channel originate PJSIP/0555 extension 106@test");
        soon().untilAsserted(() -> assertThat(page.waiting("support")).containsExactly("0555"));
        assertThat(page.text("#longest")).isEqualTo("Longest wait: 0555 (support)");
        page.tabTo("Take 0555");
        page.press(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.waiting("support")).isEmpty());
        soon().untilAsserted(() -> assertThat(page.ringing()).containsExactly("0555 | Talking to | you"));
    }

    private static void survivesARestart(String version, Chromium page) throws Exception {
        cli(version, "core restart now");
        soon().untilAsserted(() -> assertThat(page.text("#banner")).startsWith("No connection to the PBX since "));
        soon().untilAsserted(() -> assertThat(page.text("#banner")).isEmpty());
        cli(version, "core waitfullybooted");
        extensions(version);
        soon().untilAsserted(() -> assertThat(page.people()).contains("Alice Bell | Free"));
        soon().untilAsserted(() -> assertThat(page.ringing()).isEmpty());
        soon().untilAsserted(() -> assertThat(page.others()).isEmpty());
    }

    /** The user of the example, for this machine. */
    private static List<String> user() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("manager.conf")));
        lines.subList(0, lines.indexOf("[switchboard]")).clear();
        lines.replaceAll(line -> line.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : line);
        return lines;
    }

    private static List<String> phones(String port) {
        List<String> lines = new ArrayList<>();
        PHONES.forEach((number, address) -> lines.addAll(List.of(
                "[" + number + "]",
                "type = endpoint",
                "context = test",
                "transport = udp",
                "allow = ulaw",
                "aors = " + number,
                "[" + number + "]",
                "type = aor",
                "contact = sip:" + address + "@127.0.0.1:" + port)));
        return lines;
    }

    /** Makes people of the phones, with names as FreePBX stores them. */
    private static void extensions(String version) throws Exception {
        for (String step : List.of("1,Ringing()", "2,Wait(0.3)", "3,Answer()", "4,Wait(600)")) {
            cli(version, "dialplan add extension 130," + step + " into test");
        }
        for (String number : List.of("201", "202", "203")) {
            cli(version, "dialplan add extension " + number + ",1,Dial(PJSIP/" + number + "\\,60\\,tT) into test");
            cli(version, "dialplan add extension " + number + ",hint,PJSIP/" + number + " into test");
        }
        cli(version, "database put AMPUSER 201/cidname \"Alice Bell\"");
        cli(version, "database put AMPUSER 202/cidname \"Rita Reception\"");
        cli(version, "database put AMPUSER 203/cidname \"Ben Cole\"");
    }

    private static String cli(String version, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(System.getenv("AMI_ASTERISK_SCRIPT"), "cli", version, command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
