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
    private static final String[] QUEUES = {"one", "two,2", "x ${y}"};

    private final Map<String, AmiQueue> given = new HashMap<>();
    private final List<SimulatedCaller> waiting = new ArrayList<>();
    private final List<SimulatedCaller> ringing = new ArrayList<>();
    private final List<SimulatedCaller> talking = new ArrayList<>();
    private final Map<SimulatedCaller, String> offered = new HashMap<>();
    private Random random;
    private QueueTracker tracker;
    private SimulatedPbx pbx;
    private Client client;
    private boolean lost;
    private long nanos;
    private int number;
    private int compared;

    @Test
    void M1_afterEachQuietMomentTheStateIsThatOfThePbxIn500Histories() throws Exception {
        try (SimulatedPbx simulated = SimulatedPbx.builder()
                        .writeTimeout(Duration.ofMinutes(1))
                        .start();
                Client connected = new Client(simulated)) {
            pbx = simulated;
            client = connected;
            for (int history = 0; history < HISTORIES; history++) {
                begin(history);
                for (int step = 0; step < STEPS; step++) {
                    step();
                    if (random.nextInt(4) == 0) {
                        compare("history " + history + " step " + step);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(HISTORIES * 5);
    }

    private void begin(int history) throws IOException {
        random = new Random(history);
        for (SimulatedQueue queue : queues()) {
            for (String member : queue.interfaces()) {
                queue.remove(member);
            }
        }
        waiting.forEach(SimulatedCaller::giveUp);
        ringing.forEach(SimulatedCaller::giveUp);
        talking.forEach(SimulatedCaller::complete);
        List.of(waiting, ringing, talking).forEach(List::clear);
        client.events();
        given.clear();
        tracker = new QueueTracker(
                QueueSettings.of("pbx", false), out -> given.put(((AmiQueue) out).name(), (AmiQueue) out), () -> nanos);
        lost = true;
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
        if (what == 0) {
            tracker.disconnected();
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
        for (int i = random.nextInt(3); i > 0; i--) {
            change();
        }
        List<AmiEvent> late = client.events();
        tracker.queues(client.list(), System.currentTimeMillis());
        late.forEach(tracker::event);
        lost = false;
    }

    private void change() {
        SimulatedQueue queue = queues().get(random.nextInt(QUEUES.length));
        String member = "PJSIP/" + random.nextInt(4);
        boolean isMember = queue.interfaces().contains(member);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> waiting.add(queue.join(String.valueOf(100 + number++ % 50), "Ann \"" + number + '"'));
            case 3 -> end(waiting, SimulatedCaller::giveUp);
            case 4 -> end(waiting, SimulatedCaller::timeOut);
            case 5 -> end(random.nextBoolean() ? waiting : ringing, SimulatedCaller::leaveByKey);
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
            case 9 -> {
                SimulatedCaller caller = take(ringing);
                if (caller != null) {
                    caller.answer();
                    talking.add(caller);
                }
            }
            case 10 -> end(talking, SimulatedCaller::complete);
            default -> offer();
        }
    }

    private void toggle(SimulatedQueue queue, String member, boolean isMember) {
        if (!isMember) {
            queue.add(member, "Name of " + member);
        } else if (!isBusy(queue, member)) {
            queue.remove(member);
        }
    }

    /** Whether a caller of that queue rings it, or talks to it. */
    private boolean isBusy(SimulatedQueue queue, String member) {
        return Stream.concat(ringing.stream(), talking.stream())
                .anyMatch(caller -> caller.queue() == queue && member.equals(offered.get(caller)));
    }

    private void offer() {
        SimulatedCaller caller = take(waiting);
        if (caller == null) {
            return;
        }
        // as the queue does without ringinuse
        List<String> members = caller.queue().interfaces().stream()
                .filter(member -> !isBusy(caller.queue(), member))
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

    private void end(List<SimulatedCaller> from, java.util.function.Consumer<SimulatedCaller> how) {
        SimulatedCaller caller = take(from);
        if (caller != null) {
            how.accept(caller);
        }
    }

    private SimulatedCaller take(List<SimulatedCaller> from) {
        return from.isEmpty() ? null : from.remove(random.nextInt(from.size()));
    }

    private void compare(String when) throws IOException {
        if (lost) {
            tracker.queues(client.list(), System.currentTimeMillis());
            lost = false;
        }
        // how the last ones have left is known by now
        nanos += 2_000_000_000L;
        tracker.tick(System.currentTimeMillis());
        Map<String, ListedQueues.Listed> listed = ListedQueues.of(client.list());
        for (String name : QUEUES) {
            AmiQueue queue = given.get(name);
            ListedQueues.Listed of = listed.get(name);
            assertThat(queue.callers().stream().map(caller -> caller.position() + " " + caller.id()))
                    .as("callers of %s, %s", name, when)
                    .isEqualTo(of.callers().stream()
                            .map(entry ->
                                    entry.position() + " " + entry.caller().uniqueid())
                            .toList());
            Map<String, String> members = new TreeMap<>();
            Map<String, String> expected = new TreeMap<>();
            for (var facts : of.members()) {
                QueueMember is = new Member(name, facts, 0, true).value();
                expected.put(is.interfaceName(), text(is, is.state()));
            }
            for (QueueMember member : queue.members()) {
                members.put(member.interfaceName(), text(member, stateAs(member, of)));
            }
            assertThat(members).as("members of %s, %s", name, when).isEqualTo(expected);
        }
        compared++;
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
            send("Action: Login\r\nUsername: admin\r\nSecret: secret\r\nEvents: call,agent,user\r\n\r\n");
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
