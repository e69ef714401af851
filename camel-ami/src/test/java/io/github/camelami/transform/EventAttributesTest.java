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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallState;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Which messages have the same id, and which have not. */
class EventAttributesTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private String id(Object body) {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
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

    @Test
    void textsWhoseBoundsDifferHaveDifferentHashes() {
        assertThat(EventText.hash(Stream.of("a", "bc")))
                .hasSize(32)
                .isNotEqualTo(EventText.hash(Stream.of("ab", "c")))
                .isEqualTo(EventText.hash(Stream.of("a", "bc")));
    }
}
