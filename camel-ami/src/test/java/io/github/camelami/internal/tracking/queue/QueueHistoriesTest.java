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
package io.github.camelami.internal.tracking.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.Volume;
import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.tracking.QueueVisitsAgreeTest;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Callers and members that come, go, pause and talk by chance, while links are cut, events are lost and the PBX restarts. */
class QueueHistoriesTest {
    private static final int HISTORIES = Volume.of(500, 20_000);
    private static final int STEPS = 30;

    /** One history of so many has a restart, which takes its time. */
    private static final int RESTARTS = 100;

    private static final String[] QUEUES = {"one", "two,2", "x ${y}"};

    private final Map<String, AmiQueue> given = new HashMap<>();
    private final List<SimulatedCaller> waiting = new ArrayList<>();
    private final List<SimulatedCaller> ringing = new ArrayList<>();
    private final List<SimulatedCaller> talking = new ArrayList<>();
    private final List<SimulatedCaller> away = new ArrayList<>();
    private final List<SimulatedCaller> moved = new ArrayList<>();
    private final List<AmiQueue> all = new ArrayList<>();
    private final List<AmiCall> calls = new ArrayList<>();
    private final Map<SimulatedCaller, String> offered = new HashMap<>();
    private Random random;
    private QueueTracker tracker;
    private CallTracker callTracker;
    private SimulatedPbx pbx;
    private Client client;
    private boolean lost;
    private boolean shared;
    private boolean lossless;
    private int restarts;
    private long nanos;
    private int number;
    private int compared;
    private int messages;
    private int visits;
    private int moves;
    private int maxCallers = 1_000;

    @Test
    void M1_afterEachQuietMomentTheStateIsThatOfThePbxIn500Histories() throws Exception {
        live(HISTORIES);
        assertThat(restarts).isGreaterThanOrEqualTo(HISTORIES / RESTARTS);
    }

    @Test
    void M1_theSameWhereQueuesShareTheCallsOfAMember() throws Exception {
        shared = true;
        live(HISTORIES / 5);
    }

    /** The messages have only two of the callers. */
    @Test
    void M2_theFiguresOfEachMessageAddUpWhereCallersAreOmitted() throws Exception {
        maxCallers = 2;
        live(HISTORIES / 5);
    }

    /** Nothing is lost, and everybody is gone at the end of each history. */
    @Test
    void M2_queuesAndCallsAgreeAboutEachVisit() throws Exception {
        lossless = true;
        live(HISTORIES / 5);
        assertThat(visits).isGreaterThan(HISTORIES);
    }

    private void live(int histories) throws Exception {
        try (SimulatedPbx simulated =
                SimulatedPbx.builder().writeTimeout(Duration.ofMinutes(1)).start()) {
            pbx = simulated;
            if (shared) {
                pbx.data().sharedLastCall();
            }
            client = new Client(pbx);
            for (int history = 0; history < histories; history++) {
                begin(history);
                for (int step = 0; step < STEPS; step++) {
                    step();
                    if (!lossless && history % RESTARTS == 0 && step == STEPS / 2) {
                        restart();
                    }
                    if (random.nextInt(4) == 0) {
                        compare("history " + history + " step " + step);
                    }
                }
                if (lossless) {
                    compareVisits("history " + history);
                }
            }
        } finally {
            client.close();
        }
        assertThat(compared).isGreaterThan(histories * 5);
        assertThat(messages).isGreaterThan(histories * STEPS / 2);
        assertThat(moves).as("callers who were moved out of a conversation").isGreaterThan(histories / 10);
    }

    /** Whoever waited or talked is gone, and the PBX has forgotten what its members have done. */
    private void restart() throws IOException {
        pbx.restart();
        client.close();
        client = new Client(pbx);
        tracker.disconnected(System.currentTimeMillis());
        tracker.restarted(System.currentTimeMillis());
        List.of(waiting, ringing, talking, away, moved).forEach(List::clear);
        lost = true;
        restarts++;
    }

