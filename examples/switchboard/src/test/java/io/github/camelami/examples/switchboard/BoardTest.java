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
package io.github.camelami.examples.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final long NOW = 1_000_000_000L;

    private final Board board = new Board(() -> Instant.ofEpochMilli(NOW), 4);

    @Test
    void aChannelIsThereFromNewchannelToHangup() {
        take("Newchannel", "Uniqueid", "1.1", "Channel", "PJSIP/201-1", "ChannelStateDesc", "Ring", "Exten", "202");
        take("NewCallerid", "Uniqueid", "1.1", "ChannelStateDesc", "Ring", "CallerIDNum", "201", "CallerIDName", "Ann");
        take("Newstate", "Uniqueid", "1.1", "ChannelStateDesc", "Up", "ConnectedLineNum", "202", "Exten", "<unknown>");
        assertThat(board.view().rows())
                .containsOnly(
                        Map.entry("channel:1.1", channel("PJSIP/201-1", "Up", false, "", "", "202", "", "", NOW)));
        take("Hold", "Uniqueid", "1.1");
        take("Rename", "Uniqueid", "1.1", "Newname", "PJSIP/201-2");
        assertThat(board.view().rows()).containsValue(channel("PJSIP/201-2", "Up", true, "", "", "202", "", "", NOW));
        assertThat(board.channelName("channel:1.1")).isEqualTo("PJSIP/201-2");
        take("Unhold", "Uniqueid", "1.1");
        assertThat(board.view().rows()).containsValue(channel("PJSIP/201-2", "Up", false, "", "", "202", "", "", NOW));
        take("Hangup", "Uniqueid", "1.1");
        take("Newstate", "Uniqueid", "1.1", "ChannelStateDesc", "Up");
        assertThat(board.view().rows()).isEmpty();
        assertThatThrownBy(() -> board.channelName("channel:1.1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListedChannelHasItsAge() {
        take("CoreShowChannel", "Uniqueid", "1.1", "Channel", "PJSIP/201-1", "Duration", "01:02:03");
        assertThat(board.view().rows())
                .containsValue(channel("PJSIP/201-1", "", false, "", "", "", "", "", NOW - 3_723_000));
    }

    @Test
    void anExtensionHasItsStateUntilItsHintIsRemoved() {
        take("ExtensionStatus", "Exten", "201", "Context", "c", "Hint", "PJSIP/201", "StatusText", "Idle");
        take("ExtensionStatus", "Exten", "201", "Context", "c", "Hint", "PJSIP/201", "StatusText", "InUse");
        assertThat(board.view().rows())
                .containsOnly(Map.entry("extension:201@c", new Row.Extension("201", "c", "PJSIP/201", "InUse")));
        assertThat(board.hasExtension("201")).isTrue();
        take("ExtensionStatus", "Exten", "201", "Context", "c", "Status", "-2");
        assertThat(board.view().rows()).isEmpty();
        assertThat(board.hasExtension("201")).isFalse();
    }

    @Test
    void aQueueHasWhoWaitsInOrderAndItsMembers() {
        take("QueueParams", "Queue", "sales");
        take("QueueMember", "Queue", "sales", "Name", "Ann", "Location", "PJSIP/201", "Status", "1", "Paused", "0");
        take("QueueEntry", "Queue", "sales", "Uniqueid", "1.1", "CallerIDNum", "555", "Position", "1", "Wait", "7");
        take("QueueCallerJoin", "Queue", "sales", "Uniqueid", "1.2", "CallerIDNum", "556", "Position", "2");
        take("QueueCallerJoin", "Queue", "sales", "Uniqueid", "1.3", "CallerIDNum", "557", "Position", "1");
        take("QueueMemberAdded", "Queue", "sales", "MemberName", "Ben", "Interface", "PJSIP/202", "Status", "1");
        take("QueueMemberPause", "Queue", "sales", "MemberName", "Ann", "Interface", "PJSIP/201", "Paused", "1");
        take("QueueMemberRemoved", "Queue", "sales", "Interface", "PJSIP/202");
        take("QueueCallerLeave", "Queue", "sales", "Uniqueid", "1.2");
        assertThat(board.view().rows())
                .containsOnly(Map.entry(
                        "queue:sales",
                        new Row.Queue(
                                "sales",
                                List.of(
                                        new Row.Waiting("1.3", "557", "", NOW),
                                        new Row.Waiting("1.1", "555", "", NOW - 7_000)),
                                List.of(new Row.Member("PJSIP/201", "Ann", 0, true)))));
    }

    @Test
    void aListTeachesOnlyWhatIsNotKnown() {
        take("ExtensionStatus", "Exten", "201", "Context", "c", "StatusText", "InUse");
        take("QueueMemberAdded", "Queue", "sales", "MemberName", "Ann", "Interface", "PJSIP/201", "Status", "2");
        learn("ExtensionStatus", "Exten", "201", "Context", "c", "StatusText", "Idle");
        learn("ExtensionStatus", "Exten", "202", "Context", "c", "StatusText", "Idle");
        learn("QueueParams", "Queue", "sales");
        learn("QueueParams", "Queue", "new");
        learn("QueueMember", "Queue", "sales", "Name", "Ann", "Location", "PJSIP/201", "Status", "1");
        learn("QueueMember", "Queue", "new", "Name", "Ben", "Location", "PJSIP/202", "Status", "1");
        assertThat(board.view().rows())
                .containsOnly(
                        Map.entry("extension:201@c", new Row.Extension("201", "c", "", "InUse")),
                        Map.entry("extension:202@c", new Row.Extension("202", "c", "", "Idle")),
                        Map.entry("queue:sales", queue("sales", new Row.Member("PJSIP/201", "Ann", 2, false))),
                        Map.entry("queue:new", queue("new", new Row.Member("PJSIP/202", "Ben", 1, false))));
    }

    @Test
    void aQueueThatIsNoLongerListedGoesUnlessSomebodyWaitsInIt() {
        take("QueueParams", "Queue", "removed");
        take("QueueCallerJoin", "Queue", "inUse", "Uniqueid", "1.1", "Position", "1");
        take("ExtensionStatus", "Exten", "201", "Context", "c", "StatusText", "InUse");
        take("QueueMemberAdded", "Queue", "sales", "MemberName", "Ann", "Interface", "PJSIP/201", "Status", "2");
        board.learnQueues(List.of(
                event("QueueParams", "Queue", "sales"),
                event("QueueMember", "Queue", "sales", "Name", "Ann", "Location", "PJSIP/201", "Status", "1")));
        assertThat(board.view().rows()).containsOnlyKeys("queue:inUse", "extension:201@c", "queue:sales");
        assertThat(board.view().rows())
                .containsEntry("queue:sales", queue("sales", new Row.Member("PJSIP/201", "Ann", 2, false)));
    }

    @Test
    void whatWasKnownStaysUntilTheNextSnapshotBegins() {
        board.connected(Map.of("Server", "Asterisk Call Manager/11.0.0"));
        take("Newchannel", "Uniqueid", "1.1", "Channel", "PJSIP/201-1");
        board.disconnected();
        assertThat(board.view().pbx()).isEqualTo(new View.Pbx(false, NOW, "Asterisk Call Manager/11.0.0", false));
        assertThat(board.view().rows()).hasSize(1);
        board.connected(Map.of("Server", "Asterisk Call Manager/12.0.0"));
        assertThat(board.view())
                .isEqualTo(new View(new View.Pbx(true, NOW, "Asterisk Call Manager/12.0.0", false), Map.of()));
    }

    @Test
    void memoryIsBoundedAndTheBoardSaysSo() {
        for (int i = 0; i < 100; i++) {
            take("Newchannel", "Uniqueid", "1." + i, "Channel", "PJSIP/" + i, "CallerIDName", "x".repeat(5000));
            take("QueueCallerJoin", "Queue", "sales", "Uniqueid", "1." + i, "Position", "1");
            take("QueueMemberAdded", "Queue", "sales", "MemberName", "m", "Interface", "PJSIP/" + i);
        }
        Map<String, Row> rows = board.view().rows();
        assertThat(rows).hasSize(4);
        assertThat(board.view().pbx().full()).isTrue();
        assertThat(((Row.Channel) rows.get("channel:1.0")).caller()).hasSize(100);
        Row.Queue queue = (Row.Queue) rows.get("queue:sales");
        assertThat(queue.waiting()).hasSize(4);
        assertThat(queue.members()).hasSize(4);
    }

    @Test
    void changesTellWhatIsNewWhatIsOtherAndWhatHasGone() {
        take("Newchannel", "Uniqueid", "stays", "Channel", "PJSIP/1");
        take("Newchannel", "Uniqueid", "changes", "Channel", "PJSIP/2");
        take("Newchannel", "Uniqueid", "goes", "Channel", "PJSIP/3");
        View before = board.view();
        assertThat(board.view()).isSameAs(before);
        take("Newstate", "Uniqueid", "changes", "ChannelStateDesc", "Up");
        take("Hangup", "Uniqueid", "goes");
        take("Newchannel", "Uniqueid", "comes", "Channel", "PJSIP/4");
        Map<String, Row> changes = board.view().changesSince(before);
        assertThat(changes).containsOnlyKeys("channel:changes", "channel:goes", "channel:comes");
        assertThat(changes.get("channel:goes")).isNull();
    }

    private static Row.Queue queue(String name, Row.Member member) {
        return new Row.Queue(name, List.of(), List.of(member));
    }

    private void learn(String event, String... fields) {
        board.learn(event(event, fields));
    }

    private void take(String event, String... fields) {
        board.take(event(event, fields));
    }

    private static Map<String, String> event(String event, String... fields) {
        Map<String, String> all = new HashMap<>(Map.of("Event", event));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return all;
    }

    private static Row.Channel channel(
            String name,
            String state,
            boolean held,
            String number,
            String caller,
            String connectedNumber,
            String connectedName,
            String dialled,
            long since) {
        return new Row.Channel(name, state, held, number, caller, connectedNumber, connectedName, dialled, since);
    }
}
