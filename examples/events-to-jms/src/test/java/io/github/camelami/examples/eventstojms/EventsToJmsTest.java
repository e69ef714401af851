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
package io.github.camelami.examples.eventstojms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsToJmsTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        Stream.of("jms.url", "ami.host", "ami.port").forEach(System::clearProperty);
    }

    @Test
    void showsEventsAndAnswersOnEmbeddedParts() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        EventsToJms.main(new String[0]);

        assertThat(output.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "ANSWER Success BUSY",
                        "ANSWER Refused",
                        "No such channel",
                        "ANSWER Refused",
                        "not among allowedActions",
                        "MapMessage Connected",
                        "MapMessage Newchannel",
                        "MapMessage DialEnd PJSIP/",
                        "MapMessage BridgeEnter",
                        "JSON {\"Event\":\"BridgeDestroy\"")
                .doesNotContain(" null ", " null\n");
    }
}
