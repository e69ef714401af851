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
package io.github.camelami.internal.session;

import static io.github.camelami.Futures.inTime;
import static io.github.camelami.internal.session.ScriptedPbx.event;
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListActionTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ScriptedPbx pbx = new ScriptedPbx(10, 1024);

    @AfterEach
    void close() {
        pbx.close();
    }

    @ParameterizedTest
    @CsvSource({
        "QueueStatus, EventList: start, EventList: Complete, QueueStatusComplete",
        "FAXSessions, EventList: Start, EventList: complete, FAXSessionsComplete",
        "IAXpeers, EventList: start, EventList: cancelled, PeerlistComplete",
        "DBGet, EventList: start, EventList: Complete, DBGetComplete",
        "Hangup, EventList: start, EventList: Complete, ChannelsHungupListComplete",
        "ParkedCalls, Message: Parked calls will follow, Total: 1, ParkedCallsComplete",
        "Status, Message: Channel status will follow, Items: 1, StatusComplete",
        "WaitEvent, Message: Waiting for Event completed., X: y, WaitEventComplete",
    })
    void aListEndsAsItsServerEndsIt(String action, String start, String endMark, String endEvent) {
        pbx.start();
        pbx.on(
                action,
                id -> response(id, "Success", start)
                        + item(id, 1)
                        + event("Newstate", "Privilege: call,all")
                        + item("foreign-1", 7)
                        + item(id, 2)
                        + event(endEvent, "ActionID: " + id, endMark)
                        + item(id, 3));
        assertThat(inTime(pbx.send(action)).items())
                .extracting(each -> each.get("Number"))
                .containsExactly("1", "2");
        inTime(pbx.send("Ping"));
        assertThat(pbx.session().status().unexpected()).isEqualTo(2);
        assertThat(pbx.session().status().inFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "FAXStats, FAXStats event will follow, FAXStats, ''",
        "FAXStats, '', FAXStats, ''",
        "FAXSession, FAXSession event will follow, FAXSession, ''",
        "DBGet, Result will follow, DBGetResponse, ''",
        "DBGet, Result will follow, DBGetResponse, DBGetComplete",
    })
    void O4_oneEventThatFollowsIsTheWholeList(String action, String message, String name, String behind) {
        pbx.start();
        pbx.on(
                action,
                id -> response(id, "Success", message.isEmpty() ? "X: y" : "Message: " + message)
                        + event(name, "Key: 7", "ActionID: " + id)
                        + (behind.isEmpty() ? "" : event(behind, "ActionID: " + id)));
        assertThat(inTime(pbx.send(action)).items()).singleElement().matches(item -> item.get("Key")
                .equals("7"));
        Iterator<AmiEvent> items = inTime(pbx.stream(ScriptedPbx.TIMEOUT, action)).stream();
        assertThat(items.next().get("Key")).isEqualTo("7");
        assertThat(items.hasNext()).isFalse();
        assertThat(inTime(pbx.send("Ping")).response().status()).isEqualTo("Success");
        assertThat(pbx.session().status().inFlight()).isZero();
    }

    @Test
    void O4_aCompleteWithoutAnItemBeforeItIsAnEmptyList() {
        pbx.start();
        pbx.on(
                "DBGet",
                id -> response(id, "Success", "Message: Result will follow")
                        + event("DBGetComplete", "ActionID: " + id));
        assertThat(inTime(pbx.send("DBGet")).items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Error, PJSIPShowEndpoints, 'No endpoints found\n'",
        "Error, PJSIPShowContacts, No Contacts found",
        "Error, MeetmeList, No active conferences.",
        "Error, ExtensionStateList, No dialplan hints are available",
        "Success, VoicemailUsersList, There are no voicemail users currently defined.",
        "Success, VoicemailUserStatus, There is no voicemail user of the given info.",
        "Success, VoicemailBoxSummary, There is no voicemail user matching the given user.",
    })
    void O4_nothingToListIsAnEmptyListHoweverThePbxSaysSo(String status, String action, String message) {
        pbx.start();
        pbx.on(action, id -> response(id, status, "Message: " + message));
        assertThat(inTime(pbx.send(action)).items()).isEmpty();
    }

    /** So are those of CoreShowChannelMap. */
    @Test
    void O4_itemsThatEndWithABareLineFeedAreItems() {
        pbx.start();
        pbx.on("CoreShowChannelMap", id -> {
            String item = "Event: CoreShowChannelMap\r\nActionID: " + id + "\r\nConnectedChannel: ";
            return response(id, "Success", "EventList: start") + item + "A\r\n\n" + item + "B\r\n\n"
                    + event("CoreShowChannelMapComplete", "ActionID: " + id, "EventList: Complete");
        });
        assertThat(inTime(pbx.send("CoreShowChannelMap")).items())
                .extracting(item -> item.get("ConnectedChannel"))
                .containsExactly("A", "B");
        assertThat(inTime(pbx.send("Ping")).response().status()).isEqualTo("Success");
        assertThat(pbx.session().status().unexpected()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ConfbridgeList, No Conference name provided.",
        "PJSIPShowEndpoint, Unable to retrieve endpoint x",
        "PJSIPShowContacts, No permission",
    })
    void O4_everyOtherTextIsARefusal(String action, String message) {
        pbx.start();
        pbx.on(action, id -> response(id, "Error", "Message: " + message));
        ActionResult refused = inTime(pbx.send(action));
        assertThat(refused.items()).isNull();
        assertThat(refused.response().isError()).isTrue();
    }

    @Test
    void O4_aListThatEndsWithAnErrorIsThatRefusalAtOnce() {
        pbx.start();
        pbx.on(
                "Agents",
                id -> response(id, "Success", "EventList: start")
                        + item(id, 1)
                        + response(id, "Error", "Message: Out of agents"));
        ActionResult refused = inTime(pbx.send("Agents"));
        assertThat(refused.items()).isNull();
        assertThat(refused.response().message()).isEqualTo("Out of agents");
        Iterator<AmiEvent> items = inTime(pbx.stream(ScriptedPbx.TIMEOUT, "Agents")).stream();
        assertThat(items.next().get("Number")).isEqualTo("1");
        assertThatThrownBy(items::hasNext)
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("Out of agents");
    }

    @Test
    void O4_ofAKeyThatIsThereTwiceTheFirstValueCounts() {
        pbx.start();
        pbx.on(
                "Agents",
                id -> response(
                                id,
                                "Success",
                                "EventList: start",
                                "EventList: Complete",
                                "ActionID: foreign-1",
                                "Response: Error")
                        + event("Item", "ActionID: " + id, "ActionID: foreign-1", "Event: AgentsComplete", "X: 1")
                        + event("Item", "ActionID: " + id, "EventList: item", "EventList: Complete", "X: 2")
                        + event("AgentsComplete", "ActionID: " + id, "EventList: Complete", "EventList: start"));
        assertThat(inTime(pbx.send("Agents")).items())
                .extracting(item -> item.get("X"))
                .containsExactly("1", "2");
        pbx.on("Getvar", id -> response(id, "Error", "Response: Success", "Message: first", "Message: second"));
        ActionResult refused = inTime(pbx.send("Getvar"));
        assertThat(refused.response().isError()).isTrue();
        assertThat(refused.response().message()).isEqualTo("first");
        assertThat(refused.response().get("Message")).isEqualTo("first\nsecond");
    }

    @Test
    void aListWithoutItemsIsAnEmptyList() {
        pbx.start();
        pbx.on("Agents", list("AgentsComplete"));
        assertThat(inTime(pbx.send("Agents")).items()).isEmpty();
    }

    @Test
    void C9_anEndlessListEndsAtMaxListEvents() {
        pbx.start();
        pbx.on(
                "Agents",
                id -> response(id, "Success", "EventList: start") + item(id, 1).repeat(12));
        assertThatThrownBy(pbx.send("Agents")::join)
                .hasCauseInstanceOf(AmiException.ProtocolViolation.class)
                .hasMessageContaining("maxListEvents=10");
        assertThat(inTime(pbx.send("Ping")).response().status()).isEqualTo("Success");
    }

    @Test
    void C9_aListThatDoesNotEndIsEndedByTheDeadline() {
        pbx.start();
        pbx.on("Agents", id -> response(id, "Success", "EventList: start") + item(id, 1));
        assertThatThrownBy(pbx.send(SHORT, "Agents")::join)
                .hasCauseInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("the list did not end");
    }

    @Test
    void aStreamGivesItemsWhileTheyArrive() {
        pbx.start();
        pbx.on("Agents", id -> response(id, "Success", "EventList: start") + item(id, 1));
        Iterator<AmiEvent> items = inTime(pbx.stream(ScriptedPbx.TIMEOUT, "Agents")).stream();
        assertThat(items.next().get("Number")).isEqualTo("1");
        String id = pbx.sent("Agents").get(0);
        pbx.link.say(item(id, 2));
        assertThat(items.hasNext()).isTrue();
        assertThat(items.next().get("Number")).isEqualTo("2");
        pbx.link.say(event("AgentsComplete", "ActionID: " + id, "EventList: Complete"));
        assertThat(items.hasNext()).isFalse();
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void aStreamWhoseConnectionEndsGivesWhatCameAndThenFails() {
        pbx.start();
        pbx.on("Agents", id -> response(id, "Success", "EventList: start") + item(id, 1));
        Iterator<AmiEvent> items = inTime(pbx.stream(ScriptedPbx.TIMEOUT, "Agents")).stream();
        CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> pbx.link.close());
        assertThat(items.next().get("Number")).isEqualTo("1");
        assertThatThrownBy(items::hasNext).isInstanceOf(AmiException.OutcomeUnknown.class);
        assertThatThrownBy(items::hasNext).isInstanceOf(AmiException.OutcomeUnknown.class);
        inTime(cut);
    }

    @Test
    void aStreamThatIsNotEndedFailsAtItsDeadlineAndDoesNotHang() {
        pbx.start();
        pbx.on("Agents", list(null));
        Iterator<AmiEvent> items = inTime(pbx.stream(SHORT, "Agents")).stream();
        assertThatThrownBy(items::hasNext).isInstanceOf(AmiException.TimedOut.class);
        await().until(() -> pbx.session().status().inFlight() == 0);
    }

    @Test
    void anOriginateIsEndedByTheOutcomeWithItsOwnIdOnly() {
        pbx.start();
        pbx.on("Originate", id -> response(id, "Success", "Message: Originate successfully queued"));
        CompletableFuture<ActionResult> call = pbx.send("Originate");
        await().until(() -> !pbx.sent("Originate").isEmpty());
        String id = pbx.sent("Originate").get(0);
        inTime(pbx.link.say(outcome("OriginateResponse", "foreign-9")
                + event("OriginateResponse", "Privilege: call,all")
                + event("UserEvent", "Privilege: user,all", "UserEvent: x", "ActionID: " + id, "Response: Success")
                + outcome("AsyncAGIExec", id)));
        assertThat(call).isNotDone();
        pbx.link.say(outcome("OriginateResponse", id));
        assertThat(inTime(call).outcome().name()).isEqualTo("OriginateResponse");
        assertThat(pbx.session().status().unexpected()).isZero();
    }

    @Test
    void aUserEventWithAForgedIdIsAnEventAndNoItem() {
        EventSubscription users = ScriptedPbx.subscription("user");
        inTime(pbx.session().subscribe(users));
        pbx.start();
        pbx.on(
                "Agents",
                id -> response(id, "Success", "EventList: start")
                        + event(
                                "UserEvent",
                                "Privilege: user,all",
                                "UserEvent: x",
                                "ActionID: " + id,
                                "EventList: Complete")
                        + item(id, 1)
                        + event("AgentsComplete", "ActionID: " + id, "EventList: Complete"));
        assertThat(inTime(pbx.send("Agents")).items())
                .extracting(AmiEvent::name)
                .containsExactly("Item");
        ScriptedPbx.next(users);
        assertThat(((AmiEvent) ScriptedPbx.next(users)).name()).isEqualTo("UserEvent");
    }

    private static Function<String, String> list(String complete) {
        return id -> response(id, "Success", "EventList: start")
                + (complete == null ? "" : event(complete, "ActionID: " + id, "EventList: Complete"));
    }

    private static String item(String id, int number) {
        return event("Item", "ActionID: " + id, "Number: " + number);
    }

    private static String outcome(String name, String id) {
        return event(name, "Privilege: call,all", "ActionID: " + id, "Response: Success", "Reason: 4");
    }
}
