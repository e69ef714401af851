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
package io.github.camelami.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowNameTest {

    /** A pipe that nobody writes to: who reads names from it waits. */
    @Test
    void A8_theDeadlineCoversTheLookUpOfTheName(@TempDir Path directory) throws Exception {
        Path names = directory.resolve("hosts");
        assertThat(new ProcessBuilder("mkfifo", names.toString()).start().waitFor())
                .isZero();
        try (ChildProcess client =
                new ChildProcess(List.of(), List.of("-Djdk.net.hosts.file=" + names), SlowNameClient.class)) {
            String said = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), client::line);
            assertThat(said).isEqualTo("gave up while looking up the host's address (tcp://pbx.test:5038)");
        }
    }
}