    private void begin(int history) throws IOException {
        random = new Random(history);
        for (SimulatedQueue queue : queues()) {
            for (String member : queue.interfaces()) {
                queue.remove(member);
            }
        }
        everybodyEnds();
        client.events();
        offered.clear();
        given.clear();
        all.clear();
        calls.clear();
        callTracker = new CallTracker(CallSettings.of("pbx", false), calls::add, () -> nanos);
        tracker = new QueueTracker(
                new QueueSettings(
                        "pbx", name -> true, false, 0, List.of(), ZoneOffset.UTC, Duration.ZERO, 100, 100, maxCallers),
                out -> gives((AmiQueue) out),
                () -> nanos);
        lost = true;
    }

    private void everybodyEnds() {
        waiting.forEach(SimulatedCaller::giveUp);
        ringing.forEach(SimulatedCaller::giveUp);
        talking.forEach(SimulatedCaller::complete);
        away.forEach(SimulatedCaller::hangup);
        moved.forEach(caller -> caller.hangUpAway(random.nextBoolean()));
        List.of(waiting, ringing, talking, away, moved).forEach(List::clear);
    }

    private void gives(AmiQueue queue) {
        given.put(queue.name(), queue);
        if (lossless) {
            all.add(queue);
        }
        // no member is omitted
        assertThat(TrackedQueues.unaccounted(queue)).as("%s", queue).isEqualTo(queue.omitted());
        messages++;
    }

    private List<SimulatedQueue> queues() {
        List<SimulatedQueue> queues = new ArrayList<>();
        for (String name : QUEUES) {
            queues.add(pbx.data().queue(name));
        }
        return queues;
    }

    private void step() throws IOException {
        int what = random.nextInt(20);
        for (int i = 0; i < (what < 2 ? 1 + random.nextInt(8) : 1); i++) {
            change();
        }
        List<AmiEvent> events = client.events();
        if (lossless) {
            events.forEach(this::sees);
        } else if (what == 0) {
            tracker.disconnected(System.currentTimeMillis());
            lost = true;
        } else if (what == 1) {
            // the oldest or the newest are dropped, and the notice comes in their place
            int from = random.nextInt(events.size() + 1);
            events.subList(0, from).clear();
            tracker.gap();
            events.forEach(tracker::event);
            lost = true;
        } else {
            events.forEach(tracker::event);
        }
        lost |= tracker.wantsLook();
        if (random.nextInt(10) == 0) {
            nanos += 2_000_000_000L;
            tracker.tick(System.currentTimeMillis());
        }
        if (lost && random.nextInt(3) == 0) {
            look();
        }
    }

    /** What happens while the list is on its way is in it, and its events come behind it. */
    private void look() throws IOException {
        lost = false;
        for (int i = random.nextInt(3); i > 0; i--) {
            change();
        }
        List<AmiEvent> late = client.events();
        takesList();
        late.forEach(this::sees);
        lost |= tracker.wantsLook();
    }

    /** What happens after it has a later time. */
    private void takesList() throws IOException {
        List<AmiEvent> items = client.list();
        long now = System.currentTimeMillis();
        tracker.queues(items, now);
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    private void sees(AmiEvent event) {
        tracker.event(event);
        if (lossless) {
            callTracker.event(event);
        }
    }

    private void change() {
        SimulatedQueue queue = queues().get(random.nextInt(QUEUES.length));
        String member = "PJSIP/" + random.nextInt(4);
        boolean isMember = queue.interfaces().contains(member);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 20 -> waiting.add(queue.join(String.valueOf(100 + number++ % 50), "Ann \"" + number + '"'));
            case 3 -> end(waiting, SimulatedCaller::giveUp);
            case 4 -> end(waiting, caller -> goesOn(caller, SimulatedCaller::timeOut));
            case 5 ->
                end(random.nextBoolean() ? waiting : ringing, caller -> goesOn(caller, SimulatedCaller::leaveByKey));
            case 6 -> {
                if (isMember) {
                    queue.pause(member, random.nextBoolean(), random.nextBoolean() ? "lunch" : "");
                }
            }
            case 7 -> {
                if (isMember) {
                    queue.deviceState(member, List.of(1, 2, 5, 6, 1).get(random.nextInt(5)));
                }
            }
            case 8 -> toggle(queue, member, isMember);
            case 9, 17, 18 -> {
                SimulatedCaller caller = take(ringing);
                if (caller != null) {
                    caller.answer();
                    talking.add(caller);
                }
            }
            case 10 -> end(talking, SimulatedCaller::complete);
            case 11 -> reload(queue, member, isMember);
            case 12 -> changeRow(queue, member, isMember);
            case 13, 19 ->
                end(talking, caller -> {
                    caller.moveAway();
                    moved.add(caller);
                    moves++;
                });
            case 14 -> end(moved, caller -> caller.hangUpAway(random.nextBoolean()));
            case 15, 16 -> next();
            default -> offer();
        }
    }

