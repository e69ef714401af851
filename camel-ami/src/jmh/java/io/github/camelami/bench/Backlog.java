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
package io.github.camelami.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.camelami.AmiConsumer;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What a backlog costs. Recorded events go through a route over TCP: in one case, at most a few of them wait, and in the
 * other case, the route begins when all of them wait. Shows the CPU time of the process per event, the garbage
 * collector's included and the sender's excluded, and the heap that the waiting events take, by the size of their text.
 *
 * <p>Arguments: repetitions of the recording that wait (default 40, which are a million events), rounds (default 5).
 */
public final class Backlog implements AutoCloseable {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** How many events may wait in the case without a backlog. */
    private static final int FEW = 2_000;

    private final byte[] recording = Capture.events();
    private final int events = Capture.count(recording);
    private final Blaster pbx = new Blaster();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AmiConsumer consumer;
    private final AtomicLong routed = new AtomicLong();
    private volatile CountDownLatch start = new CountDownLatch(0);

    private Backlog() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:127.0.0.1?port=" + pbx.port() + "&username=u&secret=s&authType=plain"
                                + "&bufferSize=100000000&bufferBytes=8000000000")
                        .routeId("events")
                        .process(exchange -> {
                            start.await();
                            routed.lazySet(routed.get() + 1);
                        });
            }
        });
        camel.start();
        consumer = (AmiConsumer) camel.getRoute("events").getConsumer();
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }

    public static void main(String[] args) throws Exception {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        double[] ratios = new double[rounds];
        try (Backlog backlog = new Backlog()) {
            for (int round = -1; round < rounds; round++) {
                double through = backlog.through(repetitions);
                ratios[Math.max(round, 0)] = backlog.waiting(repetitions) / through;
            }
        }
        Arrays.sort(ratios);
        System.out.printf("median: %.2f times the CPU time%n", ratios[rounds / 2]);
    }

    /** The CPU time per event if few events wait, in microseconds. */
    private double through(int repetitions) throws Exception {
        used();
        long done = routed.get();
        long before = cpu();
        for (int i = 0; i < repetitions; i++) {
            ByteArrayOutputStream few = new ByteArrayOutputStream();
            int inFew = 0;
            for (int from = 0, to; from < recording.length; from = to) {
                to = endOfEvent(from);
                few.write(recording, from, to - from);
                inFew++;
                if (inFew == FEW / 2 || to == recording.length) {
                    pbx.send(few.toByteArray(), 1);
                    done += inFew;
                    awaitRouted(done - FEW / 2);
                    few.reset();
                    inFew = 0;
                }
            }
        }
        awaitRouted(done);
        double micros = micros(before, repetitions);
        System.out.printf("no backlog: %.2f µs CPU/event; ", micros);
        return micros;
    }

    private int endOfEvent(int from) {
        int end = from + 1;
        while (recording[end] != '\n' || recording[end - 2] != '\n') {
            end++;
        }
        return end + 1;
    }

    /** The CPU time per event if all events wait, in microseconds. */
    private double waiting(int repetitions) throws Exception {
        long empty = used();
        long all = routed.get() + (long) repetitions * events;
        start = new CountDownLatch(1);
        long before = cpu();
        pbx.send(recording, repetitions);
        while (consumer.getBuffered() < (long) repetitions * events - 1) {
            LockSupport.parkNanos(1_000_000);
        }
        double read = micros(before, repetitions);
        int waiting = consumer.getBuffered();
        double heap = (double) (used() - empty) / consumer.getBufferedBytes();
        before = cpu();
        start.countDown();
        awaitRouted(all);
        double taken = micros(before, repetitions);
        System.out.printf(
                "%,d events wait: %.2f µs while they are read, %.2f µs while they are routed; heap %.3f of their text%n",
                waiting, read, taken, heap);
        return read + taken;
    }

    private void awaitRouted(long count) {
        while (routed.get() < count) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** The CPU time of the process without that of this thread, which sends. */
    private static long cpu() {
        return PROCESS.getProcessCpuTime() - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private double micros(long before, int repetitions) {
        return (cpu() - before) / 1e3 / ((double) repetitions * events);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void close() throws Exception {
        camel.close();
        pbx.close();
    }
}
