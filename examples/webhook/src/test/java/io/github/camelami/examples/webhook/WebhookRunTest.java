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
package io.github.camelami.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookRunTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        Stream.of("ami.host", "ami.port", "webhook.url", "webhook.outbox", "webhook.deadLetters")
                .forEach(System::clearProperty);
    }

    @Test
    void showsThatTheReceiverGetsAllMessagesThoughItStops() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        Webhook.main(new String[0]);

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.stream().filter(line -> line.contains("\"state\":\"ENDED\"")))
                .hasSize(2);
        assertThat(lines).contains("-- the receiver stops", "-- the receiver starts");
        assertThat(Path.of(System.getProperty("webhook.outbox"))).isEmptyDirectory();
    }
}
