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
package io.github.camelami.examples.highavailability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HighAvailabilityTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    @Test
    void theStandbyTakesOverWithinTenSecondsAndKnowsTheCallsThatBeganBefore() throws Exception {
        String output = runExample();

        assertThat(output)
                .containsSubsequence(
                        "a INFO  AmiSession  [pbx epoch 1] logged in",
                        "a INFO  begun       TICKET",
                        "sessions at the PBX: 1",
                        "kill -9 of a",
                        "b INFO  AmiSession  [pbx epoch 1] logged in",
                        "b INFO  begun       TICKET",
                        "b INFO  ended       ENDED",
                        "b INFO  ended       ENDED")
                .doesNotContain("Exception");
        List<MatchResult> tickets = found("(\\w) INFO  begun       TICKET for call (\\S+) of 100, from (\\w+)", output);
        assertThat(tickets).extracting(ticket -> ticket.group(1)).containsExactly("a", "b");
        assertThat(tickets).extracting(ticket -> ticket.group(2)).doesNotHaveDuplicates();
        assertThat(tickets).extracting(ticket -> ticket.group(3)).containsExactly("Newchannel", "CoreShowChannel");
        assertThat(found("ENDED call \\S+, ANSWERED, partial: true", output)).hasSize(2);
        double seconds = Double.parseDouble(
                found("taken over after (\\d+\\.\\d) s", output).get(0).group(1));
        assertThat(seconds).isLessThan(10);
    }

    private static List<MatchResult> found(String regex, String output) {
        return Pattern.compile(regex).matcher(output).results().toList();
    }

    private static String runExample() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        HighAvailability.main(new String[0]);
        return output.toString(StandardCharsets.UTF_8);
    }
}
