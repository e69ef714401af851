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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of the routes for FreePBX, with recordings of a dialplan of its shape. */
class FreepbxRoutesTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/calls/freepbx");

    @TempDir
    Path folder;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("call-back", "screen-pop", "presence", "queue-calls")) {
                    from("direct:" + name).convertBodyTo(String.class).to("mock:" + name);
                }
            }
        });
        camel.addRoutes(new FreepbxRoutes());
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    private List<String> received(String mock) {
        return camel.getEndpoint("mock:" + mock, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private void play(String name) throws Exception {
        Path recording = folder.resolve(name);
        Files.writeString(
                recording, Files.readString(RECORDINGS.resolve(name + ".txt")).replace("\n", "\r\n"));
        var replay = pbx.replay(recording).atOnce();
        camel.start();
        await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        assertThat(replay.start()).succeedsWithin(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "s05_did_ringgroup_answered,        '0301234 calls 8031', '8201, 8202, 8203'",
        "s09_followme_confirmed,            '0301234 calls 8501', '8201, 01715'",
        "s01_ext_ext_callee_hangs,          '8201 calls 8202',    '8202'",
        "s17_outbound,                      '8201 calls 904099',  '04099'",
        "s12_ivr_queue_second_agent,        '0301234 calls 8030', '8201, 8202'"
    })
    void eachPhoneThatRingsPopsUp(String recording, String call, String phones) throws Exception {
        play(recording);
        for (String phone : phones.split(", ")) {
            await().until(() -> received("screen-pop").contains(call + ", " + phone + " rings"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s12_ivr_queue_second_agent, 'CONNECTED, agent 8202'",
        "s13_queue_caller_abandons,  'ABANDONED, agent '",
        "s44_queue_timeup_hangup,    'TIMEOUT, agent '"
    })
    void aCallOfAQueueHasItsOutcome(String recording, String outcome) throws Exception {
        play(recording);
        await().until(() -> received("queue-calls").size() == 1);
        assertThat(received("queue-calls").get(0)).contains(": " + outcome).matches(".*, waited \\d+ ms");
    }

    /** Each row is one of the recordings, of which a person has said what happened. */
    @Test
    void theTableOfThePageTellsTheRecordings() throws Exception {
        Set<List<String>> said = new HashSet<>();
        for (JsonNode call :
                new ObjectMapper().readTree(RECORDINGS.resolve("expected.json").toFile())) {
            said.add(List.of(
                    call.get("caller").asText() + " → " + call.get("called").asText(),
                    call.get("answeredBy").isNull()
                            ? ""
                            : call.get("answeredBy").asText(),
                    "`" + call.get("disposition").asText() + "`"));
        }
        List<List<String>> rows = Files.readAllLines(Path.of("../docs/freepbx.md")).stream()
                .filter(line -> line.contains(" → 8") || line.contains(" → 9"))
                .map(line -> line.split("\\|"))
                .map(cells -> List.of(cells[2].strip(), cells[3].strip(), cells[4].strip()))
                .toList();
        assertThat(rows).hasSize(15);
        assertThat(said).containsAll(rows);
    }

    @Test
    void aMissedCallFromTheTrunkIsOneToReturn() throws Exception {
        camel.start();
        pbx.placeCall("8201", "102").ended().get(20, TimeUnit.SECONDS);
        pbx.placeCall("trunk-1", "100").ended().get(20, TimeUnit.SECONDS);
        pbx.placeCall("trunk-1", "102");

        await().until(() -> !received("call-back").isEmpty());
        assertThat(received("call-back")).containsExactly("trunk-1 called 102: BUSY");
    }

    @Test
    void aClickIsAnOriginateThroughFromInternal() throws Exception {
        camel.start();
        Object answer =
                template.requestBodyAndHeaders("direct:click", null, Map.of("from", "100", "to", "102"), String.class);

        assertThat(answer).isEqualTo("100 to 102: BUSY");
        assertThat(pbx.received("Originate").get(0).field("Channel")).isEqualTo("Local/100@from-internal");
        assertThat(pbx.received("Originate").get(0).field("CallerID")).isEqualTo("100");
    }

    @Test
    void anAgentIsPausedByItsExtension() throws Exception {
        pbx.data().queue("400").member("Local/8201@from-queue/n", "Ann", 0);
        camel.start();

        assertThat(pause("8201")).isEqualTo("Interface paused successfully");
        assertThat(pause("8209")).isEqualTo("Interface not found");
    }

    private String pause(String extension) {
        return template.requestBodyAndHeader("direct:pause-agent", null, "extension", extension, String.class);
    }

    @Test
    void theStateOfExtensionsAloneIsTold() throws Exception {
        pbx.on("ExtensionStateList", action -> Reply.success()
                .list(
                        "ExtensionStateListComplete",
                        List.of(
                                hint("8201", "ext-local", "Idle").withIdOf(action),
                                hint("*80", "app-feature", "Idle").withIdOf(action))));
        camel.start();
        await().until(() -> received("presence").contains("8201: Idle"));
        pbx.emit(hint("*80", "app-feature", "InUse").privilege("call,all"));
        pbx.emit(hint("8201", "ext-local", "Ringing").privilege("call,all"));

        await().until(() -> received("presence").contains("8201: Ringing"));
        assertThat(received("presence")).containsExactly("8201: Idle", "8201: Ringing");
    }

    private static SimulatedEvent hint(String extension, String context, String state) {
        return SimulatedEvent.named("ExtensionStatus")
                .with("Exten", extension)
                .with("Context", context)
                .with("StatusText", state);
    }
}
