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
package io.github.camelami.internal.http;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.PbxVersion;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the PBX is asked for events, how long it may wait with the answer, and what ends a connection. */
class HttpPollTest {
    @AutoClose
    private SimulatedPbx pbx;

    private HttpLink.Options start(Consumer<SimulatedHttpBuilder> http) {
        return start(PbxVersion.ASTERISK_22, http);
    }

    private HttpLink.Options start(PbxVersion version, Consumer<SimulatedHttpBuilder> http) {
        return start(SimulatedPbx.builder().version(version).http(http));
    }

    private HttpLink.Options start(SimulatedPbxBuilder builder) {
        pbx = builder.start();
        return HttpLink.to(pbx);
    }

    private static SimulatedEvent user(Object value) {
        return SimulatedEvent.named("UserEvent", "user").with("N", value);
    }

    private void awaitWaitingPoll(int polls) {
        await().until(() -> pbx.http().polls().size() >= polls
                && pbx.http().polls().get(pbx.http().polls().size() - 1).status() == 0);
    }

    @ParameterizedTest
    @CsvSource({"60, rawman, 50", "25, mxml, 15", "600, rawman, 50", "10, rawman, 0", "5, rawman, 0", "60, arawman, 5"})
    void thePollAsksForTheTimeThatTheSessionLeaves(int httptimeout, String page, String timeout) throws Exception {
        HttpLink.Options options = start(http -> http.timeout(Duration.ofSeconds(httptimeout)));
        try (HttpLink link = options.page(page).login()) {
            await().until(() -> pbx.http().pollCount() > 0);
            assertThat(pbx.http().polls())
                    .allSatisfy(poll -> assertThat(poll.parameter("Timeout")).isEqualTo(timeout));
        }
    }

    @Test
    void aPbxThatAnswersAtOnceIsAskedTwentyTimesASecondAtMost() throws Exception {
        HttpLink.Options options = start(http -> http.timeout(Duration.ofSeconds(10)));
        try (HttpLink link = options.pollDelay(Duration.ofMillis(50)).login()) {
            await().until(() -> pbx.http().pollCount() > 20);
            assertPaced();
        }
    }

