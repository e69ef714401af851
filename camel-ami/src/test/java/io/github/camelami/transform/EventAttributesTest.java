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
package io.github.camelami.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which messages have the same id, and which have not. */
class EventAttributesTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private String id(Object body) {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(AmiConstants.CONNECTION, "pbx");
        return EventAttributes.of(exchange.getMessage()).id();
    }

    private static CallBuilder call(String id, CallState state, long startedAt) {
        return AmiCall.builder().id(id, List.of()).pbx("pbx").state(state).times(startedAt, null, null, null);
    }

    /** A consumer that began during the call does not know all of it. */
    @Test
    void L7_theEndOfACallHasOneIdWhateverAConsumerKnowsOfTheCall() {
        assertThat(Stream.of("1795302840.9", "berlin-1-1795302840.9")).allSatisfy(asterisk -> assertThat(
                        id(call(asterisk, CallState.ENDED, 1).build()))
                .isEqualTo(asterisk + "/ENDED")
                .isEqualTo(id(call(asterisk, CallState.ENDED, 2).partial(true).build())));
    }

    /** The ChannelId of an Originate becomes the id of its call, and may be used again. */
    @Test
    void L7_callsWithAnIdThatAnOriginateHasChosenAreToldApart() {
        assertThat(id(call("order 4711", CallState.ENDED, 1).build()))
                .isEqualTo("order%204711/ENDED/1")
                .isNotEqualTo(id(call("order 4711", CallState.ENDED, 2).build()));
    }

    @Test
    void L7_changesAtTheSameTimeAreToldApart() {
        assertThat(Stream.of(
                                call("1.1", CallState.RINGING, 1).ringing("200", "PJSIP/200-1"),
                                call("1.1", CallState.RINGING, 1).ringing("200", "PJSIP/200-2"),
                                call("1.1", CallState.RINGING_ENDED, 1).ringing("200", "PJSIP/200-2"),
                                call("1.1", CallState.RINGING, 2).ringing("200", "PJSIP/200-1"),
                                call("1.1", CallState.MERGED, 1),
                                call("1.1", CallState.MERGED, 1).id("1.1", List.of("1.2")))
                        .map(each -> id(each.build())))
                .doesNotHaveDuplicates();
    }

    /** Consumers that began at different times have different figures. */
    @Test
    void L7_aChangeOfAQueueDoesNotDependOnItsFiguresButAnIntervalDoes() {
        assertThat(id(queue(QueueChange.CALLER_CHANGED, 1))).isEqualTo(id(queue(QueueChange.CALLER_CHANGED, 2)));
        assertThat(id(queue(QueueChange.INTERVAL, 1))).isNotEqualTo(id(queue(QueueChange.INTERVAL, 2)));
    }

    private static AmiQueue queue(QueueChange change, long since) {
        return AmiQueue.builder()
                .name("support")
                .pbx("pbx")
                .change(change)
                .at(1)
                .figures(QueueFigures.builder().since(since).build())
                .build();
    }

    /** As an event arrives over TCP and in mxml, which alters the names that Asterisk does not define. */
    @ParameterizedTest
    @CsvSource({
        "OrderId, orderid",
        "Order-Id, order_id",
        "order.id, order_id",
        "4711, _4711",
        "_x, __x",
        "CallerIDNum, CallerIDNum"
    })
    void L7_anEventHasOneIdHoweverItsFieldIsSpelled(String tcp, String mxml) {
        assertThat(id(event(Map.of(tcp, "4711")))).isEqualTo(id(event(Map.of(mxml, "4711"))));
        assertThat(id(event(Map.of(tcp, "4711")))).isNotEqualTo(id(event(Map.of(mxml, "4712"))));
        assertThat(id(event(Map.of(tcp, "4711")))).isNotEqualTo(id(event(Map.of(mxml + 'x', "4711"))));
    }

    /** In mxml, two names may become one, which then has both values. */
    @Test
    void L7_anEventHasOneIdIfTwoOfItsFieldsBecomeOneInMxml() {
        String head = "Event: UserEvent\r\nTimestamp: 1795302840.123456\r\n";
        assertThat(id(AmiEvent.parse(head + "Order-Id: 4711\r\nOrder.Id: 4712\r\n\r\n")))
                .isEqualTo(id(AmiEvent.parse(head + "order_id: 4711\r\norder_id: 4712\r\n\r\n")));
    }

    private static AmiEvent event(Map<String, String> own) {
        Map<String, String> fields = new LinkedHashMap<>(own);
        fields.put("Timestamp", "1795302840.123456");
        return AmiEvent.of("UserEvent", fields, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("withoutPbx")
    void theNameOfThePbxIsMissingInTheHeaderOfAnEventOrInTheBody(Object body, String message) {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        assertThatThrownBy(() -> EventAttributes.of(exchange.getMessage()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a CloudEvent needs the name of the PBX, but " + message);
    }

    static Stream<Arguments> withoutPbx() {
        return Stream.of(
                Arguments.of(event(Map.of()), "the message has no header CamelAmiConnection"),
                Arguments.of(AmiQueue.builder().name("support").build(), "the queue has no pbx"),
                Arguments.of(AmiAgent.builder().id("1").build(), "the agent has no pbx"));
    }

    @Test
    void textsWhoseBoundsDifferHaveDifferentHashes() {
        assertThat(EventText.hash(Stream.of("a", "bc")))
                .hasSize(32)
                .isNotEqualTo(EventText.hash(Stream.of("ab", "c")))
                .isEqualTo(EventText.hash(Stream.of("a", "bc")));
    }
}
