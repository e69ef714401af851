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
package io.github.camelami.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoAnswerTest {

    /** A PBX without queues does not know the action later either. */
    @ParameterizedTest
    @CsvSource({
        "Invalid/unknown command: QueueStatus., 29, true",
        "Invalid/unknown command: QueueStatus., 31, false",
        "Permission denied, 0, false"
    })
    void onlyAnUnknownActionIsOfTheStartOfThePbx(String message, long seconds, boolean isOfStart) {
        NoAnswer refused =
                new NoAnswer("QueueStatus", AmiResponse.parse("Response: Error\r\nMessage: " + message + "\r\n\r\n"));
        assertThat(refused).hasMessage("QueueStatus: " + message);
        assertThat(refused.isOfStart(Duration.ofSeconds(seconds))).isEqualTo(isOfStart);
    }

    @Test
    void aMissingAnswerIsNot() {
        assertThat(new NoAnswer(new IllegalStateException("x")).isOfStart(Duration.ZERO))
                .isFalse();
    }
}
