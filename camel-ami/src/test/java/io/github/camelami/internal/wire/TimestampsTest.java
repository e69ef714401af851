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
package io.github.camelami.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1700000000, 1700000000000000000",
        "1700000000., 1700000000000000000",
        "1700000000.123456, 1700000000123456000",
        "1700000000.000001, 1700000000000001000",
        "1.9999999999, 1999999999",
        "9.5, 9500000000",
        "9223372035, 9223372035000000000",
        "9223372035.999999999, 9223372035999999999",
    })
    void secondsAndTheirFractionAreRead(String text, long nanos) {
        assertThat(nanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".5",
                "x",
                "-1",
                "1700000000,5",
                "1/2",
                "1:2",
                "1.5x",
                "1./",
                "1.:",
                "9223372036",
                "99999999999999999999",
                "9223372036854775808"
            })
    void anyOtherTextIsNone(String text) {
        assertThat(nanos(text)).isEqualTo(Timestamps.NONE);
    }

    @Test
    void onlyTheGivenBytesAreRead() {
        byte[] bytes = "Timestamp: 17.25\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(Timestamps.nanos(bytes, 11, 16)).isEqualTo(17_250_000_000L);
        assertThat(Timestamps.nanos(bytes, 11, 15)).isEqualTo(17_200_000_000L);
        assertThat(Timestamps.nanos(bytes, 11, 13)).isEqualTo(17_000_000_000L);
    }

    private static long nanos(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Timestamps.nanos(bytes, 0, bytes.length);
    }
}
