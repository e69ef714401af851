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
package io.github.camelami.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgiResultTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200%20result%3D0%0A, 200, 0, -, -",
                "200%20result%3D1%20(Up)%0A, 200, 1, Up, -",
                "200%20result%3D123%0A, 200, 123, -, -",
                "200%20result%3D%20(timeout)%0A, 200, '', timeout, -",
                "200%20result%3D12%20(timeout)%0A, 200, 12, timeout, -",
                "200%20result%3D*9%23%0A, 200, *9#, -, -",
                "200%20result%3D0%20endpos%3D11360%0A, 200, 0, -, 11360",
                "200%20result%3D0%20(timeout)%20endpos%3D8000%0A, 200, 0, timeout, 8000",
                "200%20result%3D1%20(a%20(b)%20c)%0A, 200, 1, a (b) c, -",
                "200%20result%3D1%20()%0A, 200, 1, '', -",
                "200%20result%3D1%20(100%25%20a+b%20%C3%BC)%0A, 200, 1, 100% a+b ü, -",
                "510%20Invalid%20or%20unknown%20command%0A, 510, '', -, -",
                "511%20Command%20Not%20Permitted%20on%20a%20dead%20channel%0A, 511, '', -, -",
                "520-Invalid%20command%20syntax.%20%20Proper%20usage%20follows%3A%0Ax%0A520%20End%0A, 520, '', -, -",
                "nonsense, 0, '', -, -",
                "'', 0, '', -, -",
                "%, 0, '', -, -",
                "200%20result%3D1%20endpos%3D99999999999999999999999, 200, 1, -, -"
            })
    void theTextOfAsteriskIsRead(String encoded, int code, String result, String data, Long endpos) {
        AgiResult read = AgiResult.of(encoded);
        assertThat(read.getCode()).isEqualTo(code);
        assertThat(read.getResult()).isEqualTo(result);
        assertThat(read.getData()).isEqualTo(data);
        assertThat(read.getEndpos()).isEqualTo(endpos);
        assertThat(read.isHangup()).isFalse();
    }

    @Test
    void aValueOfSeveralLinesIsWhole() {
        assertThat(AgiResult.of("200%20result%3D1%20(one%0Atwo)%0A").getData()).isEqualTo("one\ntwo");
    }

    @Test
    void aHangupHasNoResult() {
        assertThat(AgiResult.hungUp().isHangup()).isTrue();
        assertThat(AgiResult.hungUp()).hasToString("HANGUP");
        assertThat(AgiResult.of("200%20result%3D-1%0A").withHangup()).hasToString("200 result=-1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void K7_aResultThatIsStoredAndReadAgainIsTheSame(boolean hangup) throws Exception {
        AgiResult result = AgiResult.of("200%20result%3D1%20(Up)%20endpos%3D7%0A");
        result = hangup ? result.withHangup() : result;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(result);
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(read)
                .isEqualTo(result)
                .hasSameHashCodeAs(result)
                .usingRecursiveComparison()
                .isEqualTo(result);
    }

    @Test
    void itIsAnObjectInJson() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(AgiResult.of("200%20result%3D1%20(Up)%0A")))
                .contains("\"code\":200", "\"result\":\"1\"", "\"data\":\"Up\"", "\"hangup\":false");
    }
}
