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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.call.AmiCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** The call as a value. */
class AmiCallTest {
    private final AmiCall call = call();

    private static AmiCall call() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.of("NewCallerid", "1.1", "1.1", "PJSIP/1.1", "CallerIDNum=100", "CallerIDName=Ann\\r\\nBob\u2028Eve");
        calls.hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        return calls.only();
    }

    @Test
    void textIsOneLine() {
        assertThat(call.callerName()).as("the name").contains("\n");
        assertThat(call.toString()).doesNotContain("\n", "\r", "\u2028").contains("1.1 ENDED ANSWERED", "100", "200");
    }

    @Test
    void plainJacksonMakesJsonOfIt() throws Exception {
        var json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(call));
        assertThat(json.get("id").asText()).isEqualTo("1.1");
        assertThat(json.get("talkTime").asLong()).isEqualTo(1_000);
        assertThat(json.get("disposition").asText()).isEqualTo("ANSWERED");
        assertThat(json.get("legs").get(1).get("dialStatus").asText()).isEqualTo("ANSWER");
        assertThat(new ObjectMapper().readValue(json.toString(), AmiCall.class)).isEqualTo(call);
    }

    @Test
    void isSerializable() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(call);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isEqualTo(call);
    }
}
