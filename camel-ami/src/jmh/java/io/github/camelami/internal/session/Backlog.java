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

import com.sun.management.OperatingSystemMXBean;
import io.github.camelami.bench.Capture;
import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.message.AmiEvent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a backlog costs. Recorded events are decoded and put into a buffer, and taken from it again: in one case after
 * each read, and in the other case only when all of them wait. One thread does both, so that the process spends no time
 * on waking threads. Shows the CPU time of the process per event, the garbage collector's included, and the heap that
 * the waiting events take, by the size of their text.
 *
 * <p>Arguments: events (default 1,000,000), rounds (default 5).
 */
public final class Backlog {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int READ = 32 * 1024;
    private static final int MESSAGE_LIMIT = 4 << 20;

    private final byte[] wire = Capture.events();
    private final int events;
    private EventBuffer buffer;
    private AmiDecoder decoder;
    private List<AmiEvent> read;
    private int left;
    private int at;
    private long names;

    private Backlog(int events) {
        this.events = events;
    }

    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Backlog backlog = new Backlog(events);
        double[] ratios = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            ratios[Math.max(round, 0)] = backlog.waiting(backlog.through());
        }
        Arrays.sort(ratios);
        System.out.printf("median: %.2f times the CPU time%n", ratios[rounds / 2]);
    }

    private Cpu through() throws InterruptedException {
        begin();
        Cpu before = Cpu.now();
        while (left > 0) {
            add();
            take();
        }
        return Cpu.now().since(before, events);
    }

    private double waiting(Cpu through) throws InterruptedException {
        long empty = begin();
        Cpu before = Cpu.now();
        while (left > 0) {
            add();
        }
        Cpu added = Cpu.now().since(before, events);
        int waiting = buffer.size();
        long text = buffer.bytes();
        double heap = (double) (used() - empty) / text;
        before = Cpu.now();
        take();
        Cpu taken = Cpu.now().since(before, events);
        double ratio = (added.process + taken.process) / through.process;
        System.out.printf(
                "no backlog %s µs CPU/event; %,d events of %d B wait: added %s + taken %s µs, %.2f times; heap %.3f of"
                        + " the text%n",
                through, waiting, text / waiting, added, taken, ratio, heap);
        return ratio;
    }

    /** CPU time of the process, and of this thread alone, which excludes the garbage collector. */
    private record Cpu(double process, double thread) {
        static Cpu now() {
            return new Cpu(
                    PROCESS.getProcessCpuTime(),
                    ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }

        /** In microseconds per event. */
        Cpu since(Cpu before, int events) {
            return new Cpu((process - before.process) / 1e3 / events, (thread - before.thread) / 1e3 / events);
        }

        @Override
        public String toString() {
            return String.format("%.2f (%.2f)", process, thread);
        }
    }

    private long begin() {
        buffer = new EventBuffer(Integer.MAX_VALUE, Long.MAX_VALUE, WhenFull.DROP_NEWEST);
        decoder = new AmiDecoder(StandardCharsets.UTF_8, MESSAGE_LIMIT, 1, false);
        read = new ArrayList<>();
        left = events;
        at = 0;
        return used();
    }

    /** Adds the events of one read. */
    private void add() {
        int length = Math.min(READ, wire.length - at);
        decoder.decode(wire, at, length, message -> read.add((AmiEvent) message));
        at = at + length == wire.length ? 0 : at + length;
        List<AmiEvent> wanted = read.subList(0, Math.min(read.size(), left));
        left -= wanted.size();
        buffer.addAll(wanted);
        read.clear();
    }

    /** Takes all that waits. */
    private void take() throws InterruptedException {
        EventReceiver receiver = new EventReceiver() {
            @Override
            public void event(AmiEvent event) {
                names += event.name().length();
            }

            @Override
            public void notice(Notice notice) {
                throw new AssertionError(notice);
            }
        };
        boolean taken;
        do {
            taken = buffer.poll(0, TimeUnit.NANOSECONDS, receiver);
        } while (taken);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
