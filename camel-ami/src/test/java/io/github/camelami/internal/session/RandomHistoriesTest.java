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

import io.github.camelami.Volume;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Calls that come and go while links are lost and buffers overflow, all by chance and in virtual time. */
class RandomHistoriesTest {
    private static final int HISTORIES = Volume.of(500, 20_000);
    private static final int STEPS = 60;
    private static final String LIST_FOLLOWS = "Response: Success\r\nEventList: start\r\n";

    private Random random;
    private StubPbx pbx;
    private TreeSet<String> up;
    private int channels;

    @Test
    void D6_afterSnapshotsTheStateIsThatOfThePbxIn500Histories() throws Exception {
        for (int history = 0; history < HISTORIES; history++) {
            begin(history);
            EventSubscription calls = ScriptedPbx.subscription("call", "CoreShowChannels");
            AmiSession session = pbx.session(new TestSettings());
            inTime(session.subscribe(calls));
            session.start();
            TreeSet<String> seen = new TreeSet<>();
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(12) == 0) {
                    lose();
                } else {
                    change();
                }
                if (random.nextInt(3) == 0) {
                    take(calls, seen);
                }
            }
            pbx.time.pass(Duration.ofMinutes(2));
            take(calls, seen);
            assertThat(seen).as("history %d", history).isEqualTo(up);
            end(session);
        }
    }

    @Test
    void D5_D6_everyMissingEventStandsBehindANoticeThatCountsItAndNoSnapshotIsLostIn500Histories() throws Exception {
        for (int history = 0; history < HISTORIES; history++) {
            begin(history);
            pbx.answers = action -> action.is("CoreShowChannels") ? LIST_FOLLOWS : StubPbx.answer(action);
            WhenFull whenFull = random.nextBoolean() ? WhenFull.DROP_OLDEST : WhenFull.DROP_NEWEST;
            EventSubscription calls =
                    ScriptedPbx.subscription("call", 1 + random.nextInt(8), whenFull, "CoreShowChannels");
            AmiSession session = pbx.session(new TestSettings());
            inTime(session.subscribe(calls));
            session.start();
            List<Object> stream = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                int what = random.nextInt(20);
                if (what == 0) {
                    lose();
                } else if (what < 14) {
                    tell("Newstate", String.valueOf(channels++));
                } else {
                    read(calls, stream, 3);
                }
            }
            pbx.time.pass(Duration.ofMinutes(2));
            tell("Newstate", String.valueOf(channels++));
            read(calls, stream, Integer.MAX_VALUE);
            check(history, stream, calls);
            assertThat(epochOfLastSnapshot(stream))
                    .as("history %d: the snapshot of the last login", history)
                    .isEqualTo(session.status().epoch());
            end(session);
        }
    }

    private void check(int history, List<Object> stream, EventSubscription calls) {
        long last = -1;
        long missing = 0;
        long counted = 0;
        boolean unknown = false;
        for (Object each : stream) {
            if (each instanceof AmiEvent event) {
                long number = Long.parseLong(event.get("Channel"));
                long between = number - last - 1;
                assertThat(between).as("history %d before %d", history, number).isNotNegative();
                assertThat(unknown || between == counted)
                        .as("history %d: %d missing before %d, %d told", history, between, number, counted)
                        .isTrue();
                missing += unknown ? 0 : between;
                last = number;
                counted = 0;
                unknown = false;
            } else if (each instanceof Notice notice && notice.kind() == Notice.Kind.Gap) {
                String dropped = notice.event().get("Dropped");
                unknown |= dropped.equals("unknown");
                counted += dropped.equals("unknown") ? 0 : Long.parseLong(dropped);
            }
        }
        assertThat(missing).isLessThanOrEqualTo(calls.dropped());
    }

    private static long epochOfLastSnapshot(List<Object> stream) {
        return stream.stream()
                .filter(Snapshot.class::isInstance)
                .mapToLong(each -> ((Snapshot) each).epoch())
                .max()
                .orElse(0);
    }

    /** Without the goodbye, for whose answer a session waits in real time. */
    private void end(AmiSession session) {
        if (pbx.isConnected()) {
            pbx.hangUp();
        }
        session.close();
    }

    private void begin(int history) {
        random = new Random(history);
        pbx = new StubPbx();
        up = new TreeSet<>();
        channels = 0;
        pbx.answers = action -> {
            if (action.is("CoreShowChannels")) {
                // what happens while the list is on its way comes before it and is in it
                for (int i = random.nextInt(4); i > 0; i--) {
                    change();
                }
                return LIST_FOLLOWS;
            }
            return StubPbx.answer(action);
        };
        pbx.items = (action, id) -> action.is("CoreShowChannels") ? list(id) : "";
    }

    private String list(String id) {
        String item = "Event: CoreShowChannel\r\nActionID: " + id + "\r\nChannel: ";
        return up.stream().map(channel -> item + channel + "\r\n\r\n").collect(Collectors.joining())
                + "Event: CoreShowChannelsComplete\r\nActionID: " + id + "\r\nEventList: Complete\r\n\r\n";
    }

    /** A channel comes or goes, and the PBX says so if there is anybody to hear it. */
    private void change() {
        if (up.isEmpty() || random.nextInt(5) > 1) {
            String channel = "SIP/" + channels++;
            up.add(channel);
            tell("Newchannel", channel);
        } else {
            String channel =
                    up.stream().skip(random.nextInt(up.size())).findFirst().orElseThrow();
            up.remove(channel);
            tell("Hangup", channel);
        }
    }

    private void tell(String event, String channel) {
        if (pbx.isConnected()) {
            pbx.say("Event: " + event + "\r\nPrivilege: call,all\r\nChannel: " + channel + "\r\n\r\n");
        }
    }

    private void lose() {
        if (pbx.isConnected()) {
            pbx.hangUp();
        }
        pbx.time.pass(Duration.ofMillis(random.nextInt(3_000)));
    }

    private void read(EventSubscription calls, List<Object> stream, int most) throws InterruptedException {
        Object next = null;
        for (int i = 0; i < most && (i == 0 || next != null); i++) {
            next = Polled.from(calls, 0);
            if (next != null) {
                stream.add(next);
            }
        }
    }

    /** As a route does that keeps a table of channels. */
    private void take(EventSubscription calls, TreeSet<String> seen) throws Exception {
        for (Object next = Polled.from(calls, 0); next != null; next = Polled.from(calls, 0)) {
            if (next instanceof Snapshot snapshot) {
                seen.clear();
                for (Map.Entry<String, CompletableFuture<List<AmiEvent>>> list :
                        snapshot.lists().entrySet()) {
                    list.getValue().get(10, TimeUnit.SECONDS).forEach(item -> seen.add(item.get("Channel")));
                }
            } else if (next instanceof AmiEvent event && event.name().equals("Newchannel")) {
                seen.add(event.get("Channel"));
            } else if (next instanceof AmiEvent event) {
                seen.remove(event.get("Channel"));
            }
        }
    }
}
