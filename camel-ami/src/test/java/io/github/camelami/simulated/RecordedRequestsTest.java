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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded requests, sent to the simulated PBX, are answered as the real server answered them: the same responses and
 * list items in the same order with the same keys and values, volatile ones aside.
 *
 * <p>Left out: login-md5 (its key answers that server's challenge), login-tls (the same text over TLS), login-during-boot
 * (no boot is simulated), filter-config* (no filters in a configuration file), shutdown-* (they turn on events only),
 * agi-async, callflows, channelvars, control, pjsip, bench-* (modules and real call flows that are not simulated),
 * config (other files), pipelined-mixed (its lists depend on live channels).
 */
class RecordedRequestsTest {

    static Stream<Arguments> whole() {
        return versions(
                "login-plain",
                "login-events-on",
                "login-events-off",
                "login-events-bogus",
                "login-events-call",
                "login-fail-acl-denied",
                "login-fail-bad-authtype",
                "login-fail-md5-without-challenge",
                "login-fail-no-secret",
                "login-fail-no-username",
                "login-fail-unknown-user",
                "login-fail-wrong-secret",
                "unauthenticated",
                "errors",
                "events-mask",
                "db",
                "userevent",
                "userevent-readonly-side",
                "pipelined-ping",
                "permission-denied-readonly",
                "user-callonly",
                "user-cmdonly",
                "user-noevents",
                "user-readonly",
                "wait-event-tcp",
                "wait-event-tcp-other");
    }

    @ParameterizedTest
    @MethodSource
    void whole(int version, String name) throws IOException {
        String requests = recorded(version, name + ".c2s");
        byte[] real = recorded(version, name + ".s2c").getBytes(StandardCharsets.ISO_8859_1);
        try (SimulatedPbx pbx = pbx(version)) {
            byte[] simulated = answersTo(requests, pbx);
            assertThat(answers(simulated, block -> true)).isEqualTo(answers(real, block -> true));
            if (!name.endsWith("-side") && !name.startsWith("wait-event")) {
                Predicate<List<String>> events = Blocks.isEvent("UserEvent", "VarSet");
                assertThat(Blocks.of(simulated).stream().filter(events).toList())
                        .isEqualTo(Blocks.of(real).stream().filter(events).toList());
            }
        }
    }

    static Stream<Arguments> chosen() {
        return versions(
                "command login,cmd-5,cmd-12,cmd-missing",
                "mailbox login,m1,m2,m3,m4,m5",
                "core-actions login,c0-Ping,c1-CoreStatus,c3-CoreShowChannels,c5-Status",
                "queue login,q1,q2,q3,q4,qa1,qa2,qa3,qp1,qp2,qpe,q5,qr1,qr2",
                "filter login,f1,u1,f2,u2,u3,f3,f4,f5,f6,f7,f9",
                "originate login,hs0,bad4,bad5,bad7,bad8,bad9,bad10",
                "calls-up login,st5,gv4,sv2,gv5,gv6,gv7,rd2,hu2");
    }

    /** Of these recordings only the actions that do not depend on what ran on that server. */
    @ParameterizedTest
    @MethodSource
    void chosen(int version, String nameAndIds) throws IOException {
        String name = nameAndIds.split(" ")[0];
        List<String> ids = List.of(nameAndIds.split(" ")[1].split(","));
        String requests = Stream.of(recorded(version, name + ".c2s").split("(?<=\r\n\r\n)"))
                .filter(request -> ids.contains(Blocks.idOf(List.of(request.split("\r\n")))))
                .collect(Collectors.joining());
        byte[] real = recorded(version, name + ".s2c").getBytes(StandardCharsets.ISO_8859_1);
        try (SimulatedPbx pbx = pbx(version)) {
            byte[] simulated = answersTo(requests, pbx);
            assertThat(answers(simulated, block -> true))
                    .isEqualTo(answers(
                            real,
                            block -> ids.contains(Blocks.idOf(block))
                                    || block.get(0).equals("Event: FullyBooted")));
            assertThat(agentEvents(simulated)).isEqualTo(agentEvents(real));
        }
    }

    static Stream<Arguments> originateVerdicts() {
        return versions("originate");
    }

    @ParameterizedTest
    @MethodSource
    void originateVerdicts(int version, String name) throws IOException {
        List<String> ids = new ArrayList<>(
                List.of("login", "async-0", "async-1", "async-2", "async-4", "async-5", "bad1", "bad2", "sys", "bob"));
        if (version == 16) {
            ids.add("async-3"); // on the 22 somebody hung up before the timeout
        }
        String requests = Stream.of(recorded(version, name + ".c2s").split("(?<=\r\n\r\n)"))
                .filter(request -> ids.contains(Blocks.idOf(List.of(request.split("\r\n")))))
                .collect(Collectors.joining());
        List<List<String>> real = verdicts(recorded(version, name + ".s2c").getBytes(StandardCharsets.ISO_8859_1), ids);
        try (SimulatedPbx pbx = pbx(version);
                WireClient client = new WireClient(pbx)) {
            client.send(requests);
            StringBuilder text = new StringBuilder();
            for (int verdicts = 0; verdicts < real.size(); ) {
                List<String> block = client.block();
                text.append(String.join("\r\n", block)).append("\r\n\r\n");
                verdicts += block.get(0).equals("Event: OriginateResponse") ? 1 : 0;
            }
            assertThat(verdicts(text.toString().getBytes(StandardCharsets.ISO_8859_1), ids))
                    .isEqualTo(real);
        }
    }

    private static List<List<String>> verdicts(byte[] serverToClient, List<String> ids) {
        return Blocks.of(serverToClient).stream()
                .filter(Blocks.isEvent("OriginateResponse"))
                .filter(block -> ids.contains(Blocks.idOf(block)))
                .sorted(Comparator.comparing(Blocks::idOf))
                .toList();
    }

    private static List<List<String>> agentEvents(byte[] serverToClient) {
        return Blocks.of(serverToClient).stream()
                .filter(Blocks.isEvent(
                        "QueueMemberAdded", "QueueMemberPause", "QueueMemberPenalty", "QueueMemberRemoved"))
                .toList();
    }

    private static List<List<String>> answers(byte[] serverToClient, Predicate<List<String>> which) {
        return Blocks.of(serverToClient).stream()
                .filter(Blocks::isAnswer)
                .filter(which)
                .filter(block -> !block.get(0).equals("Response: Goodbye"))
                .toList();
    }

    private static byte[] answersTo(String requests, SimulatedPbx pbx) throws IOException {
        try (WireClient client = new WireClient(pbx)) {
            client.send(requests);
            client.endOutput();
            return client.rest();
        }
    }

    private static SimulatedPbx pbx(int version) {
        SimulatedPbx pbx = SimulatedPbx.builder()
                .version(version)
                .user("admin", "adminpw", "all", "all")
                .user("readonly", "readpw", "all", "")
                .user("callonly", "callpw", "call", "call")
                .user("cmdonly", "cmdpw", "command", "command")
                .user("noevents", "noevpw", "", "all")
                .failedLoginDelay(Duration.ZERO)
                .start();
        pbx.data().mailbox("100@default", 0, 1, 0);
        pbx.data().extension("103", CallOutcome.BUSY);
        pbx.data().extension("104", CallOutcome.CONGESTION);
        pbx.data().extension("105", CallOutcome.NO_ANSWER);
        pbx.data().extension("bob", CallOutcome.NO_ANSWER);
        return pbx;
    }

    private static Stream<Arguments> versions(String... names) {
        return Stream.of(names).flatMap(name -> Stream.of(Arguments.of(22, name), Arguments.of(16, name)));
    }

    private static String recorded(int version, String file) throws IOException {
        try (InputStream in =
                RecordedRequestsTest.class.getResourceAsStream("/captures/asterisk-" + version + "/ami/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
