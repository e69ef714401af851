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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.SimulatedEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel stores and reads again, as persistent aggregation does, is what it was. */
class StoredBodyTest extends RouteTestSupport {

    private static byte[] written(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private Object storedByCamel(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        Object holder = read(written(DefaultExchangeHolder.marshal(exchange, false)));
        Exchange again = new DefaultExchange(context);
        DefaultExchangeHolder.unmarshal(again, (DefaultExchangeHolder) holder);
        return again.getMessage().getBody();
    }

    private static void assertSame(AmiMessage read, AmiMessage was) {
        assertThat(read).isEqualTo(was).isNotSameAs(was).hasSameClassAs(was);
        assertThat(read.wireBytes()).isEqualTo(was.wireBytes());
        assertThat(read.charset()).isEqualTo(was.charset());
        assertThat(read.actionId()).isEqualTo(was.actionId());
        assertThat(read.linesWithoutKey()).isEqualTo(was.linesWithoutKey());
        if (was instanceof AmiEvent event) {
            AmiEvent readEvent = (AmiEvent) read;
            assertThat(readEvent.name()).isEqualTo(event.name());
            assertThat(readEvent.privileges()).isEqualTo(event.privileges());
            assertThat(readEvent.timestamp()).isEqualTo(event.timestamp());
            assertThat(readEvent.sequence()).isEqualTo(event.sequence());
            assertThat(readEvent.occurredAt()).isEqualTo(event.occurredAt());
            assertThat(readEvent.receivedAt()).isEqualTo(event.receivedAt());
            assertThat(readEvent.epoch()).isEqualTo(event.epoch());
            assertThat(readEvent.isBroadcast()).isEqualTo(event.isBroadcast());
        } else {
            AmiResponse response = (AmiResponse) was;
            AmiResponse readResponse = (AmiResponse) read;
            assertThat(readResponse.status()).isEqualTo(response.status());
            assertThat(readResponse.hasOutput()).isEqualTo(response.hasOutput());
            assertThat(readResponse.output()).isEqualTo(response.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void K7_anEventOfAPbxIsTheSameBody(String charset) throws Exception {
        routeEvents(ami("events=call&charset=" + charset));
        context.start();
        pbx.emit(SimulatedEvent.named("Newchannel", "call")
                .with("Timestamp", "1800000000.250000")
                .with("CallerIDName", "J\u00f6rg \\\"X\\\"")
                .with("ChanVariable", "A=1")
                .with("ChanVariable", "B=2"));
        AmiEvent event = nextEvent();
        assertThat(event.epoch()).isEqualTo(1);
        assertSame((AmiMessage) storedByCamel(event), event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Response: Success\r\nActionID: 1\r\nPing: Pong\r\n\r\n",
                "Response: Error\r\nMessage: No\r\nNo categories found\r\n\r\n",
                "Response: Follows\r\nPrivilege: Command\r\na: b\nc\n--END COMMAND--\r\n\r\n",
                "Response: Success\r\nMessage: Command output follows\r\nOutput:  x\r\n\r\n",
                "No queues.\r\n\r\n"
            })
    void K7_aResponseIsTheSameBody(String wireText) throws Exception {
        AmiResponse response = AmiResponse.parse(wireText);
        assertSame((AmiMessage) storedByCamel(response), response);
    }

    @Test
    void K7_aListAndWhatIsNoEventOfAPbxAreTheSame() throws Exception {
        List<AmiEvent> list = List.of(
                AmiEvent.parse("Event: QueueMember\r\nActionID: x-1\r\nQueue: s\r\n\r\n"),
                AmiEvent.of("Gap", Map.of("Dropped", 3), 7, 1_800_000_000_000L));
        List<?> read = (List<?>) storedByCamel(new java.util.ArrayList<>(list));
        assertThat(read).hasSize(2);
        assertSame((AmiMessage) read.get(0), list.get(0));
        assertSame((AmiMessage) read.get(1), list.get(1));
    }

    @Test
    void K7_aCallIsTheSameBody() throws Exception {
        routeEvents(ami("emit=calls"));
        context.start();
        pbx.placeCall("100", "200");
        Object call = nextRouted().getMessage().getBody();
        assertThat(storedByCamel(call)).isEqualTo(call).isNotSameAs(call);
    }

    @ParameterizedTest
    @MethodSource("io.github.camelami.CallValuesTest#values")
    void K7_aCallAndEachOfItsPartsIsTheSameBody(Object value) throws Exception {
        assertThat(storedByCamel(value)).isEqualTo(value).isNotSameAs(value);
    }

    @Test
    void K7_aRefusalKeepsTheAnswerOfThePbx() throws Exception {
        AmiResponse response = AmiResponse.parse("Response: Error\r\nMessage: No\r\n\r\n");
        AmiException.Refused read =
                (AmiException.Refused) read(written(new AmiException.Refused("refused by the PBX: No", response)));
        assertThat(read).hasMessage("refused by the PBX: No");
        assertSame(read.response().orElseThrow(), response);
    }

    @Test
    void K7_convertedToSerializableAMessageStaysItself() {
        for (AmiMessage message : List.of(
                AmiEvent.parse("Event: X\r\n\r\n"), AmiResponse.parse("Response: Success\r\nPing: Pong\r\n\r\n"))) {
            assertThat(context.getTypeConverter().convertTo(Serializable.class, message))
                    .isSameAs(message);
        }
    }

    @Test
    void K7_aDamagedMessageIsRefused() throws Exception {
        byte[] stored = written(AmiEvent.parse("Event: X\r\n\r\n"));
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        byte[] otherCharset = text.replace("UTF-8", "XTF-8").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(otherCharset))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageStartingWith("the stored AMI message is damaged: ")
                .hasMessageContaining("XTF-8");
        byte[] noEvent = text.replace("Event: X", "Evenx: X").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(noEvent))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageContaining("the text of another kind");
        byte[] cut = written(AmiResponse.parse("Response: Follows\r\nx\n--END COMMAND--\r\n\r\n"));
        assertThatThrownBy(() -> read(java.util.Arrays.copyOf(cut, cut.length - 3)))
                .isInstanceOf(IOException.class);
    }
}
