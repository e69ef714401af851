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
package io.github.camelami.examples.wallboard;

import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A simulated PBX with four queues and eight agents. Until it is closed, callers join, are answered or give up, and
 * agents take breaks. One thread simulates all of this.
 */
final class SimulatedCallCentre implements AutoCloseable {
    private static final int IDLE = 1;
    private static final int IN_USE = 2;
    private static final int RINGING = 6;
    private static final List<String> NAMES = List.of(
            "Alice Martin",
            "Ben Okafor",
            "Chloé Durand",
            "David Kim",
            "Elif Yılmaz",
            "Frank Weber",
            "Grace Nguyen",
            "Liam O'Neill");
    private static final List<String> REASONS = List.of("lunch", "meeting", "training", "paperwork");

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(7);
    private final List<Line> lines = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();

    private SimulatedCallCentre() {
        // the simulated PBX has a queue support with members of its own
        SimulatedQueue support = pbx.data().queue("support");
        List.copyOf(support.interfaces()).forEach(support::forget);
        for (int i = 0; i < NAMES.size(); i++) {
            agents.add(new Agent("PJSIP/" + (201 + i), NAMES.get(i)));
        }
        line("sales", 0, 1, 2);
        line("support", 2, 3, 4);
        line("billing", 5, 6);
        line("Français", 2, 7);
    }

    private void line(String name, int... members) {
        Line line = new Line(name, pbx.data().queue(name));
        for (int each : members) {
            Agent agent = agents.get(each);
            line.queue.member(agent.phone, agent.name, 0);
            line.agents.add(agent);
            agent.queues.add(line.queue);
        }
        lines.add(line);
    }

    static SimulatedCallCentre open() {
        SimulatedCallCentre centre = new SimulatedCallCentre();
        centre.timer.scheduleAtFixedRate(centre::callerJoins, 0, 5, TimeUnit.SECONDS);
        centre.timer.scheduleAtFixedRate(centre::distribute, 1, 1, TimeUnit.SECONDS);
        centre.timer.scheduleAtFixedRate(centre::breaks, 3, 12, TimeUnit.SECONDS);
        return centre;
    }

    String host() {
        return pbx.host();
    }

    int port() {
        return pbx.port();
    }

    List<String> queues() {
        return lines.stream().map(line -> line.name).toList();
    }

    private void callerJoins() {
        Line line = lines.get(random.nextInt(lines.size()));
        SimulatedCaller caller = line.queue.join("0207946" + random.nextInt(1000, 10_000), "");
        line.waiting.add(caller);
        after(random.nextInt(40, 100), () -> {
            if (line.waiting.remove(caller)) {
                caller.giveUp();
            }
        });
    }

    /** Connects the first caller of each queue with a free member. */
    private void distribute() {
        for (Line line : lines) {
            line.agents.stream()
                    .filter(agent -> !agent.busy && !agent.onBreak && !line.waiting.isEmpty())
                    .findFirst()
                    .ifPresent(agent -> ring(line.waiting.remove(), agent));
        }
    }

    private void ring(SimulatedCaller caller, Agent agent) {
        agent.busy = true;
        caller.ring(agent.phone);
        agent.device(RINGING);
        after(random.nextInt(2, 6), () -> {
            caller.answer();
            agent.device(IN_USE);
            after(random.nextInt(15, 50), () -> {
                caller.complete();
                agent.device(IDLE);
                agent.busy = false;
            });
        });
    }

    private void breaks() {
        Agent agent = agents.get(random.nextInt(agents.size()));
        if (!agent.busy && !agent.onBreak) {
            agent.pause(true, REASONS.get(random.nextInt(REASONS.size())));
            after(random.nextInt(20, 60), () -> agent.pause(false, ""));
        }
    }

    private void after(int seconds, Runnable task) {
        timer.schedule(task, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pbx.close();
    }

    /** A queue with its waiting callers and its members. */
    private static final class Line {
        final String name;
        final SimulatedQueue queue;
        final Deque<SimulatedCaller> waiting = new ArrayDeque<>();
        final List<Agent> agents = new ArrayList<>();

        Line(String name, SimulatedQueue queue) {
            this.name = name;
            this.queue = queue;
        }
    }

    private static final class Agent {
        final String phone;
        final String name;
        final List<SimulatedQueue> queues = new ArrayList<>();
        boolean busy;
        boolean onBreak;

        Agent(String phone, String name) {
            this.phone = phone;
            this.name = name;
        }

        void device(int state) {
            queues.forEach(queue -> queue.deviceState(phone, state));
        }

        void pause(boolean value, String reason) {
            onBreak = value;
            queues.forEach(queue -> queue.pause(phone, value, reason));
        }
    }
}
