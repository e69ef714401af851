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

import io.github.camelami.internal.codec.Decoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedValuesTest {
    private static final String ESCAPED = "O\\'Brien \\\"Bob\\\" back\\\\slash\\?";
    private static final String PLAIN = "O'Brien \"Bob\" back\\slash?";

    @ParameterizedTest
    @CsvSource({
        "Newchannel, CallerIDName",
        "Newchannel, ConnectedLineName",
        "DialBegin, DestCallerIDName",
        "DialBegin, DestConnectedLineName",
        "LocalBridge, LocalOneCallerIDName",
        "AttendedTransfer, TransfererConnectedLineName",
        "CoreShowChannel, CallerIDName",
        "Status, CallerIDName",
        "Status, ConnectedLineName",
        "Newchannel, ChanVariable",
        "DialEnd, DestChanVariable",
        "VarSet, ChanVariable",
        "VarSet, Value",
        "SomeNewEvent, calleridname",
    })
    void valuesOfChannelSnapshotsAreUnescaped(String event, String field) {
        assertThat(valueOf(event, field)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "OriginateResponse, CallerIDName",
        "OriginateResponse, ChanVariable(Local/100@test-00000000;1)",
        "CEL, CallerIDname",
        "QueueEntry, CallerIDName",
        "QueueEntry, ConnectedLineName",
        "Cdr, CallerIDName",
        "Status, EffectiveConnectedLineName",
        "Status, Variable",
        "Newchannel, AccountCode",
        "Newchannel, CallerIDNum",
        "Newexten, AppData",
        "Newchannel, Value",
        "VarSet, Variable",
        "Newchannel, Name",
    })
    void otherValuesAreNot(String event, String field) {
        assertThat(valueOf(event, field)).isEqualTo(ESCAPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CallerIDName", "ConnectedLineName", "ChanVariable", "TicketCallerIDName"})
    void aUserEventsOwnHeadersAreNot(String field) {
        AmiEvent event = Decoding.eventOf("Event: UserEvent\r\nPrivilege: user,all\r\nCallerIDName: " + ESCAPED
                + "\r\nUserEvent: Ticket\r\n" + field + ": " + ESCAPED + "\r\n\r\n");

        assertThat(event.values("CallerIDName").get(0)).isEqualTo(PLAIN);
        assertThat(event.values(field)).last().isEqualTo(ESCAPED);
    }

    @Test
    void aResponsesValuesAreNot() {
        AmiResponse response = Decoding.responseOf(
                "Response: Success\r\nVariable: x\r\nValue: " + ESCAPED + "\r\nCallerIDName: " + ESCAPED + "\r\n\r\n");

        assertThat(response.get("Value")).isEqualTo(ESCAPED);
        assertThat(response.get("CallerIDName")).isEqualTo(ESCAPED);
    }

    @Test
    void everyEscapeOfAsteriskIsUndone() {
        assertThat(valueOf("\\a\\b\\t\\n\\v\\f\\r\\\"\\'\\?\\\\")).isEqualTo("\u0007\b\t\n\u000b\f\r\"'?\\");
    }

    @Test
    void aBackslashThatEscapesNothingStays() {
        assertThat(valueOf("C:\\dir\\")).isEqualTo("C:\\dir\\");
        assertThat(valueOf("\\x41\\0\\ ")).isEqualTo("\\x41\\0\\ ");
        assertThat(valueOf("\\\\n")).isEqualTo("\\n");
        assertThat(valueOf("\\\\\\n")).isEqualTo("\\\n");
    }

    @Test
    void theWireTextStaysAsItWas() {
        String wire = "Event: VarSet\r\nVariable: A\r\nValue: two\\nlines\r\n\r\n";
        AmiEvent event = Decoding.eventOf(wire);

        assertThat(event.get("Value")).isEqualTo("two\nlines");
        assertThat(event.values("Value")).containsExactly("two\nlines");
        assertThat(event.wireText()).isEqualTo(wire);
    }

    private static String valueOf(String value) {
        return Decoding.eventOf("Event: VarSet\r\nValue: " + value + "\r\n\r\n").get("Value");
    }

    private static String valueOf(String event, String field) {
        return Decoding.eventOf("Event: " + event + "\r\nPrivilege: call,all\r\n" + field + ": " + ESCAPED + "\r\n\r\n")
                .get(field);
    }
}
