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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A tracker with what it gave out, fed with recorded events or made up ones; time stands where the test puts it. */
final class TrackedCalls {
    static final long START = 1_700_000_000_000L;
    static final long GRACE = 1_500;

    final List<AmiCall> out = new ArrayList<>();
    final CallTracker tracker;
    long now = START;
    private long nanos;

    TrackedCalls(CallSettings settings) {
        tracker = new CallTracker(settings, out::add, () -> nanos);
    }

    static TrackedCalls calls() {
        return new TrackedCalls(CallSettings.of("pbx", false));
    }

    static TrackedCalls progress() {
        return new TrackedCalls(CallSettings.of("pbx", true));
    }

    /** With few open calls allowed, and the channels of {@code PJSIP/trunk…} as trunks. */
    static TrackedCalls withTrunks(boolean progress) {
        return new TrackedCalls(new CallSettings(
                "pbx",
                channel -> channel.startsWith("PJSIP/trunk"),
                Set.of(),
                Duration.ofMillis(GRACE),
                10,
                100,
                progress));
    }

    static TrackedCalls bounded(int maxOpenCalls, int maxFacts) {
        return new TrackedCalls(
                new CallSettings("pbx", null, Set.of(), Duration.ofMillis(GRACE), maxOpenCalls, maxFacts, false));
    }

    /** An event, with fields as {@code Name=value}. */
    TrackedCalls event(String name, String... fields) {
        tracker.event(AmiEvent.of(name, fields(fields), 1, now));
        return this;
    }

    static Map<String, String> fields(String... fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            map.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return map;
    }

    TrackedCalls channel(String uniqueid, String linkedid, String name) {
        return of("Newchannel", uniqueid, linkedid, name, "ChannelState=0", "Exten=200", "CallerIDNum=100");
    }

    TrackedCalls of(String event, String uniqueid, String linkedid, String name, String... more) {
        List<String> fields =
                new ArrayList<>(List.of("Channel=" + name, "Uniqueid=" + uniqueid, "Linkedid=" + linkedid));
        fields.addAll(Arrays.asList(more));
        return event(event, fields.toArray(String[]::new));
    }

    TrackedCalls hangup(String uniqueid, String linkedid, int cause) {
        return of("Hangup", uniqueid, linkedid, "PJSIP/" + uniqueid, "Cause=" + cause, "Cause-txt=Text " + cause);
    }

