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

import static io.github.camelami.internal.tracking.queue.TrackedQueues.entry;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.Volume;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A member has several calls at once, as with ringinuse=yes, while events are lost by chance. */
class SimultaneousCallsTest {
    private static final int HISTORIES = Volume.of(2_000, 20_000);
    private static final int STEPS = 40;
    private static final String ANN = "Local/410@x/n";

    /** What the PBX has sent and the tracker has not received yet. */
    private final Deque<Runnable> sent = new ArrayDeque<>();

    private final List<String> waiting = new ArrayList<>();
    private final List<String> talking = new ArrayList<>();
    private final Map<String, Long> began = new HashMap<>();
    private final Set<String> transferred = new HashSet<>();
    private final List<String> happened = new ArrayList<>();
    private Random random;
    private TrackedQueues queues;
    private int number;
    private int counted;
    private int connected;
    private String latest;
    private boolean cuts;
    private boolean lost;
    private boolean wants;

    @Test
    void M1_aMemberIsFreeAfterTheLastOfItsCalls() {
        for (int history = 0; history < HISTORIES; history++) {
            begin(history);
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            end("history " + history);
        }
    }

    private void begin(int history) {
        random = new Random(history);
        queues = TrackedQueues.queues();
        List.of(waiting, talking, happened).forEach(List::clear);
        sent.clear();
        transferred.clear();
        cuts = history % 3 != 0;
        counted = 0;
        connected = 0;
        latest = null;
        lost = true;
        look();
    }

    private void step() {
        queues.after(random.nextInt(700));
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> join();
            case 3, 4, 5 -> connect();
            case 6, 7 -> complete();
            case 8 -> cut();
            case 9 -> look();
            case 10 -> abandon();
            case 11, 12 -> transfer();
            default -> receive(sent.size());
        }
        if (random.nextInt(3) == 0) {
            receive(random.nextInt(sent.size() + 1));
        }
        queues.tick();
    }

    private void says(String what, Runnable event) {
        long at = queues.now;
        happened.add(at % 1_000_000 + " " + what);
        sent.add(() -> {
            long late = queues.now - at;
            happened.add("    received " + what);
            queues.after(-late);
            event.run();
            queues.after(late);
        });
    }

    private void join() {
        String caller = "1." + ++number;
        waiting.add(caller);
        int position = waiting.size();
        says("join " + caller, () -> queues.join(caller, position));
    }

    private void connect() {
        if (!waiting.isEmpty()) {
            String caller = waiting.remove(0);
            says("channels of " + caller, () -> queues.channelsByLocal(caller, ANN));
            says("called " + caller, () -> queues.offer("AgentCalled", caller, ANN));
            says("leave " + caller, () -> queues.leave(caller, 1));
            says("connect " + caller, () -> queues.offer("AgentConnect", caller, ANN));
            talking.add(caller);
            connected++;
            began.put(caller, queues.now);
            latest = caller;
        }
    }

    /** The member transfers a caller. The queue does not see this. */
    private void transfer() {
        List<String> may =
                talking.stream().filter(caller -> !transferred.contains(caller)).toList();
        if (!may.isEmpty()) {
            String caller = may.get(random.nextInt(may.size()));
            transferred.add(caller);
            says("transfer " + caller, () -> queues.transfer(caller));
        }
    }

    private void abandon() {
        if (!waiting.isEmpty()) {
            String caller = waiting.remove(random.nextInt(waiting.size()));
            says("abandon " + caller, () -> queues.abandon(caller, 1));
        }
    }

    /** The queue only knows the call that it connected last: it counts no other one. */
    private void complete() {
        if (!talking.isEmpty()) {
            String caller = talking.remove(random.nextInt(talking.size()));
            long seconds = (queues.now - began.get(caller)) / 1000;
            int known = random.nextInt(4);
            says("complete " + caller, () -> completed(caller, seconds, known));
            if (caller.equals(latest)) {
                counted++;
                latest = null;
            }
            if (talking.isEmpty()) {
                String[] free = {"Status=1", "InCall=" + (latest == null ? 0 : 1), "CallsTaken=" + counted};
                says("free", () -> queues.member("QueueMemberStatus", "support", ANN, free));
            }
        }
    }

    /** The event lacks a channel that has ended already. */
    private void completed(String caller, long seconds, int known) {
        List<String> fields = new ArrayList<>(List.of(
                "Privilege=agent,all", "Queue=support", "Interface=" + ANN, "TalkTime=" + seconds, "Reason=caller"));
        if (known != 0) {
            fields.add("Uniqueid=" + caller);
        }
        if (known != 1) {
            fields.add("DestUniqueid=" + caller + "." + ANN);
        }
        queues.event("AgentComplete", fields.toArray(String[]::new));
    }

    private void receive(int events) {
        for (int i = 0; i < events; i++) {
            sent.poll().run();
        }
        wants |= queues.tracker.wantsLook();
    }

    private void cut() {
        if (!cuts) {
            return;
        }
        happened.add("cut");
        receive(random.nextInt(sent.size() + 1));
        sent.clear();
        queues.tracker.disconnected(queues.now);
        for (int i = random.nextInt(6); i > 0; i--) {
            queues.after(random.nextInt(700));
            switch (random.nextInt(4)) {
                case 0 -> join();
                case 1 -> connect();
                default -> complete();
            }
            queues.tick();
        }
        happened.add("back");
        sent.clear();
        lost = true;
    }

    private void look() {
        lost = false;
        wants = false;
        List<Map<String, String>> items = new ArrayList<>(List.of(
                params("support"),
                listed("support", ANN, "Status=2", "InCall=" + (latest == null ? 0 : 1), "CallsTaken=" + counted)));
        for (String caller : waiting) {
            items.add(entry(caller, waiting.indexOf(caller) + 1, 0));
        }
        happened.add("list " + latest + " " + counted);
        queues.list(items);
        wants |= queues.tracker.wantsLook();
    }

    private void end(String history) {
        if (lost) {
            look();
        }
        while (!waiting.isEmpty()) {
            queues.after(100);
            abandon();
        }
        while (!talking.isEmpty()) {
            queues.after(100);
            complete();
        }
        receive(sent.size());
        if (wants) {
            look();
        }
        queues.after(20_000).tick();
        AmiQueue last = queues.last();
        String all = history + "\n" + String.join("\n", happened) + "\n";
        assertThat(last.callers()).as("callers, %s", all).isEmpty();
        assertThat(last.figures().leaving()).as("leaving, %s", all).isZero();
        assertThat(last.members().get(0).inCall()).as("in call, %s", all).isFalse();
        List<AmiQueue> ends = queues.queues.stream()
                .filter(queue -> queue.change() == QueueChange.MEMBER_COMPLETED)
                .toList();
        assertThat(last.figures().completed()).as("completed, %s", all).isEqualTo(ends.size());
        assertThat(ends).as("no end twice, %s", all).hasSizeLessThanOrEqualTo(connected);
        if (!cuts) {
            assertThat(ends).as("each end, %s", all).hasSize(connected);
            assertThat(ends)
                    .as("each transfer, %s", all)
                    .filteredOn(end -> "transfer".equals(end.completedBy()))
                    .hasSameSizeAs(transferred);
        }
    }
}