    /** Any event of the PBX wakes a poll, also one outside the mask. */
    @ParameterizedTest
    @ValueSource(strings = {"rawman", "arawman"})
    void aBusyPbxIsAskedTwentyTimesASecondAtMost(String page) throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.page(page).pollDelay(Duration.ofMillis(50)).login("user")) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                pbx.emit(SimulatedEvent.named("Newchannel", "call"));
                return pbx.http().pollCount() > 20;
            });
            pbx.emit(user("wanted"));
            await().until(() -> link.values("N").contains("wanted"));
            assertThat(link.events).extracting(event -> event.name()).containsOnly("UserEvent");
            assertPaced();
        }
    }

    private void assertPaced() {
        List<ReceivedRequest> polls = pbx.http().polls();
        long took = polls.get(20).receivedAt() - polls.get(0).receivedAt();
        assertThat(Duration.ofNanos(took)).isGreaterThan(Duration.ofMillis(800));
    }

    static Stream<Arguments> serversAndPages() {
        return Stream.of(PbxVersion.ASTERISK_16, PbxVersion.ASTERISK_22, PbxVersion.ASTERISK_22_11)
                .flatMap(version ->
                        Stream.of("rawman", "mxml", "arawman", "amxml").map(page -> Arguments.of(version, page)));
    }

    /** A poll would be answered with every event of the user's: at once on one event engine, never on none. */
    @ParameterizedTest
    @MethodSource("serversAndPages")
    void O1_whereNobodyWantsEventsNoneAreFetched(PbxVersion version, String page) throws Exception {
        HttpLink.Options options = start(version, http -> {});
        try (HttpLink link = options.page(page).login("off")) {
            pbx.emit(user("before"));
            link.ping().response();
            link.send(AmiAction.named("Events").field("EventMask", "user").build())
                    .response();
            assertThat(pbx.http().polls().get(0).parameter("Timeout"))
                    .as("before the mask, to have the PBX forget")
                    .isEqualTo("0");
            awaitWaitingPoll(2);
            pbx.emit(user("wanted"));
            await().until(() -> link.values("N").contains("wanted"));
            link.send(AmiAction.named("Events").field("EventMask", "off").build())
                    .response();
            int polls = pbx.http().pollCount();
            pbx.emit(user("after"));
            for (int i = 0; i < 50; i++) {
                link.ping().response();
            }
            assertThat(pbx.http().pollCount()).isEqualTo(polls);
            assertThat(link.values("N")).doesNotContain("before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml", "arawman", "amxml"})
    void onePollIsUnderWayBesideTheActionsAndEventsComeInOrder(String page) throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.page(page).login("user")) {
            for (int i = 0; i < 400; i++) {
                pbx.emit(user(i));
                if (i % 4 == 0) {
                    link.ping().response();
                }
            }
            await().until(() -> link.events.size() == 400);
            assertThat(link.values("N"))
                    .isEqualTo(IntStream.range(0, 400).mapToObj(String::valueOf).toList());
            assertThat(pbx.http().pollCount()).isGreaterThan(1);
            assertThat(pbx.http().overlappingPolls()).isZero();
            assertThat(pbx.sessions()).isEqualTo(1);
        }
    }

    /** The PBX takes such a mask for an empty one, and an empty one for a full one. */
    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml", "arawman", "amxml"})
    void O1_classesThatTheUserMayNotReadAreNotAskedForAgain(String page) throws Exception {
        HttpLink.Options options = start(SimulatedPbx.builder()
                .version(PbxVersion.ASTERISK_22_11)
                .user("admin", "secret", "user", "all")
                .http());
        try (HttpLink link = options.page(page).pollDelay(Duration.ofMillis(1)).login("cdr")) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                pbx.emit(user(1));
                return link.unreadable.isDone();
            });
            assertThat(inTime(link.unreadable)).isEqualTo(EventClasses.parse("cdr"));
            assertThat(last(pbx.received("Events")).field("EventMask")).isEqualTo("off");
            int polls = pbx.http().pollCount();
            for (int i = 0; i < 50; i++) {
                pbx.emit(user(2));
                link.ping().response();
            }
            assertThat(pbx.http().pollCount()).isEqualTo(polls);
            link.send(AmiAction.named("Events").field("EventMask", "cdr,user").build())
                    .response();
            pbx.emit(user(3));
            await().until(() -> link.values("N").contains("3"));
        }
    }

    private static SimulatedEvent call(Object value) {
        return SimulatedEvent.named("Newchannel", "call").with("N", value);
    }

    /** Takes what the PBX has queued, by one poll; between polls there is a pause that no test waits for. */
    private HttpLink oneByOne(String mask) throws Exception {
        HttpLink link = start(PbxVersion.ASTERISK_22_11, http -> {})
                .pollDelay(Duration.ofMinutes(10))
                .login(mask);
        awaitWaitingPoll(1);
        assertThat(link.drain()).isTrue();
        return link;
    }

    /** What was queued under the last mask still comes, once. */
    @Test
    void O1_anEventOfTheLastMaskSaysNothingOfTheNext() throws Exception {
        try (HttpLink link = oneByOne("user")) {
            for (int i = 0; i < 10; i++) {
                pbx.emit(i % 2 == 0 ? user(i) : call(i));
                link.send(AmiAction.named("Events")
                                .field("EventMask", i % 2 == 0 ? "call" : "user")
                                .build())
                        .response();
                assertThat(link.drain()).isTrue();
                assertThat(link.values("N")).hasSize(i + 1).endsWith(String.valueOf(i));
            }
            assertThat(link.unreadable).isNotDone();
        }
    }

    /** A PBX, or what stands before it, may send one that nobody has asked for. */
    @Test
    void O1_eventsThatStrayCostNoMaskOfWhichOthersCome() throws Exception {
        try (HttpLink link = oneByOne("user")) {
            for (int i = 0; i < 3 * EventPolls.STRAY_POLLS; i++) {
                stray(link);
                if (i % (EventPolls.STRAY_POLLS - 1) == 0) {
                    pbx.emit(user(i));
                    assertThat(link.drain()).isTrue();
                    assertThat(link.values("N")).endsWith(String.valueOf(i));
                }
            }
            assertThat(link.unreadable).isNotDone();
            assertThat(pbx.received("Events")).isEmpty();
        }
    }

    @Test
    void O1_aMaskThatBringsNothingButStraysIsGivenUpAndFoundGoodWhenItsEventsComeAfterAll() throws Exception {
        try (HttpLink link = oneByOne("user")) {
            for (int i = 0; i < EventPolls.STRAY_POLLS; i++) {
                assertThat(link.unreadable).as("after %d polls", i).isNotDone();
                stray(link);
            }
            assertThat(link.unreadable.get(10, TimeUnit.SECONDS)).isEqualTo(EventClasses.parse("user"));
            assertThat(link.readable).hasValue(0);
            link.send(AmiAction.named("Events").field("EventMask", "user").build());
            // sent when all of the answer before has been dealt with
            link.ping().response();
            for (int i = 0; i < EventPolls.STRAY_POLLS - 1; i++) {
                stray(link);
            }
            pbx.emit(user("wanted"));
            assertThat(link.drain()).isTrue();
            assertThat(link.values("N")).contains("wanted");
            assertThat(link.readable).hasValue(1);
        }
    }

    /** The next poll brings an event that has no class of the mask. */
    private void stray(HttpLink link) throws Exception {
        pbx.http()
                .faultNext(
                        "WaitEvent",
                        answer -> answer.send(answer.run()
                                .withBody(("Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\n"
                                                + "Event: Newchannel\r\nPrivilege: call,all\r\n\r\n"
                                                + "Event: WaitEventComplete\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII))));
        assertThat(link.drain()).isTrue();
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    @Test
    void sixtyThousandEventsComeByOnePollInOrderWhileTheyArrive() throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.open()) {
            CountDownLatch queued = new CountDownLatch(1);
            pbx.http().faultNext("WaitEvent", answer -> {
                queued.await();
                answer.send();
            });
            link.send(LoginActions.plain("admin", "secret", "user")).response();
            String filler = "x".repeat(250);
            IntStream.range(0, 60_000).forEach(i -> pbx.emit(user(i).with("Filler", filler)));
            queued.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> link.count.get() == 60_000);
            assertThat(link.misplaced).hasValue(0);
            assertThat(pbx.http().pollCount())
                    .as("polls that reached the session")
                    .isLessThanOrEqualTo(2);
            assertThat(link.reads.get()).as("read piece by piece").isGreaterThan(100);
        }
    }

    /** The figure of the guarantee: a poll that the PBX does not answer is given up ten seconds after its own limit. */
    @Test
    void B6_aPollMayTakeTenSecondsMoreThanItsLimit() {
        start(http -> {});
        assertThat(HttpTransport.GRACE).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void B6_aPollWithoutAnAnswerPastItsTimeEndsTheConnection() throws Exception {
        HttpLink.Options options = start(http -> http.timeout(Duration.ofSeconds(10)));
        pbx.http().faultNext("WaitEvent", HttpFault.neverAnswer());
        try (HttpLink link = options.grace(Duration.ofMillis(200)).login()) {
            assertThat(link.end())
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageStartingWith("no answer in time: ");
            assertThat(pbx.http().polls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml"})
    void B6_aChangedSessionEndsTheConnection(String page) throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.page(page).login()) {
            awaitWaitingPoll(1);
            pbx.http().forgetSessions();
            assertThat(link.end())
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessage("the PBX has ended the HTTP session");
        }
    }

    /** The answer is "Permission denied", which must not be taken for the action's own. */
    @Test
    void B6_theActionThatMeetsAChangedSessionIsNotSentNeverRefused() throws Exception {
        HttpLink.Options options = start(http -> {});
        pbx.http().faultNext("WaitEvent", HttpFault.ignore());
        try (HttpLink link = options.login()) {
            await().until(() -> !pbx.http().polls().isEmpty());
            pbx.http().forgetSessions();
            SentAction ping = link.ping();
            assertThat(link.end()).hasMessage("the PBX has ended the HTTP session");
            assertThat(ping.departures).hasValue(1);
            assertThat(ping.isOut()).isFalse();
            assertThat(link.responses).noneMatch(response -> response.isError());
        }
    }

    @Test
    void B6_byDigestAPauseInWhichTheSessionMayHaveEndedEndsTheConnection() throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.page("arawman").login("user")) {
            awaitWaitingPoll(1);
            link.pause.addAndGet(TimeUnit.SECONDS.toNanos(11));
            pbx.emit(user(1));
            assertThat(link.end())
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageMatching("no poll for 1\\d s; the PBX may have ended the HTTP session");
            assertThat(link.events).isEmpty();
        }
    }

    @Test
    void byDigestAShortPauseIsNone() throws Exception {
        HttpLink.Options options = start(http -> {});
        try (HttpLink link = options.page("arawman").login("user")) {
            awaitWaitingPoll(1);
            link.pause.addAndGet(TimeUnit.SECONDS.toNanos(7));
            pbx.emit(user(1));
            await().until(() -> link.events.size() == 1);
            assertThat(link.closed).isNotDone();
        }
    }

    @Test
    void aRefusedPollEndsTheConnection() throws Exception {
        HttpLink.Options options = start(http -> {});
        pbx.on("WaitEvent", action -> Reply.error("Invalid/unknown command"));
        try (HttpLink link = options.login()) {
            assertThat(link.end()).hasMessage("the PBX refuses WaitEvent: Invalid/unknown command");
        }
    }
}
