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
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over HTTP that end: what routes learn, and what becomes of the actions. */
class HttpLossTest extends HttpRouteSupport {
    private static final String[] WITH_COOKIES = {"authType=plain", "authType=md5&httpFormat=mxml"};

    private static SimulatedEvent user(int value) {
        return SimulatedEvent.named("UserEvent", "user").with("N", value);
    }

    static Stream<Arguments> losses() {
        Map<String, Consumer<HttpLossTest>> losses = Map.of(
                "the session is forgotten", test -> test.pbx.http().forgetSessions(),
                "the PBX restarts", test -> test.pbx.restart(),
                "the connections are reset", test -> test.pbx.http().closeConnections(Cut.RST),
                "the poll breaks off",
                        test -> {
                            int polls = test.pbx.http().polls().size();
                            test.pbx.http().faultNext("WaitEvent", HttpFault.dropInsideAnswer(90, Cut.FIN));
                            test.pbx.emit(user(7));
                            await().until(() -> test.pbx.http().polls().size() > polls);
                            test.pbx.emit(user(8));
                        });
        return losses.entrySet().stream().flatMap(loss -> Stream.of(WITH_COOKIES)
                .map(way -> Arguments.of(Named.of(loss.getKey(), loss.getValue()), way)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void B6_D7_aLossIsAnnouncedBeforeTheNextEventOfTheNextEpoch(Consumer<HttpLossTest> loss, String way)
            throws Exception {
        routeEvents(ami(way + "&events=user&notices=true"));
        context.start();
        await().until(() -> pbx.http().pollCount() > 0);
        pbx.emit(user(0));
        await().until(() -> !routed.isEmpty() && routed.stream().anyMatch(each -> "0".equals(n(each))));
        await().until(() -> {
            var polls = pbx.http().polls();
            return polls.get(polls.size() - 1).status() == 0;
        });
        routed.clear();

        loss.accept(this);
        List<Object> seen = new ArrayList<>();
        while (!seen.contains("Gap")) {
            seen.add(notice(nextRouted()));
        }
        pbx.emit(user(1));
        Exchange event = nextRouted();

        seen.removeIf(each -> each.equals(""));
        assertThat(seen).containsExactly("Disconnected", "Connected", "Gap");
        assertThat(n(event)).isEqualTo("1");
        assertThat(event.getMessage().getHeader(AmiConstants.EPOCH)).isEqualTo(2L);
    }

    private static Object notice(Exchange exchange) {
        return exchange.getMessage().getHeader(AmiConstants.NOTICE, "", String.class);
    }

    private static String n(Exchange exchange) {
        AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
        return event == null ? null : event.get("N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authType=plain", "httpFormat=mxml"})
    void B6_C2_theActionThatMeetsAForgottenSessionIsNotSent(String way) throws Exception {
        pbx.http().faultNext("WaitEvent", HttpFault.ignore());
        sendWell(ami(way + "&action=Ping"), null, NO_HEADERS);
        pbx.http().forgetSessions();
        Exchange lost = send(ami(way + "&action=Ping"), null);
        assertThat(lost.getException())
                .isInstanceOf(AmiException.NotSent.class)
                .hasMessageContaining("the PBX has ended the HTTP session");
        await().untilAsserted(() ->
                assertThat(send(ami(way + "&action=Ping"), null).getException()).isNull());
        assertThat(pbx.logins()).isEqualTo(2);
    }

    @Test
    void C2_theActionWhoseAnswerIsLostIsOfUnknownOutcome() throws Exception {
        pbx.http().faultNext("Ping", HttpFault.badGateway());
        Exchange first = send(ami("action=Ping"), null);
        assertThat(first.getException())
                .isInstanceOf(AmiException.OutcomeUnknown.class)
                .hasMessageContaining("it may have run")
                .hasMessageContaining("HTTP 502");
    }

    @Test
    void C13_aPermissionThatIsMissingIsARefusalAndNoLoss() throws Exception {
        pbx.on("Ping", action -> Reply.error("Permission denied"));
        assertThat(send(ami("action=Ping"), null).getException()).isInstanceOf(AmiException.Refused.class);
        assertThat(pbx.logins()).isEqualTo(1);
    }
}
