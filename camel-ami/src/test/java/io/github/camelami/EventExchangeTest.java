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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class EventExchangeTest extends RouteTestSupport {
    private static final String WIRE = "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/100-1\r\n"
            + "CallerIDName: O\\'Brien \\\"Bob\\\"\r\nChanVariable: A=1\r\nChanVariable: B=2\r\n: no key\r\nno colon\r\n\r\n";

    private Exchange route(String options, String wire) throws Exception {
        routeEvents(ami(options));
        context.start();
        pbx.emit(wire);
        return nextRouted();
    }

    @Test
    void theBodyReadsAsAMapInWireOrderWithKeysInAnyCase() throws Exception {
        AmiEvent event = route("events=call", WIRE).getMessage().getBody(AmiEvent.class);
        assertThat(event).containsEntry("channel", "PJSIP/100-1").containsEntry("ChanVariable", "A=1\nB=2");
        assertThat(event.values("chanvariable")).containsExactly("A=1", "B=2");
        assertThat(event.get("CallerIDName")).isEqualTo("O'Brien \"Bob\"");
        assertThat(event.keySet()).containsExactly("Event", "Privilege", "Channel", "CallerIDName", "ChanVariable");
    }

    @Test
    void jmsCanMakeAMapMessageOfIt() throws Exception {
        Map<?, ?> body = route("events=call", WIRE).getMessage().getBody(Map.class);
        assertThat(body.keySet())
                .allSatisfy(key -> assertThat(key).isInstanceOf(String.class).isNotEqualTo(""));
        assertThat(body.values()).allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
    }

    @Test
    void simpleFindsFieldsInTheBody() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("events=call"))
                        .filter(simple("${body[Event]} == 'Newchannel'"))
                        .setBody(simple("${body[Channel]}|${body[channel]}|${body[Nothing]}"))
                        .to("mock:out");
            }
        });
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedBodiesReceived("PJSIP/100-1|PJSIP/100-1|");
        context.start();
        pbx.emit(WIRE);
        out.assertIsSatisfied();
    }

    @Test
    void jsonMakesAnObjectOfIt() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("events=call")).marshal().json().process(exchange -> routed.add(exchange.copy()));
            }
        });
        context.start();
        pbx.emit(WIRE);
        Map<?, ?> json = new ObjectMapper().readValue(nextRouted().getMessage().getBody(byte[].class), Map.class);
        assertThat(json)
                .isEqualTo(Map.of(
                        "Event", "Newchannel",
                        "Privilege", "call,all",
                        "Channel", "PJSIP/100-1",
                        "CallerIDName", "O'Brien \"Bob\"",
                        "ChanVariable", "A=1\nB=2"));
    }

    @Test
    void asStringItIsTheTextOfTheWire() throws Exception {
        Exchange exchange = route("events=call", WIRE);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(WIRE);
        assertThat(exchange.getMessage().getBody(byte[].class)).asString().isEqualTo(WIRE);
    }

    @Test
    void theHeadersTellNameConnectionEpochAndTimeOfArrival() throws Exception {
        long before = System.currentTimeMillis();
        Exchange exchange = route("events=call", WIRE);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(AmiConstants.EVENT_NAME, "Newchannel")
                .containsEntry(AmiConstants.CONNECTION, "127.0.0.1")
                .containsEntry(AmiConstants.EPOCH, 1L)
                .containsOnlyKeys(
                        AmiConstants.EVENT_NAME,
                        AmiConstants.CONNECTION,
                        AmiConstants.EPOCH,
                        AmiConstants.MESSAGE_TIMESTAMP);
        assertThat(exchange.getMessage().getHeader(AmiConstants.MESSAGE_TIMESTAMP, Long.class))
                .isBetween(before, System.currentTimeMillis());
        assertThat(exchange.getMessage().getMessageTimestamp()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void theTimestampOfThePbxIsTheTimeOfTheMessage() throws Exception {
        Exchange exchange = route(
                "events=call",
                newchannel("a").with("Timestamp", "1700000000.123456").toString());
        assertThat(exchange.getMessage().getHeader(AmiConstants.MESSAGE_TIMESTAMP))
                .isEqualTo(1_700_000_000_123L);
    }

    @Test
    void anUnreadableTimestampGivesTheTimeOfArrival() throws Exception {
        long before = System.currentTimeMillis();
        Exchange exchange = route(
                "events=call", newchannel("a").with("Timestamp", "yesterday").toString());
        assertThat(exchange.getMessage().getHeader(AmiConstants.MESSAGE_TIMESTAMP, Long.class))
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    void theEpochCountsLogins() throws Exception {
        routeEvents(ami("include=Newchannel&reconnectDelay=1"));
        context.start();
        pbx.disconnectAll();
        org.awaitility.Awaitility.await().until(() -> pbx.logins() == 2);
        org.awaitility.Awaitility.await().until(() -> {
            pbx.emit(newchannel("a"));
            return !routed.isEmpty();
        });
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.EPOCH)).isEqualTo(2L);
    }

    @Test
    void includeExcludeAndMatchSelectInAnyCase() throws Exception {
        routeEvents(ami("include=queue*,Hangup&exclude=QueueMember.*&match.Queue=sup.*&match.Channel=RAW(SIP/*)"));
        context.start();
        pbx.emit(SimulatedEvent.named("QueueMemberAdded", "agent")
                .with("Queue", "support")
                .with("Channel", "SIP/1"));
        pbx.emit(SimulatedEvent.named("QueueCallerJoin", "agent")
                .with("Queue", "sales")
                .with("Channel", "SIP/2"));
        pbx.emit(SimulatedEvent.named("QueueCallerJoin", "agent")
                .with("Queue", "SUPPORT")
                .with("Channel", "IAX/3"));
        pbx.emit(SimulatedEvent.named("Newchannel", "call")
                .with("Queue", "support")
                .with("Channel", "SIP/4"));
        pbx.emit(SimulatedEvent.named("QueueCallerJoin", "agent").with("Channel", "SIP/5"));
        pbx.emit(SimulatedEvent.named("hangup", "call").with("Queue", "Support").with("Channel", "sip/6"));
        assertThat(nextEvent().get("Channel")).isEqualTo("sip/6");
        assertThat(routed).isEmpty();
    }

    @Test
    void snapshotItemsNameTheListThatGaveThem() throws Exception {
        pbx.data().queue("support");
        routeEvents(ami("events=none&snapshot=QueueStatus"));
        context.start();
        Exchange item = nextRouted();
        assertThat(item.getMessage().getHeader(AmiConstants.SNAPSHOT)).isEqualTo("QueueStatus");
        assertThat(item.getMessage().getBody(AmiEvent.class).name()).isEqualTo("QueueParams");
    }

    @Test
    void noticesTellOfTheSessionWhenAskedFor() throws Exception {
        routeEvents(ami("events=none&notices=true&reconnectDelay=1"));
        context.start();
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Connected");
        pbx.disconnectAll();
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isEqualTo("Disconnected");
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.NOTICE)).isIn("Gap", "Connected");
    }
}
