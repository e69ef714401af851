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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.internal.action.ActionAnswers;
import io.github.camelami.internal.action.ActionHeaderNames;
import io.github.camelami.internal.routing.EventHeaderNames;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answer to an Originate says about the call that it placed. */
class OriginatedCallTest extends RouteTestSupport {
    private static final Map<String, Object> CALL =
            Map.of("Channel", "Local/300@default", "Context", "default", "Exten", "200", "Priority", 1, "Timeout", 200);

    private Exchange originate() throws Exception {
        return sendWell(ami("action=Originate"), CALL, NO_HEADERS);
    }

    @ParameterizedTest
    @CsvSource({"ANSWER", "BUSY", "CONGESTION", "NO_ANSWER", "FAILED"})
    void theIdOfTheCallIsKnownWhateverBecomesOfIt(CallOutcome dialled) throws Exception {
        pbx.data().extension("300", dialled);
        Object id = originate().getMessage().getHeader(AmiConstants.CALL_ID);
        assertThat(id).isEqualTo(received("Originate").field("ChannelId"));
        // as Asterisk's own ids, on which dialplans and databases rely
        assertThat((String) id).matches("\\d{10}\\.\\d{10}");
    }

    @Test
    void theIdIsThatOfTheCallThatConsumersReceive() throws Exception {
        routeEvents(ami("emit=calls&callGrace=50"));
        context.start();
        pbx.data().extension("300", CallOutcome.BUSY);
        Object id = originate().getMessage().getHeader(AmiConstants.CALL_ID);
        assertThat(nextRouted().getMessage().getBody(AmiCall.class).id()).isEqualTo(id);
    }

    @Test
    void anIdThatTheRouteChoosesStays() throws Exception {
        Exchange exchange = sendWell(ami("action=Originate&field.ChannelId=mine-1"), CALL, NO_HEADERS);
        assertThat(exchange.getMessage().getHeader(AmiConstants.CALL_ID)).isEqualTo("mine-1");
        assertThat(received("Originate").values("ChannelId")).containsExactly("mine-1");
    }

    /** Until version 11, Asterisk does not know the field ChannelId. */
    @Test
    void anIdThatThePbxChoosesCounts() throws Exception {
        pbx.on("Originate", action -> Reply.success()
                .then(() -> pbx.emit(SimulatedEvent.named("OriginateResponse", "call")
                        .withIdOf(action)
                        .with("Response", "Success")
                        .with("Reason", 4)
                        .with("Uniqueid", "1.1"))));
        assertThat(originate().getMessage().getHeader(AmiConstants.CALL_ID)).isEqualTo("1.1");
    }

    @Test
    void idsDiffer() throws Exception {
        assertThat(List.of(
                        originate().getMessage().getHeader(AmiConstants.CALL_ID),
                        originate().getMessage().getHeader(AmiConstants.CALL_ID),
                        originate().getMessage().getHeader(AmiConstants.CALL_ID)))
                .doesNotHaveDuplicates();
    }