    /** The file has another member, or one less; only the reload is said. */
    private void reload(SimulatedQueue queue, String member, boolean isMember) {
        if (!isMember) {
            queue.member(member, "Name of " + member, 0);
        } else if (!isBusy(member)) {
            queue.forget(member);
        }
        pbx.emit(Map.of("Event", "Reload", "Privilege", "system,all", "Module", "app_queue", "Status", "0"));
    }

    /** The same in the database, of which nothing is said at all. */
    private void changeRow(SimulatedQueue queue, String member, boolean isMember) {
        if (!isMember) {
            queue.realtimeMember(member, "Name of " + member);
        } else if (!isBusy(member)) {
            queue.forget(member);
        }
        lost = true;
    }

    private void toggle(SimulatedQueue queue, String member, boolean isMember) {
        if (!isMember) {
            queue.add(member, "Name of " + member);
        } else if (!isBusy(member)) {
            queue.remove(member);
        }
    }

    /** Whether a caller rings it, or talks to it: a phone has one call, of whichever queue. */
    private boolean isBusy(String member) {
        return Stream.concat(ringing.stream(), talking.stream()).anyMatch(caller -> member.equals(offered.get(caller)));
    }

    private void offer() {
        SimulatedCaller caller = take(waiting);
        if (caller == null) {
            return;
        }
        // as the queue does without ringinuse
        List<String> members = caller.queue().interfaces().stream()
                .filter(member -> !isBusy(member))
                .toList();
        if (members.isEmpty()) {
            waiting.add(caller);
            return;
        }
        String member = members.get(random.nextInt(members.size()));
        offered.put(caller, member);
        caller.ring(member);
        if (random.nextInt(3) == 0) {
            caller.ringNoAnswer();
            waiting.add(caller);
        } else {
            ringing.add(caller);
        }
    }

    /** A member ends its conversation and begins the next one, as it does while others wait. */
    private void next() {
        SimulatedCaller before = take(talking);
        if (before != null) {
            before.complete();
            SimulatedCaller caller = before.queue().join(String.valueOf(100 + number++ % 50), "Bob");
            offered.put(caller, offered.get(before));
            caller.ring(offered.get(before));
            caller.answer();
            talking.add(caller);
        }
    }

    private void end(List<SimulatedCaller> from, java.util.function.Consumer<SimulatedCaller> how) {
        SimulatedCaller caller = take(from);
        if (caller != null) {
            how.accept(caller);
        }
    }

    /** In the dialplan, behind the queue. */
    private void goesOn(SimulatedCaller caller, java.util.function.Consumer<SimulatedCaller> how) {
        how.accept(caller);
        away.add(caller);
    }

    private SimulatedCaller take(List<SimulatedCaller> from) {
        return from.isEmpty() ? null : from.remove(random.nextInt(from.size()));
    }

    private void compareVisits(String when) throws IOException {
        everybodyEnds();
        client.events().forEach(this::sees);
        nanos += Duration.ofDays(1).toNanos();
        tracker.tick(System.currentTimeMillis());
        callTracker.tick();
        assertThat(QueueVisitsAgreeTest.ends(all))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(QueueVisitsAgreeTest.visits(calls));
        visits += QueueVisitsAgreeTest.visits(calls).size();
    }