    TrackedCalls dial(String event, String from, String to, String linkedid, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "Channel=PJSIP/" + from,
                "Uniqueid=" + from,
                "Linkedid=" + linkedid,
                "DestChannel=PJSIP/" + to,
                "DestUniqueid=" + to,
                "DestLinkedid=" + linkedid));
        fields.addAll(Arrays.asList(more));
        return event(event, fields.toArray(String[]::new));
    }

    TrackedCalls enter(String bridge, String uniqueid, String linkedid) {
        return of(
                "BridgeEnter", uniqueid, linkedid, "PJSIP/" + uniqueid, "BridgeUniqueid=" + bridge, "BridgeType=basic");
    }

    /** As an agent of a pool between callers. */
    TrackedCalls waits(String uniqueid, String linkedid) {
        return of(
                "BridgeEnter",
                uniqueid,
                linkedid,
                "PJSIP/" + uniqueid,
                "BridgeUniqueid=h",
                "BridgeTechnology=holding_bridge");
    }

    TrackedCalls leave(String bridge, String uniqueid, String linkedid) {
        return of("BridgeLeave", uniqueid, linkedid, "PJSIP/" + uniqueid, "BridgeUniqueid=" + bridge);
    }

    /** The halves of a Local channel, {@code name1} and {@code name2}, that dials the extension. */
    TrackedCalls local(String name, String linkedid, String exten) {
        String base = "Local/" + exten + "@x-" + name + ";";
        of("Newchannel", name + "1", linkedid, base + "1", "ChannelState=0", "Exten=" + exten);
        of("Newchannel", name + "2", linkedid, base + "2", "ChannelState=4", "Exten=" + exten);
        return event(
                "LocalBridge",
                "LocalOneChannel=" + base + "1",
                "LocalOneUniqueid=" + name + "1",
                "LocalOneLinkedid=" + linkedid,
                "LocalTwoChannel=" + base + "2",
                "LocalTwoUniqueid=" + name + "2",
                "LocalTwoLinkedid=" + linkedid);
    }

    /** The PBX itself dials, as for an Originate. */
    TrackedCalls originates(String to, String linkedid, String... more) {
        List<String> fields =
                new ArrayList<>(List.of("DestChannel=PJSIP/" + to, "DestUniqueid=" + to, "DestLinkedid=" + linkedid));
        fields.addAll(Arrays.asList(more));
        return event("DialBegin", fields.toArray(String[]::new));
    }

    /** b sends a to 310. */
    TrackedCalls transfersBlindly() {
        return event(
                "BlindTransfer",
                "Result=Success",
                "TransfererUniqueid=b",
                "TransfererLinkedid=a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "Extension=310");
    }

    /** b, who has called 310 by the Local channel l, hangs up while 310 rings for a. */
    TrackedCalls transfersWhileItRings() {
        return event(
                "AttendedTransfer",
                "Result=Success",
                "OrigTransfererUniqueid=b",
                "OrigTransfererLinkedid=a",
                "SecondTransfererUniqueid=b",
                "SecondTransfererLinkedid=a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "TransferTargetUniqueid=l1",
                "TransferTargetLinkedid=a",
                "DestType=Bridge");
    }

    /** A phone that is dialled. */
    TrackedCalls phone(String uniqueid, String linkedid) {
        return of("Newchannel", uniqueid, linkedid, "PJSIP/" + uniqueid, "ChannelState=0", "Exten=s");
    }

    TrackedCalls state(String uniqueid, String linkedid, int state) {
        return of("Newstate", uniqueid, linkedid, "PJSIP/" + uniqueid, "ChannelState=" + state);
    }

    TrackedCalls asksToHangUp(String uniqueid, String linkedid) {
        return of("HangupRequest", uniqueid, linkedid, "PJSIP/" + uniqueid, "ChannelState=6", "Cause=16");
    }

    /** A call from a to b that is talking. */
    TrackedCalls talking(String a, String b) {
        return channel(a, a, "PJSIP/" + a)
                .channel(b, a, "PJSIP/" + b)
                .dial("DialBegin", a, b, a)
                .dial("DialEnd", a, b, a, "DialStatus=ANSWER")
                .enter("bridge-" + a, a, a)
                .enter("bridge-" + a, b, a);
    }

    TrackedCalls after(long millis) {
        now += millis;
        nanos += millis * 1_000_000;
        tracker.tick();
        return this;
    }

    static AmiEvent item(String uniqueid, String linkedid, String... more) {
        List<String> fields = new ArrayList<>(
                List.of("Channel=PJSIP/" + uniqueid, "Uniqueid=" + uniqueid, "Linkedid=" + linkedid, "ChannelState=6"));
        fields.addAll(Arrays.asList(more));
        return AmiEvent.of("CoreShowChannel", fields(fields.toArray(String[]::new)), 1, START);
    }

    AmiCall only() {
        if (out.size() != 1) {
            throw new AssertionError("calls: " + out);
        }
        return out.get(0);
    }

    List<CallState> states() {
        return out.stream().map(AmiCall::state).toList();
    }

    /** The names of all recordings. */
    static List<String> recordings() throws IOException {
        Path folder = Path.of("src", "test", "resources", "calls");
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.replace(".txt", ""))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(70);
            return names;
        }
    }

    /** The events of a recording, as a real server sent them, some fields left out. */
    static List<AmiEvent> recorded(String recording) {
        try (InputStream in = TrackedCalls.class.getResourceAsStream("/calls/" + recording + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n"))
                    .filter(event -> !event.isBlank())
                    .map(event -> AmiEvent.parse(event.strip().replace("\n", "\r\n") + "\r\n\r\n"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The calls of events, the last of them over. */
    static List<AmiCall> of(List<AmiEvent> events) {
        TrackedCalls calls = calls();
        events.forEach(calls.tracker::event);
        calls.after(Duration.ofDays(1).toMillis());
        if (!calls.tracker.isEmpty()) {
            throw new AssertionError("something is left");
        }
        return calls.out;
    }
}
