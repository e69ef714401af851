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

import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queues that a test drives send what recorded ones sent. */
class SimulatedQueuesTest {
    private static final Set<String> SETTINGS = Set.of("Timestamp", "SystemName", "ChanVariable", "DestChanVariable");

    /** The names of the fields of the first event of that name, in their order. */
    private static List<String> recorded(String server, String event) throws IOException {
        for (String recording : List.of("queue", "callflows")) {
            try (InputStream in = SimulatedQueuesTest.class.getResourceAsStream(
                    "/captures/" + server + "/ami/" + recording + ".s2c")) {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                for (String block : text.split("\r\n\r\n")) {
                    if (block.startsWith("Event: " + event + "\r\n")) {
                        return names(List.of(block.split("\r\n")));
                    }
                }
            }
        }
        throw new IllegalArgumentException(server + " never sent " + event);
    }

    private static List<String> names(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .filter(name -> !SETTINGS.contains(name))
                .toList();
    }

    private static void play(SimulatedPbx pbx) {
        SimulatedQueue queue = pbx.data().queue("support");
        queue.add("PJSIP/7", "Bob");
        queue.pause("PJSIP/7", true, "lunch");
        queue.deviceState("PJSIP/7", 2);
        queue.remove("PJSIP/7");
        SimulatedCaller ann = queue.join("100", "Ann");
        ann.ring("Local/m1@members/n");
        ann.answer();
        ann.complete();
        queue.join("101", "").giveUp();
    }

    @Test
    void eachEventHasTheFieldsOfARecordedOneInTheirOrder() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            play(pbx);
            for (String event : List.of(
                    "QueueMemberAdded",
                    "QueueMemberPause",
                    "QueueMemberStatus",
                    "QueueMemberRemoved",
                    "QueueCallerJoin",
                    "AgentCalled",
                    "QueueCallerLeave",
                    "AgentConnect",
                    "AgentComplete",
                    "QueueCallerAbandon")) {
                List<String> sent = names(client.blockWith("Event: " + event));
                List<String> like = recorded("asterisk-22", event);
                if (!like.contains("Channel") && sent.contains("DestChannel")) {
                    // the recorded caller had gone before
                    sent = Stream.concat(
                                    sent.stream().limit(2),
                                    sent.stream().skip(2).filter(name -> like.contains(name)))
                            .toList();
                }
                if (!sent.equals(like)) {
                    wrong.add(event + " " + sent + " not " + like);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theListsHaveWhatWasDone() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            play(pbx);
            pbx.data().queue("support").join("102", "Cat");
            client.ask("q", "QueueStatus", "Queue: support");
            assertThat(client.blockWith("Event: QueueParams")).contains("Calls: 1", "Completed: 1", "Abandoned: 1");
            assertThat(client.blockWith("Location: Local/m1@members/n")).contains("CallsTaken: 1", "InCall: 0");
            assertThat(client.blockWith("Event: QueueEntry")).contains("CallerIDNum: 102", "Position: 1");
            client.blockWith("Event: QueueStatusComplete");
        }
    }
}
