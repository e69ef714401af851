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
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Snapshots of a PBX that has just been started, in virtual time. */
class SnapshotTest {
    private static final String UNKNOWN = "Response: Error\r\nMessage: Invalid/unknown command: QueueStatus."
            + " Use Action: ListCommands to show available commands.\r\n";
    private static final String FULLY_BOOTED =
            "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n";

    private final StubPbx pbx = new StubPbx();
    private final Set<String> loaded = new TreeSet<>(Set.of("CoreShowChannels"));

    @AutoClose
    private AmiSession session;

    SnapshotTest() {
        pbx.answers = action -> isList(action)
                ? loaded.contains(action.name())
                        ? "Response: Success\r\nEventList: start\r\n"
                        : UNKNOWN.replace("QueueStatus", action.name())
                : StubPbx.answer(action);
        pbx.items = (action, id) -> isList(action) && loaded.contains(action.name())
                ? "Event: Item\r\nActionID: " + id + "\r\nOf: " + action.name() + "\r\n\r\nEvent: " + action.name()
                        + "Complete\r\nActionID: " + id + "\r\nEventList: Complete\r\n\r\n"
                : "";
    }

    @Test
    void O3_aSnapshotThatAYoungPbxCannotGiveYetIsTakenAtFullyBooted() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            EventSubscription events = start("CoreShowChannels", "QueueStatus");
            pbx.say(live(1));
            loaded.add("QueueStatus");
            pbx.say(FULLY_BOOTED);
            pbx.say(live(2));

            assertThat(taken(events))
                    .containsExactly("Connected", "CoreShowChannels", "1", "FullyBooted", "QueueStatus", "2");
            pbx.time.pass(Duration.ofMinutes(1));
            pbx.say(FULLY_BOOTED);
            assertThat(taken(events)).containsExactly("FullyBooted");
            assertThat(pbx.count("CoreShowChannels")).isEqualTo(1);
            assertThat(pbx.count("QueueStatus")).isEqualTo(2);
            assertThat(log.warnings("io.github.camelami")).noneMatch(line -> line.contains("no snapshot"));
        }
    }

    @Test
    void O3_withoutFullyBootedItIsAskedForAgainAfterPauses() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            EventSubscription events = start("QueueStatus", "CoreShowChannels");
            assertThat(taken(events)).containsExactly("Connected", "CoreShowChannels");
            pbx.time.pass(Duration.ofMillis(500));
            assertThat(pbx.count("QueueStatus")).isEqualTo(2);
            loaded.add("QueueStatus");
            pbx.time.pass(Duration.ofSeconds(1));
            pbx.say(live(1));
            assertThat(taken(events)).containsExactly("QueueStatus", "1");
            pbx.time.pass(Duration.ofMinutes(1));
            assertThat(pbx.count("QueueStatus")).isEqualTo(3);
            assertThat(log.warnings("io.github.camelami")).noneMatch(line -> line.contains("no snapshot"));
        }
    }

    @Test
    void O3_anActionThatAGrownPbxDoesNotKnowIsWarnedOfOnce() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            start("QueueStatus");
            pbx.time.pass(Duration.ofMinutes(10));
            assertThat(pbx.count("QueueStatus")).isEqualTo(7);
            assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("no snapshot from QueueStatus"))
                    .hasSize(1);
        }
    }

    @Test
    void O3_anActionThatIsUnknownAfterFullyBootedIsWarnedOfAtOnce() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            start("QueueStatus");
            pbx.say(FULLY_BOOTED);
            assertThat(pbx.count("QueueStatus")).isEqualTo(2);
            assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("no snapshot from QueueStatus"))
                    .hasSize(1);
        }
    }

    @Test
    void C13_aSnapshotThatIsRefusedNamesTheRightThatIsMissing() throws Exception {
        pbx.answers =
                action -> isList(action) ? "Response: Error\r\nMessage: Permission denied\r\n" : StubPbx.answer(action);
        try (CapturedLog log = CapturedLog.debug()) {
            start("CoreShowChannels", "QueueStatus");
            assertThat(log.warnings("io.github.camelami"))
                    .containsExactly(
                            "[pbx epoch 1] no snapshot from CoreShowChannels: Permission denied; user admin needs one of"
                                    + " these classes in write: system,reporting; events follow without it",
                            "[pbx epoch 1] no snapshot from QueueStatus: Permission denied; events follow without it");
        }
    }

    @Test
    void O3_aSnapshotOfWhichNothingIsThereIsEmptyAndNoWarning() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.answers = action -> switch (action.name()) {
                case "PJSIPShowEndpoints" -> "Response: Error\r\nMessage: No endpoints found\r\n";
                case "VoicemailUsersList" ->
                    "Response: Success\r\nMessage: There are no voicemail users currently defined.\r\n";
                default -> StubPbx.answer(action);
            };
            EventSubscription events = start("VoicemailUsersList", "PJSIPShowEndpoints");
            pbx.say(live(1));
            assertThat(taken(events)).containsExactly("Connected", "1");
            assertThat(log.warnings("io.github.camelami")).noneMatch(line -> line.contains("no snapshot"));
        }
    }

    @Test
    void O3_aSuspendedConsumerGetsItOnResume() throws Exception {
        EventSubscription events = start("QueueStatus");
        assertThat(taken(events)).containsExactly("Connected");
        events.suspend();
        loaded.add("QueueStatus");
        pbx.say(FULLY_BOOTED);
        session.resume(events);
        pbx.say(live(1));
        assertThat(taken(events)).containsExactly("Gap", "QueueStatus", "1");
    }

    private static boolean isList(AmiAction action) {
        return action.is("CoreShowChannels") || action.is("QueueStatus");
    }

    private static String live(int number) {
        return "Event: Live\r\nPrivilege: system,all\r\nOf: " + number + "\r\n\r\n";
    }

    private EventSubscription start(String... snapshot) {
        EventSubscription events = ScriptedPbx.subscription("system", snapshot);
        session = pbx.session(new TestSettings());
        session.subscribe(events);
        inTime(session.start());
        return events;
    }

    /** What the consumer gets: notices by name, and what events and items are of. */
    private static List<String> taken(EventSubscription events) throws Exception {
        List<String> taken = new ArrayList<>();
        for (Object next = Polled.from(events, 0); next != null; next = Polled.from(events, 0)) {
            if (next instanceof Snapshot snapshot) {
                snapshot.lists().values().forEach(list -> list.getNow(List.of())
                        .forEach(item -> taken.add(item.get("Of"))));
            } else if (next instanceof Notice notice) {
                taken.add(notice.kind().name());
            } else {
                AmiEvent event = (AmiEvent) next;
                taken.add(event.containsKey("Of") ? event.get("Of") : event.name());
            }
        }
        return taken;
    }
}
