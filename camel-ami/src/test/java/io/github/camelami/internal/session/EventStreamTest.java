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
import static io.github.camelami.internal.session.ScriptedPbx.next;
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.codec.Decoding;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void D5_afterAReconnectTheNoticesPrecedeTheNextEvent() {
        EventSubscription calls = subscription("call");
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        pbx.link.say(call(1));
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        pbx.link.say(call(2));
        assertThat(text(next(calls))).isEqualTo("Connected 1");
        assertThat(text(next(calls))).isEqualTo("1");
        assertThat(text(next(calls))).isEqualTo("Disconnected 1");
        assertThat(text(next(calls))).isEqualTo("Connected 2");
        Notice gap = (Notice) next(calls);
        assertThat(gap.kind()).isEqualTo(Notice.Kind.Gap);
        assertThat(gap.event())
                .containsEntry("Epoch", "2")
                .containsEntry("Dropped", "unknown")
                .containsKeys("From", "To")
                .containsEntry("Reason", "disconnected");
        assertThat(text(next(calls))).isEqualTo("2");
    }

    @Test
    void D5_theNoticeOfALoginPrecedesAnEventThatIsAsFastAsTheLogin() {
        EventSubscription calls = subscription("call");
        inTime(pbx.session().subscribe(calls));
        pbx.on("Login", id -> response(id, "Success") + call(1));
        pbx.start();
        assertThat(text(next(calls))).isEqualTo("Connected 1");
        assertThat(text(next(calls))).isEqualTo("1");
    }

    @Test
    void D5_aConnectionThatDiesRightAfterItsLoginIsAnnouncedAsOneThatWas() {
        EventSubscription calls = subscription("call");
        inTime(pbx.session().subscribe(calls));
        CountDownLatch died = new CountDownLatch(1);
        pbx.onLogin = link -> {
            if (died.getCount() > 0) {
                link.say(call(1));
                link.close();
                link.awaitEnd();
                died.countDown();
            }
        };
        pbx.session().start();
        await().until(() -> pbx.session().status().epoch() == 2);
        inTime(pbx.link.say(call(2)));
        assertThat(drain(calls))
                .containsExactly(
                        "Connected 1", "1", "Disconnected 1", "Connected 2", "Gap 2 unknown disconnected", "2");
    }

    @Test
    void O2_whatIsReadTogetherWithTheStartOfAConsumerIsDividedByIt() {
        EventSubscription joins = subscription("call");
        joins.awaitStart();
        Decoding.receive(call(1), joins::offer);
        joins.begin();
        Decoding.receive(call(2), joins::offer);
        joins.flush("[pbx epoch 1]");
        assertThat(text(next(joins))).isEqualTo("2");
        assertThat(joins.received()).isEqualTo(1);
    }

    @Test
    void D7_aFragmentIsCountedAndNeverDelivered() {
        String last = call(2);
        for (int cut = 1; cut < last.length(); cut++) {
            try (ScriptedPbx other = new ScriptedPbx()) {
                EventSubscription calls = subscription("call");
                inTime(other.session().subscribe(calls));
                other.start();
                other.link.say(call(1) + last.substring(0, cut));
                other.link.close();
                assertThat(text(next(calls))).isEqualTo("Connected 1");
                assertThat(text(next(calls))).isEqualTo("1");
                assertThat(text(next(calls))).isEqualTo("Disconnected 1");
                assertThat(other.session().status().discarded()).isEqualTo(1);
                assertThat(calls.received()).isEqualTo(1);
            }
        }
    }

    @Test
    void D6_liveEventsWaitForTheSnapshotAndFollowInOrder() throws Exception {
        EventSubscription calls = subscription("call", "CoreShowChannels", "QueueStatus");
        inTime(pbx.session().subscribe(calls));
        pbx.on("CoreShowChannels", id -> response(id, "Error", "Message: no"));
        pbx.start();
        pbx.link.say(call(1) + call(2));
        await().until(() -> !pbx.sent("QueueStatus").isEmpty());
        assertThat(text(next(calls))).isEqualTo("Connected 1");
        Snapshot snapshot = (Snapshot) next(calls);
        assertThat(inTime(snapshot.lists().get("CoreShowChannels"))).isEmpty();
        CompletableFuture<List<AmiEvent>> queues = snapshot.lists().get("QueueStatus");
        assertThat(queues).isNotDone();
        String id = pbx.sent("QueueStatus").get(0);
        pbx.link.say(response(id, "Success", "EventList: start")
                + event("QueueMember", "ActionID: " + id)
                + event("QueueStatusComplete", "ActionID: " + id, "EventList: Complete"));
        assertThat(queues.get(10, TimeUnit.SECONDS)).hasSize(1);
        assertThat(text(next(calls))).isEqualTo("1");
        assertThat(text(next(calls))).isEqualTo("2");
    }

    /** Else a Hangup that follows the list would come before the list that still shows the channel. */
    @Test
    void D6_anEventRightBehindTheListDoesNotOvertakeTheSnapshot() {
        EventSubscription calls = subscription("call", "CoreShowChannels");
        inTime(pbx.session().subscribe(calls));
        pbx.wire = (link, outgoing) -> {
            link.answer(outgoing);
            if (outgoing.action().is("CoreShowChannels")) {
                inTime(link.say(call(1)));
            }
        };
        pbx.start();
        assertThat(text(next(calls))).isEqualTo("Connected 1");
        assertThat(next(calls)).isInstanceOf(Snapshot.class);
        assertThat(text(next(calls))).isEqualTo("1");
    }

    @Test
    void D6_eachLoginTakesOneSnapshotAndALaterConsumerItsOwn() {
        EventSubscription first = subscription("call", "Agents");
        pbx.on("Agents", id -> response(id, "Error"));
        inTime(pbx.session().subscribe(first));
        pbx.start();
        assertThat(pbx.sent("Agents")).hasSize(1);
        inTime(pbx.session().subscribe(subscription("call", "Agents")));
        assertThat(pbx.sent("Agents")).hasSize(2);
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        await().until(() -> pbx.sent("Agents").size() == 2);
    }

    /** It joins between the login and the snapshots of those that were there before it. */
    @Test
    void D6_aSnapshotIsAskedForBehindTheStartOfItsConsumerAndNoSooner() {
        EventSubscription calls = subscription("call", "QueueStatus");
        pbx.on("Ping", id -> null);
        pbx.on(
                "QueueStatus",
                id -> response(id, "Success", "EventList: start")
                        + event("QueueStatusComplete", "ActionID: " + id, "EventList: Complete"));
        pbx.whenExposureIsAsked = () -> pbx.session().subscribe(calls);
        pbx.start();
        await().until(() -> pbx.sent("Ping").size() == 1);
        assertThat(pbx.sent("QueueStatus")).isEmpty();
        inTime(pbx.link.say(call(1)));
        inTime(pbx.link.say(response(pbx.sent("Ping").get(0), "Success")));
        await().until(() -> pbx.sent("QueueStatus").size() == 1);
        inTime(pbx.link.say(call(2)));
        assertThat(text(next(calls))).isEqualTo("Connected 1");
        assertThat(next(calls)).isInstanceOf(Snapshot.class);
        assertThat(text(next(calls))).isEqualTo("2");
        assertThat(pbx.sent("QueueStatus")).hasSize(1);
    }

    /** A route may be suspended by one thread while another asks for its snapshot. */
    @Test
    void D6_aSuspensionInTheMidstOfALoginOnlyPutsItsSnapshotOff() {
        EventSubscription[] calls = {null};
        List<String> actions = new AbstractList<>() {
            private boolean suspended;

            @Override
            public String get(int index) {
                if (!suspended) {
                    suspended = true;
                    calls[0].suspend();
                }
                return "Agents";
            }

            @Override
            public int size() {
                return 1;
            }
        };
        calls[0] = new EventSubscription(
                EventClasses.parse("call"),
                null,
                null,
                actions,
                ScriptedPbx.TIMEOUT,
                false,
                1000,
                1 << 20,
                WhenFull.DROP_OLDEST);
        pbx.on("Agents", id -> response(id, "Error"));
        pbx.session().subscribe(calls[0]);
        pbx.start();
        pbx.session().resume(calls[0]);
        assertThat(drain(calls[0])).containsExactly("Connected 1", "Snapshot");
        assertThat(pbx.sent("Agents")).hasSize(1);
    }

    @Test
    void aSuspendedConsumerLetsEventsPassAndResumesBehindANotice() {
        EventSubscription calls = subscription("call");
        EventSubscription others = subscription("call");
        inTime(pbx.session().subscribe(calls));
        inTime(pbx.session().subscribe(others));
        pbx.start();
        inTime(pbx.link.say(call(1)));
        calls.suspend();
        inTime(pbx.link.say(call(2) + call(3)));
        pbx.session().resume(calls);
        inTime(pbx.link.say(call(4)));
        assertThat(drain(calls)).containsExactly("Connected 1", "1", "Gap 1 2 suspended", "4");
        assertThat(drain(others)).containsExactly("Connected 1", "1", "2", "3", "4");
        assertThat(calls.passedBy()).isEqualTo(2);
    }

    @Test
    void aConsumerThatWasSuspendedOverALoginLearnsOfItAndGetsItsSnapshotAtTheEnd() {
        EventSubscription calls = subscription("call", "Agents");
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        calls.suspend();
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        inTime(pbx.link.say(call(1)));
        pbx.session().resume(calls);
        inTime(pbx.link.say(call(2)));
        assertThat(drain(calls))
                .containsExactly("Connected 1", "Connected 2", "Gap 2 unknown suspended", "Snapshot", "2");
    }

    /** Every event is either routed or in the notice's count, however the moments fall. */
    @Test
    void suspendAndResumeAreExactWhileEventsFlow() {
        EventSubscription calls = subscription("call", 1_000_000, WhenFull.DROP_OLDEST);
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        int rounds = 20_000;
        CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                pbx.link.say(call(i));
            }
            inTime(pbx.link.say(call(rounds)));
        });
        while (!flow.isDone()) {
            calls.suspend();
            pbx.session().resume(calls);
        }
        inTime(flow);
        long routed = 0;
        for (String each : drain(calls)) {
            String[] words = each.split(" ");
            routed += words[0].equals("Gap") ? Long.parseLong(words[2]) : words[0].equals("Connected") ? 0 : 1;
        }
        assertThat(routed).isEqualTo(rounds + 1);
    }

    static String call(int number) {
        return event("Newstate", "Privilege: call,all", "Number: " + number);
    }

    static List<String> drain(EventSubscription subscription) {
        List<String> seen = new ArrayList<>();
        while (subscription.pending() > 0 && (seen.isEmpty() || subscription.pending() > 1)) {
            seen.add(text(next(subscription)));
        }
        return seen;
    }

    static String text(Object next) {
        if (next instanceof Notice notice) {
            return notice.kind() + " " + notice.event().get("Epoch")
                    + (notice.kind() == Notice.Kind.Gap
                            ? " " + notice.event().get("Dropped") + " "
                                    + notice.event().get("Reason")
                            : "");
        }
        return next instanceof AmiEvent event
                ? event.get("Number")
                : next.getClass().getSimpleName();
    }
}
