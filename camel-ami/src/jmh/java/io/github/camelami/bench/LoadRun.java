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

import com.sun.management.ThreadMXBean;
import io.github.camelami.message.AmiEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;

/**
 * Sends the recorded events of 200 calls through a Camel route over TCP, over and over, and prints for each round
 * events per second, CPU time per event and bytes allocated per event, of the threads of the Camel context alone.
 *
 * <p>Arguments: rounds (default 5), repetitions of the recording per round (default 40), {@code pooled} for exchange
 * pooling, any other text as further options of the endpoint.
 */
public final class LoadRun {
    private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

    private LoadRun() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        boolean pooled = Arrays.asList(args).contains("pooled");
        byte[] events = Capture.events();
        long perRound = (long) Capture.count(events) * times;
        AtomicLong routed = new AtomicLong();
        try (Blaster pbx = new Blaster();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            if (pooled) {
                camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            }
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:127.0.0.1?port=" + pbx.port()
                                    + "&username=u&secret=s&authType=plain&bufferSize=100000000&bufferBytes=8000000000")
                            .process(exchange -> {
                                if (exchange.getMessage().getBody() instanceof AmiEvent) {
                                    routed.lazySet(routed.get() + 1);
                                }
                            });
                }
            });
            camel.start();
            System.out.printf("%d events a round, exchange pooling %s%n", perRound, pooled ? "on" : "off");
            for (int round = 1; round <= rounds; round++) {
                round(round, pbx, events, times, perRound, routed);
            }
        }
    }

    private static void round(int round, Blaster pbx, byte[] events, int times, long count, AtomicLong routed)
            throws Exception {
        long expected = routed.get() + count;
        long[] before = usage();
        long start = System.nanoTime();
        pbx.send(events, times);
        while (routed.get() < expected) {
            LockSupport.parkNanos(200_000);
            if (System.nanoTime() - start > PATIENCE) {
                throw new IllegalStateException((expected - routed.get()) + " events of " + count + " are missing");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] after = usage();
        System.out.printf(
                "round %d: %,.0f events/s, %.2f µs CPU/event, %,d B/event%n",
                round, count / seconds, (after[0] - before[0]) / 1e3 / count, (after[1] - before[1]) / count);
    }

    /** CPU nanoseconds and allocated bytes of the Camel context's threads so far. */
    private static long[] usage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpu = 0;
        long bytes = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("Camel")) {
                cpu += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
                bytes += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return new long[] {cpu, bytes};
    }
}
