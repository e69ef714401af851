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
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.CapturedLog;
import io.github.camelami.internal.wire.EventClasses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a session makes of a mask of which the transport says that it brings no event, in virtual time. */
class UnreadableMaskTest {
    private static final EventClasses CDR = EventClasses.parse("cdr");

    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();
    private AmiSession session;

    private List<String> masks() {
        return pbx.received.stream()
                .map(action -> action.field("EventMask"))
                .flatMap(Optional::stream)
                .toList();
    }

    private void start() {
        session = pbx.session(settings);
        session.subscribe(ScriptedPbx.subscription("cdr"));
        inTime(session.start());
        pbx.received.clear();
    }

    @Test
    void O1_aMaskThatBringsNoEventIsAskedForAgainInAMinuteAndShownMeanwhile() {
        start();
        try (CapturedLog log = CapturedLog.debug()) {
            assertThat(session.status().unreadable()).isEmpty();
            for (int minute = 1; minute <= 3; minute++) {
                pbx.isUnreadable(CDR);
                assertThat(session.status().unreadable()).isEqualTo("cdr");
                pbx.time.pass(Duration.ofMillis(59_999));
                assertThat(masks()).hasSize(minute - 1);
                pbx.time.pass(Duration.ofMillis(1));
                assertThat(masks()).hasSize(minute).containsOnly("cdr");
            }
            assertThat(session.status().unreadable()).isEqualTo("cdr");
            pbx.isReadable();
            assertThat(session.status().unreadable()).isEmpty();
            pbx.time.pass(Duration.ofMinutes(10));
            assertThat(masks()).hasSize(3);
            assertThat(log.warnings("io.github.camelami"))
                    .singleElement()
                    .asString()
                    .startsWith("[pbx epoch 1] the user may read none of the event classes cdr, ");
        }
    }

    @Test
    void O1_anotherMaskOrLoginIsGivenTheBenefitOfTheDoubt() {
        start();
        pbx.isUnreadable(CDR);
        EventSubscription calls = ScriptedPbx.subscription("call");
        session.subscribe(calls);
        assertThat(session.status().unreadable()).isEmpty();
        pbx.time.pass(Duration.ofMinutes(2));
        assertThat(masks()).containsExactly("call,cdr");

        pbx.isUnreadable(CDR);
        assertThat(session.status().unreadable())
                .as("of a mask that is not asked for any more")
                .isEmpty();
        assertThat(masks()).as("the PBX may have been left without").containsExactly("call,cdr", "call,cdr");
        pbx.isUnreadable(EventClasses.parse("call,cdr"));
        assertThat(session.status().unreadable()).isEqualTo("call,cdr");
        pbx.hangUp();
        assertThat(session.status().unreadable()).isEmpty();
        pbx.time.pass(Duration.ofMinutes(2));
        assertThat(session.status().epoch()).isEqualTo(2);
        assertThat(session.status().unreadable()).isEmpty();
        assertThat(masks()).hasSize(2);
    }

    @Test
    void O1_withoutAThreadToAskForItAgainTheConnectionIsMadeAnew() {
        AtomicBoolean exhausted = new AtomicBoolean();
        session = new AmiSession(
                settings.build(),
                pbx.resources(task -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                }),
                pbx.transports());
        session.subscribe(ScriptedPbx.subscription("cdr"));
        inTime(session.start());
        // not at the moment of a keep-alive, which needs a thread, too
        pbx.time.pass(Duration.ofSeconds(5));
        pbx.isUnreadable(CDR);
        pbx.time.pass(Duration.ofMillis(59_999));
        exhausted.set(true);
        pbx.time.pass(Duration.ofMillis(1));
        exhausted.set(false);
        pbx.time.pass(Duration.ofSeconds(10));
        assertThat(session.status().epoch()).isEqualTo(2);
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    /** Nothing keeps the session there meanwhile. */
    @Test
    void O1_whatThePbxMayHaveForgottenComesBeforeTheMaskThatIsAskedForAgain() {
        settings.serverFilters = List.of("Event: Cdr");
        start();
        pbx.isUnreadable(CDR);
        pbx.forgetful = true;
        pbx.time.pass(Duration.ofMinutes(1));
        assertThat(pbx.received).extracting(action -> action.name()).containsSubsequence("Filter", "Events");
    }

    /** Without them, the next filter would be the only one, and exclude what the others let pass. */
    @Test
    void D12_derivedFiltersThatThePbxMayHaveForgottenAreAddedAgain() {
        settings.autoFilter = true;
        pbx.answers = action -> action.field("MatchCriteria").orElse("").equals("method(probe)")
                ? "Response: Error\r\nMessage: Filter was formatted incorrectly.\r\n"
                : StubPbx.answer(action);
        session = pbx.session(settings);
        session.subscribe(ScriptedPbx.subscription("cdr").filteredBy(DerivedFilters.named("Cdr"::equals)));
        inTime(session.start());
        pbx.received.clear();
        pbx.isUnreadable(CDR);
        pbx.forgetful = true;
        pbx.time.pass(Duration.ofMinutes(1));
        assertThat(pbx.received)
                .extracting(action -> action.field("MatchCriteria")
                        .or(() -> action.field("EventMask"))
                        .orElse(""))
                .containsOnlyOnce("name(Cdr)", "name(Shutdown)", "name(FullyBooted)")
                .containsSubsequence("name(Cdr)", "cdr");
    }
}
