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
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters with {@code MatchCriteria}, and those that the session derives ({@code serverFilter=auto}). */
class ServerFilterTest {
    private static final String AUTO = "ami:pbx?serverFilter=auto&";

    private SimulatedPbx simulated = SimulatedPbx.start();
    private PbxRoutes routes = new PbxRoutes(simulated);

    @AfterEach
    void close() {
        routes.close();
        simulated.close();
    }

    private void pbx(SimulatedPbx other) {
        close();
        simulated = other;
        routes = new PbxRoutes(simulated);
    }

    /** The filters that the PBX has got, without the one that finds out whether it knows MatchCriteria. */
    private List<String> filters() {
        return simulated.received("Filter").stream()
                .map(action -> action.field("MatchCriteria") + '=' + action.field("Filter"))
                .filter(filter -> !filter.startsWith("method(probe)"))
                .toList();
    }

    private SimulatedEvent event(String name, String call) {
        return SimulatedEvent.named(name, "call").with("Linkedid", call).with("Channel", "SIP/" + call);
    }

    private MockEndpoint mock(String id) {
        return routes.camel.getEndpoint("mock:" + id, MockEndpoint.class);
    }

    private void names(String id, String... names) {
        await().untilAsserted(() -> assertThat(mock(id).getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(AmiConstants.EVENT_NAME))
                .containsExactly((Object[]) names));
    }

    @Test
    void thePbxSendsOnlyWhatTheConsumersOfTheSessionWant() throws Exception {
        routes.from("hangups", AUTO + "events=call&include=Hangup").start();
        assertThat(filters()).containsExactlyInAnyOrder("name(Hangup)=", "name(Shutdown)=", "name(FullyBooted)=");
        assertThat(simulated.received())
                .extracting(action -> action.name() + action.field("Events") + action.field("EventMask"))
                .containsExactly("Challenge", "Loginoff", "Filter", "Filter", "Filter", "Filter", "Eventscall");
        simulated.emit(event("Newstate", "1"));
        simulated.emit(event("Hangup", "1"));
        names("hangups", "Hangup");
    }

    /** The PBX adds each filter before it answers, and the route begins after the answers. */
    @ParameterizedTest
    @ValueSource(strings = {"events=call&include=Newstate", "events=call", "events=call&exclude=Hangup"})
    void D12_aConsumerThatJoinsReceivesAllItsEvents(String options) throws Exception {
        routes.from("hangups", AUTO + "events=call&include=Hangup").start();
        routes.from("others", AUTO + options);
        simulated.emit(event("Newstate", "1"));
        simulated.emit(event("Hangup", "1"));
        names("hangups", "Hangup");
        await().until(() -> !mock("others").getExchanges().isEmpty());
        assertThat(mock("others").getExchanges().get(0).getMessage().getHeader(AmiConstants.EVENT_NAME))
                .isEqualTo("Newstate");
        assertThat(simulated.connections()).isEqualTo(1);
        routes.camel.getRouteController().stopRoute("others");
        simulated.emit(event("Hangup", "2"));
        names("hangups", "Hangup", "Hangup");
        // only the next login removes the filters that nobody needs any more
        int before = filters().size();
        simulated.disconnectAll();
        await().until(() -> routes.consumer("hangups").getEpoch() == 2);
        assertThat(filters().subList(before, filters().size()))
                .containsExactlyInAnyOrder("name(Hangup)=", "name(Shutdown)=", "name(FullyBooted)=");
    }

    /** With the first of several filters alone, the events of the others would be lost. */
    @Test
    void D12_whileEventsFlowWithoutFiltersNoneIsAdded() throws Exception {
        routes.from("all", AUTO + "events=call").start();
        routes.from("some", AUTO + "events=call&include=Hangup,Newstate");
        routes.camel.getRouteController().stopRoute("all");
        assertThat(filters()).isEmpty();
        simulated.disconnectAll();
        await().until(() -> routes.consumer("some").getEpoch() == 2);
        assertThat(filters()).hasSize(4);
    }

    @Test
    void D12_theOutcomeOfACallArrives() throws Exception {
        routes.from("others", AUTO + "events=call&include=Newstate").start();
        assertThat(routes.send(
                                AUTO + "action=Originate",
                                Map.of("Channel", "Local/100@test", "Application", "Wait", "Data", "1"))
                        .getException())
                .isNull();
        assertThat(filters())
                .contains("name(OriginateResponse)=", "name(Newchannel)=", "name(Hangup)=", "name(AsyncAGIExec)=");
    }

