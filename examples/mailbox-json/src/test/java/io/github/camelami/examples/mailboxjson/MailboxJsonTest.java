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
package io.github.camelami.examples.mailboxjson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxJsonTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        Stream.of("web.port", "ami.host", "ami.port", "ami.httpPort").forEach(System::clearProperty);
    }

    @Test
    void everyConnectionGivesTheSameAnswers() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setProperty("web.port", Integer.toString(FreePort.next()));

        MailboxJson.main(new String[0]);

        List<String> answers = output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertThat(answers.subList(0, 4)).containsOnly("{\"mailbox\":\"123\",\"new\":2,\"old\":1}");
        assertThat(answers.subList(4, 8))
                .allMatch(channels -> channels.startsWith("[{\"Event\":\"CoreShowChannel\""), "a list of channels");
    }
}
