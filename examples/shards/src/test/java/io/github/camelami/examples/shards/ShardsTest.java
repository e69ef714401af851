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
package io.github.camelami.examples.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardsTest {
    private static final Map<String, List<String>> PBXES = Map.of(
            "shard-1", List.of("lisbon", "oslo"),
            "shard-2", List.of("paris", "rome"),
            "shard-3", List.of("berlin", "prague"));

    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    @Test
    void threePodsShareThePbxesAndTakeOverThoseOfAPodThatIsKilled() throws Exception {
        String output = runExample();

        List<String> leaders = found("==== each pod leads a shard: \\{(.*)}", output);
        assertThat(leaders).hasSize(2).allSatisfy(each -> assertThat(found("=(pod-\\w)", each))
                .containsExactlyInAnyOrder("pod-a", "pod-b", "pod-c"));
        String lost = found("(shard-\\d)=pod-b", leaders.get(0)).get(0);
        assertThat(Double.parseDouble(
                        found("a session again after (\\S+) s", output).get(0)))
                .isLessThan(15);
        String hole = found("seconds without events so far: \\{(.*)}", output).get(0);
        assertThat(found("(\\w+)=", hole)).isEqualTo(PBXES.get(lost));
        assertThat(output)
                .contains("second logins at a PBX: 0, events that were routed twice: 0")
                .doesNotContain("Exception");
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String runExample() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        Shards.main(new String[0]);
        return output.toString(StandardCharsets.UTF_8);
    }
}