    /** The session remembers from before the first command that a channel has left AGI. */
    @Test
    void D12_C11_aCommandForAChannelThatHasLeftAgiEnds() throws Exception {
        simulated.on("AGI", action -> Reply.success());
        routes.from("agi", AUTO + "events=agi&include=AsyncAGIStart").start();
        assertThat(filters())
                .contains("name(AsyncAGIEnd)=", "name(AsyncAGIStart)=")
                .hasSize(5);
        for (String name : List.of("AsyncAGIStart", "AsyncAGIEnd")) {
            simulated.emit(SimulatedEvent.named(name, "agi").with("Channel", "SIP/1"));
        }
        names("agi", "AsyncAGIStart");
        Exchange end = routes.send(AUTO + "action=AGI", Map.of("Channel", "SIP/1", "Command", "ANSWER"));
        assertThat(end.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("HANGUP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emit=calls", "emit=queues", "emit=agents"})
    void trackersNeedNoOtherEvents(String emit) throws Exception {
        routes.from("tracked", AUTO + emit).start();
        assertThat(filters()).contains("name(Hangup)=").hasSizeBetween(30, 90).allMatch(each -> each.endsWith(")="));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    include=Hang.p | a consumer wants all events, or selects them in a way that no filter of the PBX can express
                    notices=true   | a consumer wants all events, or selects them in a way that no filter of the PBX can express
                    """)
    void oneLineSaysWhyAllEventsAreSent(String options, String reason) throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            routes.from("events", AUTO + "events=call&" + options).start();
            simulated.disconnectAll();
            await().until(() -> routes.consumer("events").getEpoch() == 2);
            assertThat(reasons(log))
                    .containsExactly(
                            "[pbx epoch 1] serverFilter=auto has no effect, and all events are" + " sent: " + reason);
        }
        assertThat(filters()).isEmpty();
    }

    private static List<String> reasons(CapturedLog log) {
        return log.events("io.github.camelami", Level.INFO).stream()
                .map(event -> event.getMessage().getFormattedMessage())
                .filter(line -> line.contains("serverFilter"))
                .toList();
    }

    @Test
    void anOldPbxAndAUserWithoutPermissionSendAllEvents() throws Exception {
        for (SimulatedPbx other : List.of(
                SimulatedPbx.builder().version(16).start(),
                SimulatedPbx.builder().user("admin", "secret", "all", "call").start())) {
            pbx(other);
            try (CapturedLog log = CapturedLog.debug()) {
                routes.from("hangups", AUTO + "events=call&include=Hangup").start();
                simulated.emit(event("Newstate", "1"));
                simulated.emit(event("Hangup", "1"));
                names("hangups", "Hangup");
                assertThat(reasons(log)).hasSize(1);
                assertThat(reasons(log).get(0))
                        .containsAnyOf(
                                "sent: the PBX is too old for MatchCriteria, which Asterisk has since 18.26, 20.11, 21.6"
                                        + " and 22.1",
                                "sent: Permission denied; the user needs write=system")
                        .doesNotContain("use ");
            }
            // excludes nothing, and includes nothing besides what the filters of the user include
            assertThat(simulated.received("Filter"))
                    .extracting(action -> action.field("Filter"))
                    .containsExactly("!^$");
            assertThat(filters()).isEmpty();
        }
    }

    @Test
    void aFilterMayHaveCriteria() throws Exception {
        routes.from(
                        "some",
                        "ami:pbx?events=call&serverFilter.a=name(Hangup),header(Channel),method(exact)=SIP/a"
                                + "&serverFilter.b=name(Newstate)&serverFilter.c=!name(Newstate),header(Linkedid),method(ends_with)=x")
                .start();
        assertThat(filters())
                .containsExactly(
                        "name(Hangup),header(Channel),method(exact)=SIP/a",
                        "name(Newstate)=",
                        "action(exclude),name(Newstate),header(Linkedid),method(ends_with)=x");
        for (String each : List.of("Hangup a", "Hangup b", "Newstate a", "Newstate ax", "Rename a")) {
            simulated.emit(event(each.split(" ")[0], each.split(" ")[1]));
        }
        names("some", "Hangup", "Newstate");
    }

    @Test
    void anOldPbxRefusesCriteria() throws Exception {
        pbx(SimulatedPbx.builder().version(16).start());
        assertThatThrownBy(() -> routes.from("some", "ami:pbx?serverFilter.a=name(Hangup)")
                        .start())
                .hasMessageContaining("the PBX does not accept a serverFilter: it is too old for MatchCriteria");
    }

    @Test
    void criteriaThatThePbxCannotReadAreRefused() {
        assertThatThrownBy(() -> routes.from("some", "ami:pbx?serverFilter.a=name(Hangup),method(like)=x")
                        .start())
                .hasMessageContaining(
                        "the PBX does not accept the serverFilter 'name(Hangup),method(like)=x' (Filter was"
                                + " formatted incorrectly");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    serverFilter=on                    | option serverFilter=on is not valid; accepted: auto
                    serverFilter=auto&serverFilter.a=x | option serverFilter.*=[x] is not valid; accepted: nothing with serverFilter=auto
                    serverFilter.mode=atuo             | option serverFilter.*=atuo is not valid; accepted: auto, or a filter; did you mean auto?
                    serverFilter.mode=Atuo             | did you mean auto?
                    serverFilter.mode=true             | did you mean auto?
                    serverFilter.mode=ON               | did you mean auto?
                    serverFilter.mode=aut              | did you mean auto?
                    serverFilter.mode=off              | option serverFilter.*=off is not valid; accepted: auto, or a filter
                    serverfilter=atuo                  | option serverfilter=atuo is not valid; accepted: auto
                    serverFilter.a=x&emit=calls        | option serverFilter.*=[x] is not valid; accepted: auto, or nothing with emit=calls
                    """)
    void valuesWithoutMeaningAreRefused(String options, String message) {
        assertThatThrownBy(() -> routes.from("some", "ami:pbx?" + options).start())
                .rootCause()
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serverfilter=auto", "server-filter=Auto", "serverFilter=AUTO", "serverFilter.mode=Auto"})
    void theCaseOfAutoDoesNotMatter(String option) throws Exception {
        routes.from("hangups", "ami:pbx?events=call&include=Hangup&" + option).start();
        assertThat(filters()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hangup", "support", "x", "Queue", "Auto.+"})
    void anotherWordIsARegularExpression(String filter) throws Exception {
        routes.from("some", "ami:pbx?events=call&serverFilter.a=" + filter).start();
        assertThat(simulated.received("Filter"))
                .extracting(action -> action.field("Filter"))
                .containsExactly(filter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serverFilter",
                "server-filter",
                "configuration.serverFilter",
                "connections[pbx].serverFilter",
                "connections[pbx].server-filter",
                "connections[pbx].serverFilter.mode"
            })
    void inPropertiesAutoNeedsNoLabel(String property) throws Exception {
        inMain(property, "Auto");
        assertThat(filters()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serverFilter", "connections[pbx].serverFilter"})
    void inPropertiesAnotherTextNeedsALabel(String property) {
        assertThatThrownBy(() -> inMain(property, "Hangup"))
                .hasMessageContaining("camel.component.ami.serverFilter=Hangup")
                .hasStackTraceContaining("serverFilter=Hangup is not valid; accepted: auto, as serverFilter.mode=auto;"
                        + " an expression needs a label, as serverFilter.label");
    }

    private void inMain(String property, String value) throws Exception {
        Main main = new Main();
        String prefix = "camel.component.ami.";
        String named = property.startsWith("connections") ? prefix + "connections[pbx]." : prefix;
        main.addOverrideProperty(prefix + property, value);
        main.addOverrideProperty(named + "host", simulated.host());
        main.addOverrideProperty(named + "port", "" + simulated.port());
        main.addOverrideProperty(named + "username", "admin");
        main.addOverrideProperty(named + "secret", "secret");
        main.configure().addLambdaRouteBuilder(route -> route.from("ami:pbx?events=call&include=Hangup")
                .to("mock:hangups"));
        try {
            main.start();
        } finally {
            main.stop();
        }
    }

    /** As in Java and in properties, where the option is a map. */
    @Test
    void autoMayStandUnderALabel() throws Exception {
        routes.pbx.setServerFilter(Map.of("mode", "auto"));
        routes.from("hangups", "ami:pbx?events=call&include=Hangup").start();
        assertThat(filters()).hasSize(3);
        routes.from("newstates", AUTO + "events=call&include=Newstate");
        assertThat(filters()).hasSize(4);
        assertThat(simulated.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "digest"})
    void D12_aConsumerThatStartsAgainReceivesItsEventsOverHttp(String authType) throws Exception {
        pbx(SimulatedPbx.builder().http(http -> {}).start());
        routes.pbx.setTransport(AmiTransportType.http);
        routes.pbx.setPort(simulated.http().port());
        routes.pbx.setAuthType(AuthType.valueOf(authType));
        routes.to("ping", AUTO + "action=Ping")
                .from("hangups", AUTO + "events=call&include=Hangup")
                .start();
        assertThat(filters()).hasSize(3);
        routes.camel.getRouteController().stopRoute("hangups");
        routes.camel.getRouteController().startRoute("hangups");
        simulated.emit(event("Newstate", "1"));
        simulated.emit(event("Hangup", "1"));
        names("hangups", "Hangup");
    }
}