    private void compare(String when) throws IOException {
        if (lost) {
            takesList();
            lost = tracker.wantsLook();
        }
        // how the last ones have left is known by now, also of those whom a member seemed to take
        nanos += 11_000_000_000L;
        tracker.tick(System.currentTimeMillis());
        Map<String, ListedQueues.Listed> listed = ListedQueues.of(client.list());
        for (String name : QUEUES) {
            AmiQueue queue = given.get(name);
            ListedQueues.Listed of = listed.get(name);
            assertThat(queue.figures().leaving()).as("%s, %s", name, when).isZero();
            assertThat(queue.callers().size() + queue.omitted())
                    .as("callers of %s, %s", name, when)
                    .isEqualTo(of.callers().size());
            if (queue.omitted() == 0) {
                compare(queue, of, when);
            }
            Map<String, String> members = new TreeMap<>();
            Map<String, String> expected = new TreeMap<>();
            for (var facts : of.members()) {
                QueueMember is = new Member(name, facts, 0, true).value();
                expected.put(is.interfaceName(), talksElsewhere(name, is) ? calls(is) : text(is, is.state()));
            }
            for (QueueMember member : queue.members()) {
                members.put(
                        member.interfaceName(),
                        talksElsewhere(name, member) ? calls(member) : text(member, stateAs(member, of)));
            }
            assertThat(members).as("members of %s, %s", name, when).isEqualTo(expected);
        }
        compared++;
    }

    private static void compare(AmiQueue queue, ListedQueues.Listed listed, String when) {
        assertThat(queue.callers().stream().map(caller -> caller.position() + " " + caller.id()))
                .as("callers of %s, %s", queue.name(), when)
                .isEqualTo(listed.callers().stream()
                        .map(entry -> entry.position() + " " + entry.caller().uniqueid())
                        .toList());
    }

    /** Where queues share the calls of a member, a list says that it is in a call of each. */
    private boolean talksElsewhere(String queue, QueueMember member) {
        return shared
                && talking.stream()
                        .anyMatch(caller -> !caller.queue().equals(pbx.data().queue(queue))
                                && member.interfaceName().equals(offered.get(caller)));
    }

    private static String calls(QueueMember member) {
        return member.name() + ' ' + member.paused() + ' ' + member.callsTaken();
    }

    /** Of one that the queue calls, QueueStatus says only what its device does. */
    private static MemberState stateAs(QueueMember member, ListedQueues.Listed listed) {
        return listed.members().stream()
                .filter(facts -> facts.interfaceName().equals(member.interfaceName()))
                .map(facts -> new Member(listed.name(), facts, 0, true).state())
                .filter(state -> member.state() == MemberState.RINGING && state != MemberState.IN_CALL)
                .findFirst()
                .orElse(member.state());
    }

    private static String text(QueueMember member, MemberState state) {
        return member.name()
                + ' '
                + state
                + ' '
                + member.paused()
                + ' '
                + member.pauseReason()
                + ' '
                + member.callsTaken()
                + ' '
                + member.inCall();
    }

    /** A session that sees everything. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final Writer out;
        private int asked;

        Client(SimulatedPbx pbx) throws IOException {
            socket = new Socket(pbx.host(), pbx.port());
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            in.readLine();
            send("Action: Login\r\nUsername: admin\r\nSecret: secret\r\nEvents: call,agent,system,user\r\n\r\n");
            events();
        }

        private void send(String text) throws IOException {
            out.write(text);
            out.flush();
        }

        /** What has come so far; behind it comes the answer. */
        List<AmiEvent> events() throws IOException {
            return until("Action: Ping\r\n", "Ping: Pong");
        }

        List<AmiEvent> list() throws IOException {
            return until("Action: QueueStatus\r\n", "Event: QueueStatusComplete");
        }

        private List<AmiEvent> until(String action, String end) throws IOException {
            String id = "n" + asked++;
            send(action + "ActionID: " + id + "\r\n\r\n");
            List<AmiEvent> events = new ArrayList<>();
            while (true) {
                StringBuilder block = new StringBuilder();
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    block.append(line).append("\r\n");
                }
                String text = block.toString();
                if (text.contains("ActionID: " + id + "\r\n") && text.contains(end)) {
                    return events;
                }
                if (text.startsWith("Event: ")) {
                    events.add(AmiEvent.parse(text + "\r\n"));
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
