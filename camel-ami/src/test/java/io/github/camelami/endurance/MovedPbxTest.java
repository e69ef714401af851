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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedPbxTest {

    /** Java itself keeps an address for a while ({@code networkaddress.cache.ttl}); without that each attempt asks anew. */
    @Test
    void A11_theFirstAttemptAfterAMoveUsesTheNewAddress(@TempDir Path directory) throws Exception {
        Path names = directory.resolve("hosts");
        try (ChildProcess client = new ChildProcess(
                List.of(),
                List.of("-Djdk.net.hosts.file=" + names, "-Dsun.net.inetaddr.ttl=0"),
                MovedClient.class,
                names)) {
            assertThat(client.line()).isEqualTo("moved to 127.0.0.2 after 1 connections before");
        }
    }
}
