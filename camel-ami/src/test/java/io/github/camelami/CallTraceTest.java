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
import io.github.camelami.simulator.SimulatedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code traceCalls}, a call carries the header {@code traceparent}, whoever sets and reads the header. */
class CallTraceTest extends RouteTestSupport {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Map<String, Object> CALL =
            Map.of("Channel", "PJSIP/100", "Context", "default", "Exten", "200", "Priority", 1);

    private static Map<String, Object> header(Object parent) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("traceparent", parent);
        return headers;
    }

    private List<String> variables(String options, Object body, Map<String, Object> headers) throws Exception {
        sendWell(ami("traceCalls=true&" + options), body, headers);
        return pbx.received(options.contains("Hangup") ? "Hangup" : "Originate")
                .get(0)
                .values("Variable");
    }

    @Test
    void anOriginateSetsAnInheritedVariableFromTheHeader() throws Exception {
        assertThat(variables("action=Originate", CALL, header(PARENT))).containsExactly("__TRACEPARENT=" + PARENT);
    }

    /** Of several variables with the same name, Asterisk uses the last one. */
    @Test
    void variablesOfTheRouteComeAfterIt() throws Exception {
        assertThat(variables("action=Originate&variable.__TRACEPARENT=mine", CALL, header(PARENT)))
                .containsExactly("__TRACEPARENT=" + PARENT, "__TRACEPARENT=mine");
    }

    @Test
    void otherActionsSetNone() throws Exception {
        assertThat(variables("action=Hangup", Map.of("Channel", "/x/"), header(PARENT)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,__OTHER=1",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nAction: Reload"
            })
    void F1_aHeaderThatIsNoTraceParentSetsNone(String value) throws Exception {
        assertThat(variables("action=Originate", CALL, header(value))).isEmpty();
    }

    private Exchange routed(String options, String... variables) throws Exception {
        routeEvents(ami(options));
        context.start();
        SimulatedEvent hangup = SimulatedEvent.named("Hangup", "call")
                .with("Channel", "PJSIP/100-1")
                .with("Uniqueid", "1.1")
                .with("Linkedid", "1.1");
        pbx.emit(SimulatedEvent.named("Newchannel", "call")
                .with("Channel", "PJSIP/100-1")
                .with("Uniqueid", "1.1")
                .with("Linkedid", "1.1"));
        for (String variable : variables) {
            hangup = hangup.with("ChanVariable", variable);
        }
        pbx.emit(hangup);
        return nextRouted();
    }

    private static Object parent(Exchange exchange) {
        return exchange.getMessage().getHeader("traceparent");
    }

    @Test
    void anEventGetsTheHeaderFromTheVariable() throws Exception {
        assertThat(parent(routed("traceCalls=true&include=Hangup", "CALLNO=1", "TRACEPARENT=" + PARENT)))
                .isEqualTo(PARENT);
    }

    @Test
    void anEventOfADialledChannelGetsItToo() throws Exception {
        routeEvents(ami("traceCalls=true&include=DialBegin"));
        context.start();
        pbx.emit(SimulatedEvent.named("DialBegin", "call").with("DestChanVariable", "TRACEPARENT=" + PARENT));
        assertThat(parent(nextRouted())).isEqualTo(PARENT);
    }

    @Test
    void aCallGetsTheHeaderFromTheVariable() throws Exception {
        Exchange call = routed(
                "traceCalls=true&emit=calls&callGrace=20&callVariables=CALLNO", "CALLNO=1", "TRACEPARENT=" + PARENT);
        assertThat(parent(call)).isEqualTo(PARENT);
        assertThat(call.getMessage().getBody(AmiCall.class).variables())
                .containsEntry("CALLNO", "1")
                .containsEntry("TRACEPARENT", PARENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACEPARENT=", "TRACEPARENT=x", "TRACEPARENTS=" + PARENT, "OTHER=" + PARENT})
    void aVariableThatIsNoTraceParentSetsNoHeader(String variable) throws Exception {
        assertThat(parent(routed("traceCalls=true&include=Hangup", variable))).isNull();
    }

    /** Of many PBXes, one that is added again with the option is not the same one. */
    @Test
    void theOptionMakesAnotherConnection() {
        AmiEndpoint without = context.getEndpoint(ami(""), AmiEndpoint.class);
        AmiEndpoint with = context.getEndpoint(ami("traceCalls=true"), AmiEndpoint.class);
        assertThat(NamedConnections.areSame(without, without)).isTrue();
        assertThat(NamedConnections.areSame(without, with)).isFalse();
    }

    @Test
    void withoutTheOptionNoHeaderIsSet() throws Exception {
        assertThat(parent(routed("include=Hangup", "TRACEPARENT=" + PARENT))).isNull();
        sendWell(ami("action=Originate"), CALL, header(PARENT));
        assertThat(received("Originate").values("Variable")).isEmpty();
    }
}
