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
package io.github.camelami.asterisk;

import static io.github.camelami.Futures.inTime;
import static io.github.camelami.Spans.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.Spans;
import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.documented.TracedCalls;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans of a click-to-call: the variable goes to both phones and comes back with the events of the call. */
class CallTraceAsteriskIT extends OnFreePbx {

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_MXML);
    }

    @ParameterizedTest
    @CsvSource({"click", "click-local"})
    void H6_L8_oneTraceGoesFromTheClickToTheEndOfTheCall(String click) throws Exception {
        AmiConfiguration pbx = camel.getRegistry().lookupByNameAndType("pbx", AmiConfiguration.class);
        pbx.setTraceCalls(true);
        Spans spans = Spans.of(camel);
        route(new TracedCalls());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:click-local")
                        .toD("ami:pbx?action=Originate&field.Channel=RAW(Local/${header.from}@from-internal)"
                                + "&field.Context=from-internal&field.Exten=${header.to}&field.Priority=1");
                from("ami:pbx?events=call&include=Hangup").to("mock:hangups");
                from("direct:screen-pop").to("mock:screen-pop");
                from("direct:call-records").to("mock:call-records");
            }
        });
        Seat seat = seats.take();
        afterwards(() -> seats.release(seat));
        var placed = template.asyncRequestBodyAndHeaders(
                "direct:" + click, "", Map.of("from", seat.ext(1), "to", seat.ext(2)));
        Leg first = seat.phone(1).called().answer().awaitUp();
        Leg second = seat.phone(2).called().answer().awaitUp();
        first.awaitHeard();
        second.hangUp();
        inTime(placed);
        soon().until(() -> !spans.named("call ended pbx").isEmpty()
                && spans.named("Hangup pbx").size() >= 2);

        SpanData originate = only(spans, "Originate pbx");
        assertThat(spans.named(click)).anyMatch(span -> span.getSpanId().equals(originate.getParentSpanId()));
        for (SpanData after : List.of(
                only(spans, "call answered pbx"),
                only(spans, "call ended pbx"),
                spans.named("Hangup pbx").get(0))) {
            assertThat(after.getTraceId()).isEqualTo(originate.getTraceId());
            assertThat(after.getParentSpanId()).isEqualTo(originate.getSpanId());
        }
        assertThat(attribute(originate, "camel.ami.outcome")).isEqualTo("answered");
        SpanData end = only(spans, "call ended pbx");
        assertThat(attribute(end, "camel.ami.call.disposition")).isEqualTo("answered");
        assertThat(attribute(end, "messaging.message.conversation_id"))
                .isEqualTo(attribute(originate, "messaging.message.conversation_id"));
        assertThat(spans.ended().stream()
                        .filter(span -> "camel-ami".equals(attribute(span, "component")))
                        .flatMap(span -> span.getAttributes().asMap().values().stream()))
                .map(String::valueOf)
                .noneMatch(value -> value.contains(seat.ext(1)) && !value.matches("\\d+\\.\\d+"))
                .noneMatch(value -> value.contains("PJSIP") || value.contains("secret"));
    }

    private static SpanData only(Spans spans, String name) {
        assertThat(spans.named(name)).as(name).hasSize(1);
        return spans.named(name).get(0);
    }
}
