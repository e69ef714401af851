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
package io.github.camelami.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MxmlDecoderTest {
    private static final String BEFORE = "event='Newchannel' channel='a'";
    private static final String AFTER = "event='Hangup' channel='b'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calleridname='a\u0001b\u001b\u000b\u007f'",
                "calleridname='\u00e9\u00ff\u00c3 \u00ed\u00a0\u0080 \u00ef\u00bf\u00bf'",
                "key='1' key='2'",
                "='v'",
                "='v' ='w'",
                "xmlns='http://x' xmlns_a='y'",
                "1st='v' -x='w'",
                "k\u00e9y\u0001='v'",
                "calleridname='a & b &x; &#1; &lt &amp;amp;'",
                "calleridname='a<b <![CDATA[ <!-- <?x'",
                "calleridname='tab\tcr\rlf\nend'",
                "opaque_data='no colon\nsecond: line\n\nlast'",
                "calleridname='never ends",
                "calleridname never begins",
                "<generic",
            })
    void E11_aDamagedMessageCostsNoOther(String damaged) {
        List<String> texts = MxmlDecoding.of(MxmlDecoding.answer(BEFORE, "event='Newstate' " + damaged, AFTER))
                .texts();

        assertThat(texts).hasSize(3);
        assertThat(texts.get(0)).isEqualTo("Event: Newchannel\r\nChannel: a\r\n\r\n");
        assertThat(texts.get(1)).startsWith("Event: Newstate\r\n");
        assertThat(texts.get(2)).isEqualTo("Event: Hangup\r\nChannel: b\r\n\r\n");
    }

    @Test
    void everyByteOfAValueIsThatOfThePbx() {
        String bytes = IntStream.range(0, 256)
                .filter(b -> b != '\n' && b != '\'' && b != '&' && b != '<')
                .mapToObj(b -> String.valueOf((char) b))
                .collect(Collectors.joining());

        assertThat(MxmlDecoding.of(MxmlDecoding.answer("event='x' a='|" + bytes + "|&lt;&gt;&amp;&apos;&quot;'"))
                        .texts())
                .containsExactly("Event: x\r\na: |" + bytes + "|<>&'\"\r\n\r\n");
    }

    @Test
    void anUnknownNameOfLettersAndDigitsStays() {
        assertThat(MxmlDecoding.of(MxmlDecoding.answer("event='x' azAZ09='v' @[`{/:='w'"))
                        .texts())
                .containsExactly("Event: x\r\nazAZ09: v\r\n______: w\r\n\r\n");
    }

    @Test
    void onlyTheFiveEntitiesAreReplacedAndOnlyOnce() {
        assertThat(MxmlDecoding.of(MxmlDecoding.answer("event='x' a='a & b &x; &#1; &lt &amp;amp; &LT;&gt;&' b='&lt'"))
                        .texts())
                .containsExactly("Event: x\r\na: a & b &x; &#1; &lt &amp; &LT;>&\r\nb: &lt\r\n\r\n");
    }

    /** They mean something to an XML reader, or to JAXB. */
    @Test
    void aFieldWithANameOfXmlIsAField() {
        assertThat(MxmlDecoding.of(MxmlDecoding.answer("event='x' xmlns='a' xml='b' xsi:type='c' nil='d' type='e'"))
                        .texts())
                .containsExactly("Event: x\r\nxmlns: a\r\nxml: b\r\nxsi_type: c\r\nnil: d\r\nType: e\r\n\r\n");
    }

    @Test
    void aLongMessageLeavesNothingInTheNext() {
        String fields =
                IntStream.range(0, 300).mapToObj(i -> "a" + i + "='" + i + "'").collect(Collectors.joining(" "));

        assertThat(MxmlDecoding.of(MxmlDecoding.answer("event='x' " + fields, "event='y' b='1'"))
                        .texts())
                .hasSize(2)
                .last()
                .isEqualTo("Event: y\r\nb: 1\r\n\r\n");
    }

    @Test
    void emptyLinesOfAValueDoNotEndTheMessage() {
        assertThat(MxmlDecoding.of(MxmlDecoding.answer("response='Success' opaque_data='a: 1\n\nb: 2\n'", AFTER))
                        .texts())
                .containsExactly("Response: Success\r\na: 1\r\nb: 2\r\n\r\n", "Event: Hangup\r\nChannel: b\r\n\r\n");
    }

    @Test
    void repeatedNamesAreRepeatedFieldsInTheirOrder() {
        AmiResponse response = (AmiResponse) MxmlDecoding.of(MxmlDecoding.answer(
                        "response='Success'" + " message='Command output follows' output='a' output-2='' output-3='c'"))
                .messages
                .get(0);

        assertThat(response.values("Output")).containsExactly("a", "", "c");
        assertThat(response.output()).isEqualTo("a\n\nc");
    }

    @Test
    void anOutputOfThousandsOfLinesIsOneMessage() {
        String lines = IntStream.rangeClosed(2, 20_000)
                .mapToObj(i -> "output-" + i + "='" + i + "'")
                .collect(Collectors.joining(" "));
        String answer =
                MxmlDecoding.answer("response='Success' output='1' " + lines + " " + "k".repeat(5_000) + "='v'");

        AmiMessage response = MxmlDecoding.of(answer).messages.get(0);

        assertThat(response.values("Output")).hasSize(20_000).endsWith("20000");
        assertThat(response.get("k".repeat(5_000))).isEqualTo("v");
    }

    @Test
    void linesThatWereSwallowedAreLinesAgain() {
        AmiMessage event = MxmlDecoding.of(MxmlDecoding.answer(
                        "event='UserEvent' userevent='x' opaque_data='no colon\nAccount: 1\n two: lead &lt;'"))
                .messages
                .get(0);

        assertThat(event.linesWithoutKey()).containsExactly("no colon");
        assertThat(event.get("Account")).isEqualTo("1");
        assertThat(event.get(" two")).isEqualTo("lead <");
    }

    @Test
    void aFieldNamedOpaqueDataIsAField() {
        AmiMessage event = MxmlDecoding.of(MxmlDecoding.answer("event='UserEvent' opaque_data='v' channel='c'"))
                .messages
                .get(0);

        assertThat(event.get("opaque_data")).isEqualTo("v");
        assertThat(event.linesWithoutKey()).isEmpty();
    }

    @Test
    void whatALineOfBlanksCutInTwoIsOneMessage() {
        List<AmiMessage> messages = MxmlDecoding.of(MxmlDecoding.answer(
                        BEFORE, "event='UserEvent' userevent='x'", "uniqueid='1'", "opaque_data='text'", AFTER))
                .messages;

        assertThat(messages).hasSize(3);
        assertThat(messages.get(1)).containsEntry("Uniqueid", "1");
        assertThat(messages.get(1).linesWithoutKey()).containsExactly(" ", " ", "text");
    }

    @Test
    void theOutputOfAnOldCommandEndsWhereItDid() {
        byte[] rawman = Transcripts.bytes("Response: Follows\r\nPrivilege: Command\r\nActionID: 5\r\nNo such\n\n"
                + "a: b\n--END COMMAND--\r\n\r\nResponse: Pong\r\n\r\n");
        List<AmiMessage> messages = MxmlDecoding.of(MxmlWriter.write(rawman)).messages;

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).actionId()).isEqualTo("5");
        assertThat(((AmiResponse) messages.get(0)).output()).isEqualTo("No such\n \na: b");
    }

    @Test
    void E11_anOldCommandsOutputWithoutItsEndCostsNoOther() {
        List<AmiMessage> messages = MxmlDecoding.of(
                        MxmlDecoding.answer("response='Follows' privilege='Command' opaque_data='x'", AFTER))
                .messages;

        assertThat(messages).hasSize(2);
        assertThat(messages.get(1)).containsEntry("Channel", "b");
    }

    @Test
    void rawTextOfAnOldServerIsAResponseWithoutStatus() {
        AmiResponse response = (AmiResponse) MxmlDecoding.of(MxmlDecoding.answer("opaque_data='No queues.'"))
                .messages
                .get(0);

        assertThat(response.status()).isEmpty();
        assertThat(response.output()).isEqualTo("No queues.");
    }

    @Test
    void aMessageOverMaxMessageSizeIsAViolationAfterThoseBeforeIt() {
        byte[] answer = Transcripts.bytes(MxmlDecoding.answer(BEFORE, "event='X' a='" + "v".repeat(100_000) + "'"));
        MxmlDecoding decoding = new MxmlDecoding();

        assertThatThrownBy(() -> decoding.read(new ByteArrayInputStream(answer), 50_000))
                .isInstanceOf(AmiException.ProtocolViolation.class)
                .hasMessageContaining("maxMessageSize=50000");
        assertThat(decoding.messages).hasSize(1);
        assertThat(new MxmlDecoding().read(new ByteArrayInputStream(answer), 200_000).messages)
                .hasSize(2);
    }

    @Test
    void anEventThatNobodyWantsIsNotDeliveredNorWhatBelongsToIt() {
        byte[] answer = Transcripts.bytes(MxmlDecoding.answer(
                "response='Success'",
                "event='Hangup' privilege='call,all'",
                "channel='rest'",
                "event='Hangup' privilege='call,all' actionid='1'",
                "event='Hangup' privilege='call,all' opaque_data='text\nActionID: 2'",
                "event='NoSuch&amp;Event' privilege='agent,bogus,all' actionid=''",
                "event='VarSet' privilege='dialplan,all'"));
        StringBuilder asked = new StringBuilder();
        MxmlDecoding delivered = new MxmlDecoding();
        MessageSink sink = new MessageSink() {
            @Override
            public boolean wants(EventView event) {
                asked.append(event.name())
                        .append(' ')
                        .append(Long.toHexString(event.classes()))
                        .append('\n');
                return event.name().equals("VarSet") || event.isAnswerTo("1") || event.isAnswerTo("2");
            }

            @Override
            public void message(AmiMessage message) {
                delivered.message(message);
            }
        };

        MxmlDecoding.read(new ByteArrayInputStream(answer), MxmlDecoding.LIMIT, sink);

        assertThat(delivered.texts())
                .containsExactly(
                        "Response: Success\r\n\r\n",
                        "Event: Hangup\r\nPrivilege: call,all\r\nActionID: 1\r\n\r\n",
                        "Event: Hangup\r\nPrivilege: call,all\r\ntext\r\nActionID: 2\r\n\r\n",
                        "Event: VarSet\r\nPrivilege: dialplan,all\r\n\r\n");
        assertThat(asked.toString().lines().distinct())
                .containsExactlyInAnyOrder("Hangup 2", "NoSuch&Event 8000000000000020", "VarSet 800");
    }
}