    /** A channel behind a Local channel; an OriginateResponse without Reason says nothing about it. */
    @ParameterizedTest
    @CsvSource({
        "0, 17, 0, BUSY,",
        "17, 17, 0, BUSY,",
        "0, 34, 0, CONGESTION,",
        "19, 19, 5, NO_ANSWER,",
        "0, 0, 5, NO_ANSWER,",
        "0, 0, 0, FAILED, OTHER",
        "0, 1, 0, FAILED, NO_SUCH_NUMBER",
        "0, 20, 0, FAILED, NOT_REACHABLE",
        "21, 0, 5, NO_ANSWER,",
        "21, 0, 0, FAILED, REJECTED",
        "16, 16, 0, FAILED, OTHER"
    })
    void theHangupsOfItsChannelsSayWhyACallFailed(int first, int second, int state, String outcome, String reason)
            throws Exception {
        pbx.on("Originate", action -> {
            String id = action.field("ChannelId");
            return Reply.success().then(() -> {
                pbx.emit(channel("Newchannel", "Local/300@x-1;1", id, id));
                pbx.emit(channel("Newchannel", "Local/300@x-1;2", id + ";2", id));
                pbx.emit(channel("Hangup", "Local/300@x-1;2", id + ";2", id).with("Cause", second));
                pbx.emit(SimulatedEvent.named("OriginateResponse", "call")
                        .withIdOf(action)
                        .with("Response", "Failure")
                        .with("Reason", 0)
                        .with("Uniqueid", "<unknown>"));
                pbx.emit(channel("Hangup", "Local/300@x-1;1", id, id)
                        .with("ChannelState", state)
                        .with("Cause", first));
            });
        });
        Exchange exchange = originate();
        assertThat(exchange.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo(outcome);
        assertThat(exchange.getMessage().getHeader(AmiConstants.REASON)).isEqualTo(reason);
        assertThat(exchange.getMessage().getBody(AmiEvent.class).name()).isEqualTo("OriginateResponse");
    }

    private static SimulatedEvent channel(String event, String name, String uniqueid, String linkedid) {
        return SimulatedEvent.named(event, "call")
                .with("Channel", name)
                .with("Uniqueid", uniqueid)
                .with("Linkedid", linkedid);
    }

    @Test
    void aPhoneWithoutChannelIsNotReachable() throws Exception {
        pbx.data().extension("300", CallOutcome.FAILED);
        assertThat(originate().getMessage().getHeaders())
                .containsEntry(AmiConstants.OUTCOME, "FAILED")
                .containsEntry(AmiConstants.REASON, "NOT_REACHABLE");
    }

    /** A route that handles the failure reads these headers. */
    @Test
    void theOutcomeOfAnEarlierActionDoesNotStayWhenTheNextOneFails() throws Exception {
        Map<String, Object> earlier = Map.of(
                AmiConstants.OUTCOME, "ANSWERED",
                AmiConstants.REASON, "REJECTED",
                AmiConstants.AGI_RESULT, "1",
                AmiConstants.RESPONSE, "Success",
                AmiConstants.MESSAGE, "Originate successfully queued",
                AmiConstants.CALL_ID, "1.1",
                AmiConstants.DISPOSITION, "ANSWERED");
        pbx.on("Originate", action -> Reply.none());
        String uri = ami("action=Originate&actionTimeout=100&field.Channel=PJSIP/100&field.Context=a&field.Priority=1");
        Exchange late = send(uri, Map.of("Exten", "200"), earlier);
        assertThat(late.getException()).isInstanceOf(AmiException.TimedOut.class);
        assertThat(late.getMessage().getHeaders())
                .containsOnly(
                        Map.entry(AmiConstants.CALL_ID, received("Originate").field("ChannelId")));
        Exchange refused = send(uri, "no fields", earlier);
        assertThat(refused.getException()).isInstanceOf(AmiException.Refused.class);
        assertThat(refused.getMessage().getHeaders()).isEmpty();
        pbx.on("Ping", action -> Reply.none());
        Exchange other = send(ami("action=Ping&actionTimeout=100"), null, earlier);
        assertThat(other.getMessage().getHeaders())
                .containsOnly(Map.entry(AmiConstants.CALL_ID, "1.1"), Map.entry(AmiConstants.DISPOSITION, "ANSWERED"));
    }

    @Test
    void theReasonOfAnEarlierCallDoesNotStay() throws Exception {
        assertThat(sendWell(ami("action=Ping"), null, Map.of(AmiConstants.REASON, "OTHER", AmiConstants.CALL_ID, "1.1"))
                        .getMessage()
                        .getHeaders())
                .doesNotContainKey(AmiConstants.REASON)
                .containsEntry(AmiConstants.CALL_ID, "1.1");
    }

    /** If events are missing, it may be unknown what became of the call. */
    @Test
    void aCallOfUnknownResultHasNoDisposition() throws Exception {
        AmiCall unknown = AmiCall.builder()
                .id("1.1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .build();
        Exchange exchange = sendWell(ami("action=Ping"), null, Map.of());
        new ActionAnswers(null).call(exchange, unknown);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(AmiConstants.CALL_ID, "1.1")
                .doesNotContainKey(AmiConstants.DISPOSITION);
    }

    @Test
    void aCallsHeadersAreTheSameOnBothSides() {
        assertThat(ActionHeaderNames.CALL_ID).isEqualTo(EventHeaderNames.CALL_ID);
        assertThat(ActionHeaderNames.DISPOSITION).isEqualTo(EventHeaderNames.DISPOSITION);
    }
}
