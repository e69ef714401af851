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
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What the server sends, and to whom. */
class ScreensTest {
    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static RunningScreenPop own;

    @AutoClose
    private static RunningScreenPop behindProxy;

    @AutoClose
    private static RunningScreenPop slow;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.start();
        pbx.data().extension("201", CallOutcome.NO_ANSWER);
        for (String each : List.of("202", "203", "204", "205", "206")) {
            pbx.data().extension(each, CallOutcome.NO_ANSWER);
        }
        own = new RunningScreenPop(Map.of("ami.host", pbx.host(), "ami.port", pbx.port()));
        behindProxy = new RunningScreenPop(Map.of(
                "ami.host",
                pbx.host(),
                "ami.port",
                pbx.port(),
                "web.extension-header",
                "X-Extension",
                "crm.url",
                "jdbc:h2:tcp://localhost:1/none"));
        slow = new RunningScreenPop(Map.of(
                "ami.host",
                pbx.host(),
                "ami.port",
                pbx.port(),
                "crm.seconds",
                1,
                "crm.url",
                "jdbc:h2:mem:slow;INIT=RUNSCRIPT FROM 'classpath:slow-crm.sql'"));
    }

    @Test
    void onlyThePersonWhosePhoneRingsLearnsOfTheCall() throws Exception {
        try (Socket one = request(own, "GET /events?extension=201 HTTP/1.1\r\nHost: localhost");
                Socket two = request(own, "GET /events?extension=202 HTTP/1.1\r\nHost: localhost");
                BufferedReader first = reader(one);
                BufferedReader second = reader(two)) {
            first.readLine();
            second.readLine();
            SimulatedCall call = pbx.placeCall("02079460101", "201");
            assertThat(next(first))
                    .contains("\"state\":\"RINGING\"", "Ann Smith", "Baker & Sons", "Invoice 2026-118")
                    .doesNotContain("No dial tone");
            SimulatedCall other = pbx.placeCall("+33199001234", "202");
            assertThat(next(second))
                    .contains("\"state\":\"RINGING\"", "Chloé Durand")
                    .doesNotContain("Ann");
            call.hangup();
            assertThat(next(first)).contains("\"state\":\"STOPPED\"");
            assertThat(next(first)).contains("\"state\":\"MISSED\"");
            other.hangup();
            assertThat(next(second)).contains("\"state\":\"STOPPED\"").doesNotContain("Ann");
        }
    }

    @Test
    void behindAProxyNobodyChoosesAnExtension() throws Exception {
        String proxy = "\r\nHost: localhost\r\nX-Extension: 203";
        assertThat(answer(behindProxy, "GET /extension HTTP/1.1" + proxy)).endsWith("{\"given\":\"203\"}");
        assertThat(answer(behindProxy, "GET /extension HTTP/1.1\r\nHost: localhost"))
                .contains(" 403 ");
        assertThat(answer(behindProxy, "GET /events?extension=201 HTTP/1.1\r\nHost: localhost"))
                .contains(" 403 ");
        try (Socket socket = request(behindProxy, "GET /events?extension=204 HTTP/1.1" + proxy);
                BufferedReader lines = reader(socket)) {
            lines.readLine();
            pbx.placeCall("+33199001234", "204").hangup();
            SimulatedCall call = pbx.placeCall("02079460101", "203");
            // without its CRM, too
            assertThat(next(lines)).contains("\"extension\":\"203\"", "02079460101", "\"failed\":true");
            call.hangup();
        }
    }

    @Test
    void refusesOtherNamesAndExtensionsThatAreNone() throws Exception {
        assertThat(answer(own, "GET /events?extension=201 HTTP/1.1\r\nHost: evil.example"))
                .contains(" 421 ");
        assertThat(answer(own, "GET /events HTTP/1.1\r\nHost: localhost")).contains(" 400 ");
        assertThat(answer(own, "GET /events?extension=%3Cb%3E HTTP/1.1\r\nHost: localhost"))
                .contains(" 400 ");
        assertThat(answer(own, "GET / HTTP/1.1\r\nHost: 127.0.0.1")).contains(" 200 ", "default-src 'none'");
        assertThat(answer(own, "GET / HTTP/1.1\r\nHost: LocalHost")).contains(" 200 ");
    }

    @Test
    void aCrmThatHangsDelaysAPopUpForSecondsOnly() throws Exception {
        try (Socket socket = request(slow, "GET /events?extension=205 HTTP/1.1\r\nHost: localhost");
                BufferedReader lines = reader(socket)) {
            SimulatedCall call = pbx.placeCall("02079460101", "205");
            assertThat(next(lines)).contains("\"state\":\"RINGING\"", "\"failed\":true");
            call.hangup();
        }
    }

    @Test
    void neitherUsersNorWithheldNumbersAreCustomers() throws Exception {
        try (Socket socket = request(slow, "GET /events?extension=206 HTTP/1.1\r\nHost: localhost");
                BufferedReader lines = reader(socket)) {
            for (String caller : List.of("201", "")) {
                SimulatedCall call = pbx.placeCall(caller, "206");
                assertThat(next(lines)).contains("\"state\":\"RINGING\"", "\"failed\":false");
                call.hangup();
                assertThat(next(lines)).contains("\"state\":\"STOPPED\"");
                assertThat(next(lines)).contains("\"state\":\"MISSED\"");
            }
        }
        SimulatedCall counted = pbx.placeCall("+4930901820", "206");
        counted.hangup();
        await().until(() -> own.remembered("number").contains("+4930901820"));
        assertThat(own.remembered("number")).doesNotContain("201").doesNotContainNull();
    }

    /** If events are missing, it may be unknown what became of the call. */
    @Test
    void aCallOfUnknownResultIsRemembered() throws Exception {
        own.remember(AmiCall.builder()
                .id("9.9", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .caller("+4930901899", null, "PJSIP/trunk-1")
                .build());
        assertThat(own.remembered("number")).contains("+4930901899");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aPageThatDoesNotReadIsDisconnected() throws Exception {
        try (Socket socket = request(own, "GET /events?extension=207 HTTP/1.1\r\nHost: localhost")) {
            reader(socket).readLine();
            Pop.Crm crm = new Pop.Crm(false, Map.of("name", "x".repeat(100_000)), List.of(), List.of());
            Pop pop = new Pop("pop1", Pop.State.MISSED, "207", "1", null, "207", null, null, 0, crm);
            for (int i = 0; i < 200; i++) {
                own.screens().show(pop);
            }
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(20_000_000);
        }
    }

    @Test
    void onlyThisMachineReachesALoopbackAddress() {
        assertThat(List.of("localhost", "127.0.0.1", "::1")).allMatch(ScreenPop::isLoopback);
        assertThat(List.of("0.0.0.0", "192.0.2.10")).noneMatch(ScreenPop::isLoopback);
    }

    /** The next message with a pop-up, among the messages of about half a minute. */
    private static String next(BufferedReader lines) throws IOException {
        return lines.lines()
                .limit(12)
                .filter(line -> line.contains("\"state\""))
                .findFirst()
                .orElseThrow();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n")))
                .contains(" 200 ");
        return lines;
    }

    private static String answer(RunningScreenPop server, String head) throws IOException {
        try (Socket socket = request(server, head + "\r\nConnection: close")) {
            return new String(socket.getInputStream().readNBytes(900), StandardCharsets.UTF_8);
        }
    }

    private static Socket request(RunningScreenPop server, String head) throws IOException {
        Socket socket = new Socket("localhost", server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
