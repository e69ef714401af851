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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "Newchannel, CallerIDName, true",
        "Newchannel, calleridname, true",
        "DialBegin, DestCallerIDName, true",
        "DialBegin, DestConnectedLineName, true",
        "Newstate, ConnectedLineName, true",
        "Newchannel, EffectiveConnectedLineName, false",
        "Newchannel, ChanVariable, true",
        "DialBegin, DestChanVariable, true",
        "Newchannel, CallerIDNum, false",
        "Newchannel, Name, false",
        "OriginateResponse, CallerIDName, false",
        "CEL, CallerIDname, false",
        "Cdr, ChanVariable, false",
        "QueueEntry, ConnectedLineName, false",
        "VarSet, Value, true",
        "VarSet, Values, false",
        "Newchannel, Value, false",
    })
    void theFieldsAreThoseOfChannelsAndTheValueOfVarSet(String event, String field, boolean escaped) {
        assertThat(contains(event, field + ": x\r\n", 0, field.length())).isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({"CallerIDName, UserEvent, true", "UserEvent, CallerIDName, false", "userevent, CallerIDName, false"})
    void theLinesOfTheSenderOfAUserEventAreNot(String first, String second, boolean escaped) {
        String text = "Event: UserEvent\r\n" + first + ": x\r\n" + second + ": x\r\n";
        int field = text.indexOf("CallerIDName");

        assertThat(contains("UserEvent", text, field, field + "CallerIDName".length()))
                .isEqualTo(escaped);
        assertThat(contains("Newchannel", text, field, field + "CallerIDName".length()))
                .isTrue();
    }

    private static boolean contains(String event, String text, int from, int to) {
        return EscapedFields.contains(event, text.getBytes(StandardCharsets.US_ASCII), from, to);
    }
}
