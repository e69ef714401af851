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

import io.github.camelami.internal.codec.Captures;
import io.github.camelami.internal.codec.MxmlDecoding;
import io.github.camelami.internal.codec.PlainReader;
import io.github.camelami.message.AmiMessage;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Newchannel, calleridnum, CallerIDNum",
        "CEL, calleridnum, CallerIDnum",
        "CEL, uniqueid, UniqueID",
        "Hangup, uniqueid, Uniqueid",
        "Hangup, cause_txt, Cause-txt",
        "EndpointDetail, _100rel, 100rel",
        "CoreShowChannel, bridgeid, BridgeId",
        "Status, bridgeid, BridgeID",
        "RTCPSent, report0sourcessrc, Report0SourceSSRC",
        "NoSuchEvent, channelstatedesc, ChannelStateDesc",
    })
    void eachEventSpellsItsFieldsItsOwnWay(String event, String mxml, String name) {
        assertThat(FieldNames.ofEvent(event).restore(mxml)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "category_000012, Category-000012",
        "line_000003_000124, Line-000003-000124",
        "json, JSON",
        "sip_t_38maxdtgrm, SIP-T.38MaxDtgrm",
        "coreshowchannels, CoreShowChannels",
        "setvar, Setvar",
    })
    void responsesSpellTheirFieldsTheirOwnWay(String mxml, String name) {
        assertThat(FieldNames.ofResponse().restore(mxml)).isEqualTo(name);
    }

    @Test
    void aNameThatIsNotListedIsNotGuessed() {
        assertThat(FieldNames.ofEvent("UserEvent").restore("order_id")).isNull();
        assertThat(FieldNames.ofEvent("UserEvent").restore("order_1")).isNull();
        assertThat(FieldNames.ofEvent("UserEvent").restore("")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "callerid1, callerid1",
        "output-2, output",
        "-x, ''",
        "'', ''",
        "order.id, order_id",
        "azAZ09@[`{/:, azAZ09______",
        "\u00e9\u00c1\u0001-2, ___",
    })
    void aNameInMxmlIsReadFromItsBytes(String text, String name) {
        byte[] bytes = (' ' + text + '=').getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FieldNames.readMxml(bytes, 1, bytes.length - 1)).isEqualTo(name);
    }

    /** Of which JAXB has been told. */
    @ParameterizedTest
    @ValueSource(strings = {"channelstatedesc", "userfield", "amaflags", "coreshowchannels", "nosuchfield", "order.id"})
    void aNameInMxmlIsInterned(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        String name = text.replace('.', '_').intern();

        assertThat(FieldNames.readMxml(bytes, 0, bytes.length)).isSameAs(name);
    }

    @Test
    void everyFieldOfTheRecordingsIsRestored() {
        TreeMap<String, String> wrong = new TreeMap<>();
        int[] fields = {0};
        Captures.serverToClient().forEach(file -> PlainReader.of(Captures.read(file)).blocks().stream()
                .filter(block ->
                        !block.lines().isEmpty() && block.lines().get(0).key() != null)
                .forEach(block -> {
                    PlainReader.Line head = block.lines().get(0);
                    boolean event = head.key().equals("Event");
                    if (!event && !head.key().equals("Response") || head.value().equals("UserEvent")) {
                        return;
                    }
                    FieldNames names = event ? FieldNames.ofEvent(head.value()) : FieldNames.ofResponse();
                    for (PlainReader.Line line : block.lines()) {
                        if (line.key() != null && !line.key().startsWith("ChanVariable(")) {
                            fields[0]++;
                            String restored = names.restore(FieldNames.inMxml(line.key()));
                            if (!line.key().equals(restored)) {
                                wrong.put(head.value() + ' ' + line.key(), String.valueOf(restored));
                            }
                        }
                    }
                }));

        assertThat(fields[0]).isGreaterThan(10_000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void theChannelInAKeyIsThatOfTheMessage() {
        AmiMessage event = MxmlDecoding.of(MxmlDecoding.answer("event='OriginateResponse'"
                        + " channel='Local/100@test-00000000;1' chanvariable_local_100_test_00000000_1_='A=1'"
                        + " chanvariable_local_100_test_00000000_1_-2='B=2' chanvariable_sip_gone_='C=3'"))
                .messages
                .get(0);

        assertThat(event.values("ChanVariable(Local/100@test-00000000;1)")).containsExactly("A=1", "B=2");
        assertThat(event.get("chanvariable_sip_gone_")).isEqualTo("C=3");
    }
}
