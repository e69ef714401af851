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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.call.AmiCall;
import io.github.camelami.simulated.Alike;
import io.github.camelami.simulator.PbxRecorder;
import io.github.camelami.simulator.PbxRecorderBuilder;
import io.github.camelami.simulator.Replay;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real calls are recorded, nothing of whom they are of is in the file, and they come out alike when it is played. */
class RecordedSessionAsteriskIT extends OnFreePbx {

    /** What a call carries in names, numbers, addresses and variables, written as it must not be found in the file. */
    private static final List<String> CANARIES = List.of(
            "Quilla",
            "Feathersmith",
            "30987654321",
            "zweibrod",
            "quilla@feathersmith.example",
            "hunter2",
            "zulu-9",
            "crm.",
            "77120045",
            "2001:470:1f0b:77::5",
            "00:1b:21:3c:9d:f8",
            "83927461",
            "UXVpbGxhOnBhc3N3b3Jk",
            "Zumwinkel",
            "203.0.113.99",
            "FeathersmithOrder",
            "Brixton",
            "Olbermann",
            "9f8e7d6c5b",
            "Hargreaves",
            "55512345678",
            "quilla-rec",
            "bertram",
            "10.20.30.40",
            "Wolfram",
            "dentist",
            "Desk",
            "127.0.0.2",
            "127.0.0.3",
            "admin",
            "Ostermeier");

    @TempDir
    Path directory;

    private PbxRecorderBuilder recorder() {
        return PbxRecorder.builder().address(asterisk.host(), asterisk.port()).user("admin", () -> "admin-secret");
    }

    @Test
    void H7_nothingOfACallIsInTheFileAndTheCallIsAlike() throws Exception {
        String numberOfCustomer = "49309876" + "54321";
        extension(
                "99",
                "Set(CALLERID(name)=Quilla Feathersmith)",
                "Set(CALLERID(num)=+" + numberOfCustomer + ")",
                "Set(CHANNEL(accountcode)=zweibrod)",
                "Set(CUSTOMER_EMAIL=quilla@feathersmith.example)",
                "Set(API_SECRET=hunter2-zulu-9)",
                "Set(CRM=https://crm.feathersmith.example/c?id=77120045)",
                "Set(DESKTOP=2001:470:1f0b:77::5)",
                "Set(MAC=00:1b:21:3c:9d:f8)",
                "Set(PIN=83927461)",
                "Set(BASIC=UXVpbGxhOnBhc3N3b3Jk)",
                "NoOp(Zumwinkel called from 203.0.113.99)",
                "UserEvent(FeathersmithOrder,Brixton: Olbermann,Token: 9f8e7d6c5b)",
                "CELGenUserEvent(Hargreaves,ref 55512345678)",
                "MixMonitor(quilla-rec.wav)",
                "SendDTMF(83927461)",
                "Dial(Local/8001@from-internal/n,20)");
        collect("emit=calls&callVariables=CALLNO");
        Path file = directory.resolve("recorded.ami");
        try (PbxRecorder recorder = recorder().events("all").start(file)) {
            Seat seat = seatOfThisTest();
            plain.ask("QueueAdd", "Queue: 4000", "Interface: Local/8001@from-queue/n", "MemberName: Agent Wolfram");
            plain.ask(
                    "QueuePause", "Queue: 4000", "Interface: Local/8001@from-queue/n", "Paused: 1", "Reason: dentist");
            plain.ask("QueueRemove", "Queue: 4000", "Interface: Local/8001@from-queue/n");
            plain.ask(
                    "Originate",
                    "Channel: " + phone("99"),
                    "Application: Wait",
                    "Data: 60",
                    "CallerID: Ostermeier <8002>",
                    "Variable: __CALLNO=1,__RINGS=20-20,__HINT=sip:bertram@10.20.30.40:5099",
                    "Async: true");
            Leg callee = seat.phone(1).called();
            callee.answer();
            seat.talk();
            callee.hangUp();
            soon().until(() -> calls.stream().anyMatch(call -> "1".equals(callNumber(call))));
            hangUpAll();
            assertAlike(recorder, file);
        }
        String recorded = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(recorded).contains("Event: VarSet", "Event: CEL", "Event: UserEvent", "Event: QueueMemberPause");
        for (String canary : CANARIES) {
            assertThat(recorded.toLowerCase(Locale.ROOT)).doesNotContain(canary.toLowerCase(Locale.ROOT));
        }
        assertThat(recorded).doesNotContain(own);
        assertThat(Pattern.compile("(?<![0-9])8001(?![0-9])").matcher(recorded).results())
                .isEmpty();
    }

    @Test
    void H7_theCallsOfAllScenariosAreAlike() throws Exception {
        collect("emit=calls&callVariables=CALLNO");
        Path file = directory.resolve("recorded.ami");
        PbxRecorderBuilder byTls = recorder()
                .address(asterisk.host(), asterisk.tlsPort())
                .tls(Asterisk.sslContextParameters().createSSLContext(camel).getSocketFactory());
        try (PbxRecorder recorder = byTls.start(file)) {
            List<Played> played = playedToTheEnd(play(scenarios(), 30, () -> 1_500, i -> {}));
            awaitCalls(played);
            assertAlike(recorder, file);
        }
    }

    private Seat seatOfThisTest() throws InterruptedException {
        Seat seat = seats.take();
        afterwards(() -> seats.release(seat));
        seat.begin("1", 1_500);
        return seat;
    }

    private void hangUpAll() throws Exception {
        plain.ask("Hangup", "Channel: /^PJSIP\\/phone-/");
        soon().until(() -> channels().isEmpty());
    }

    /** Ends the recording once no call is up, plays it, and compares its calls with those of the real PBX. */
    private void assertAlike(PbxRecorder recorder, Path file) throws Exception {
        soon().until(() -> channels().isEmpty());
        int[] told = {-1};
        soon().pollInterval(Duration.ofSeconds(4)).until(() -> told[0] == (told[0] = calls.size()));
        recorder.close();
        System.out.printf("%s: %s%n", asterisk, recorder.summary());
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Replay replay = pbx.replay(file).atOnce();
            List<AmiCall> played = played(pbx);
            inTime(replay.start());
            soon().until(() -> played.size() >= calls.size());
            Map<String, String> replacements = Alike.replacements(sorted(calls), sorted(played));
            assertThat(replacements).hasSizeGreaterThan(5);
        }
    }

    /** The calls of a route that receives from this PBX. */
    private List<AmiCall> played(SimulatedPbx pbx) throws Exception {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret("secret");
        camel.getRegistry().bind("played", connection);
        List<AmiCall> played = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:played?emit=calls&callVariables=CALLNO")
                        .routeId("played")
                        .process(exchange -> played.add(exchange.getMessage().getBody(AmiCall.class)));
            }
        });
        soon().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        return played;
    }

    /** In the order of the counters in the ids, which are kept. */
    private static List<AmiCall> sorted(List<AmiCall> calls) {
        List<AmiCall> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparing(call -> call.id().replaceAll("^.*-(?=[0-9]+\\.)", "")));
        return sorted;
    }
}
