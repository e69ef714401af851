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
package io.github.camelami.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CampaignRunTest {
    private final PrintStream console = System.out;
    private final Properties before = (Properties) System.getProperties().clone();

    @AfterEach
    void restore() {
        System.setOut(console);
        System.setProperties(before);
    }

    @Test
    void theAttemptsOfEachCustomerAreShown() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        Campaign.main(new String[0]);

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "+4930100001: ANSWERED",
                        "+4930200001: BUSY, BUSY",
                        "+4930200002: NO_ANSWER, NO_ANSWER",
                        "+4930200003: MACHINE, MACHINE",
                        "+4930200004: FAILED",
                        "+4930200005: DO_NOT_CALL");
    }
}
