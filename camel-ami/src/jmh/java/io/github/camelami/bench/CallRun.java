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
import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiEvent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What calls cost: CPU time per event of {@code emit=events}, {@code calls} and {@code callProgress}, side by side over
 * TCP, for all recorded events of 200 calls and for those alone that a call needs; and the heap of 10,000 open calls.
 *
 * <p>Arguments: rounds (default 5), repetitions of the recording per round (default 10).
 */
public final class CallRun {
    /** The ids of channels and calls; a bridge's is a UUID, and bridges of one id would be one with all phones in it. */
    private static final Pattern ID = Pattern.compile("(?<=(?:nique|inked)[iI][dD]: )[^.\\r]*(?=\\.)");

    private static final int OPEN = 10_000;

    private CallRun() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        heap();
        String all = new String(Capture.events(), StandardCharsets.ISO_8859_1);
        StringBuilder needed = new StringBuilder();
        for (String event : all.split("(?<=\\r\\n\\r\\n)")) {
            if (CallTracker.needs(AmiEvent.parse(event).name())) {
                needed.append(event);
            }
        }
        for (String events : List.of(all, needed.toString())) {
            int count = Capture.count(events.getBytes(StandardCharsets.ISO_8859_1));
            System.out.printf("%d events of 200 calls, %d times a round%n", count, times);
            double[] sums = new double[3];
            for (int round = 0; round <= rounds; round++) {
                double[] micros = new double[3];
                List<String> modes = List.of("events", "calls", "callProgress");
                for (int mode = 0; mode < 3; mode++) {
                    micros[mode] = run(modes.get(mode), events, count, times);
                    sums[mode] += round == 0 ? 0 : micros[mode];
                }
                System.out.printf(
                        "%s events %.2f, calls %.2f, callProgress %.2f µs CPU/event%n",
                        round == 0 ? "warm-up:" : "round " + round + ":", micros[0], micros[1], micros[2]);
            }
            System.out.printf(
                    "mean: calls %+.2f, callProgress %+.2f µs/event over events%n",
                    (sums[1] - sums[0]) / rounds, (sums[2] - sums[0]) / rounds);
        }
    }

    private static double run(String emit, String events, int count, int times) throws Exception {
        AtomicLong routed = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        try (Blaster pbx = new Blaster();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:127.0.0.1?port=" + pbx.port() + "&username=u&secret=s&authType=plain&emit=" + emit
                                    + "&bufferSize=100000000&bufferBytes=8000000000")
                            .process(exchange -> {
                                routed.lazySet(routed.get() + 1);
                                if (exchange.getMessage().getBody() instanceof AmiCall call && call.endedAt() != null) {
                                    ended.lazySet(ended.get() + 1);
                                }
                            });
                }
            });
            camel.start();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            List<byte[]> repetitions = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                repetitions.add(ID.matcher(events).replaceAll("17000000" + i).getBytes(StandardCharsets.ISO_8859_1));
            }
            long before = cpu();
            for (byte[] repetition : repetitions) {
                pbx.send(repetition, 1);
            }
            long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (emit.equals("events") ? routed.get() < (long) count * times : ended.get() < 200L * times) {
                LockSupport.parkNanos(1_000_000);
                if (System.nanoTime() > patience) {
                    throw new IllegalStateException(emit + ": " + routed + " routed, " + ended + " ended");
                }
            }
            return (cpu() - before) / 1e3 / ((double) count * times);
        }
    }

    /** CPU nanoseconds of the Camel context's threads so far. */
    private static long cpu() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpu = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("Camel")) {
                cpu += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return cpu;
    }

    /** Heap of open calls of four channels each, as recorded. */
    private static void heap() {
        List<AmiEvent> first = firstCall();
        CallSettings settings = new CallSettings(
                "pbx", null, Set.of(), Duration.ofSeconds(1), 2 * OPEN, CallSettings.DEFAULT_MAX_FACTS, false);
        CallTracker tracker = new CallTracker(settings, call -> {}, System::nanoTime);
        long before = used();
        for (int i = 0; i < OPEN; i++) {
            for (AmiEvent event : first) {
                tracker.event(AmiEvent.parse(ID.matcher(event.wireText())
                        .replaceAll("1700" + i)
                        .replaceAll("(?<=BridgeUniqueid: )", "b" + i)));
            }
        }
        long after = used();
        System.out.printf(
                "%d open calls of %d events each: %,d bytes of heap per call%n",
                tracker.openCalls(), first.size(), (after - before) / OPEN);
    }

    private static List<AmiEvent> firstCall() {
        List<AmiEvent> first = new ArrayList<>();
        String recording = new String(Capture.events(), StandardCharsets.ISO_8859_1);
        String linkedid = null;
        for (String event : recording.split("(?<=\\r\\n\\r\\n)")) {
            AmiEvent parsed = AmiEvent.parse(event);
            linkedid = linkedid == null ? parsed.get("Linkedid") : linkedid;
            if (event.contains("inkedid: " + linkedid + "\r\n")
                    && CallTracker.needs(parsed.name())
                    && !parsed.name().startsWith("Hangup")
                    && !parsed.name().equals("BridgeLeave")) {
                first.add(parsed);
            }
        }
        return first;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
