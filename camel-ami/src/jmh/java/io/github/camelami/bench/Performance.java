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

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the component beside camel-asterisk, asterisk-java and the {@link Sketch}, and prints the tables of
 * {@code docs/maintainers/performance.md}; with {@code -Dupdate.docs=true} it writes them there, with the plots.
 *
 * <p>Every subject has a JVM of its own, and so has the feeder; in each round every subject has its turn.
 *
 * <p>Arguments: passes (default 2), rounds of each (default 5), repetitions of the recording per round (default 20),
 * and a part to measure alone: flood, floor, latency, burst, actions, start, connections, freepbx, or the growth with
 * consumers, filters, fields or calls.
 */
public final class Performance {
    static final List<String> FLOODED = List.of(
            "camel-asterisk",
            "asterisk-java",
            "sketch",
            "sketch-pooled",
            "camel-ami",
            "camel-ami-pooled",
            "camel-ami-lean",
            "rejected-by-class",
            "rejected-by-name",
            "rejected-by-match",
            "tls",
            "http-rawman",
            "http-mxml");
    static final List<String> FLOOR =
            List.of("camel-floor", "camel-floor-lean", "camel-ami-unwatched", "camel-ami-watched");
    static final List<String> PACED = List.of("sketch", "camel-ami");
    static final List<String> ASKED = List.of("camel-floor", "sketch", "asterisk-java", "camel-ami");
    static final List<Integer> RATES = List.of(5_000, 20_000);
    static final int BURST = 60_000;

    private static final List<String> PARTS = List.of(
            "flood", "floor", "latency", "burst", "actions", "start", "connections", "consumers", "filters", "freepbx");
    /** Grows in one pass only. */
    private static final List<String> ONCE = List.of("fields", "connections", "calls");

    /**
     * Longer rounds where hundredths of microseconds matter, and where most events change no call: until the rest is
     * compiled, the tracking takes twice its time.
     */
    private static final Map<String, Double> LENGTHS = Map.of("floor", 2.0, "filters", 2.0, "freepbx", 5.0);

    private static final List<String> SLOW = List.of("camel-asterisk", "asterisk-java", "http-mxml");
    private static final int WARM_UP = 4;
    private static final int RECORDED = Recording.shaped("recorded").count();
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");
    /** All of it resident from the start, so that what the process grows by is not heap. */
    private static final List<String> RESIDENT_HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    private static final Map<String, List<Integer>> GROWTH = growth();

    private final Figures figures = new Figures();
    private final int rounds;
    private final int times;

    private Performance(int rounds, int times) {
        this.rounds = rounds;
        this.times = times;
    }

    private static Map<String, List<Integer>> growth() {
        Map<String, List<Integer>> growth = new LinkedHashMap<>();
        growth.put("fields", List.of(5, 10, 20, 40, 80));
        growth.put("consumers", List.of(1, 2, 4, 8));
        growth.put("filters", List.of(0, 1, 2, 3, 4));
        growth.put("connections", List.of(1, 10, 100, 1_000));
        growth.put("calls", List.of(10, 100, 1_000, 2_500));
        return growth;
    }

    public static void main(String[] args) throws Exception {
        int passes = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int times = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        String only = args.length > 3 ? args[3] : null;
        Performance performance = new Performance(rounds, times);
        try (Child feeder = new Child(Feeder.class, HEAP)) {
            for (int pass = 0; pass < passes; pass++) {
                for (String part : only == null ? PARTS : List.of(only)) {
                    performance.measure(part);
                }
            }
            for (String what : only == null ? ONCE : List.<String>of()) {
                performance.grow(what);
            }
        }
        Report report = new Report(performance.figures, passes, rounds, GROWTH);
        System.out.println(report.tables());
        if (Boolean.getBoolean("update.docs") && args.length == 0) {
            report.write(Path.of("..", "docs", "maintainers"));
        }
        System.exit(0);
    }

    private void measure(String part) throws IOException {
        switch (part) {
            case "flood" -> flood(part, FLOODED);
            case "floor" -> flood(part, FLOOR);
            case "latency" -> latency();
            case "burst" -> burst();
            case "actions" -> actions();
            case "start" -> start();
            case "connections" -> connections(1_000);
            case "freepbx" -> flood(part, List.of("freepbx-events", "freepbx-calls"));
            default -> grow(part);
        }
    }

    private Map<String, Child> start(List<String> subjects) throws IOException {
        Map<String, Child> children = new LinkedHashMap<>();
        for (String subject : subjects) {
            children.put(subject, new Child(Measured.class, HEAP, subject));
        }
        return children;
    }

    private static void end(Map<String, Child> children) throws IOException {
        for (Child child : children.values()) {
            child.close();
        }
    }

    private void flood(String part, List<String> subjects) throws IOException {
        Map<String, Child> children = start(subjects);
        Map<String, Integer> counts = new LinkedHashMap<>();
        subjects.forEach(
                subject -> counts.put(subject, Recording.shaped(shape(subject)).count()));
        double length = LENGTHS.getOrDefault(part, GROWTH.containsKey(part) ? 0.5 : 1.0);
        for (int round = Math.min(-2, (int) (-WARM_UP / length)); round < rounds; round++) {
            for (String subject : subjects) {
                int count = counts.get(subject);
                double events = times * RECORDED * length / (SLOW.contains(subject) ? 8 : 1);
                int repetitions = Math.max(1, (int) (events / count));
                double[] result = children.get(subject).ask("flood " + repetitions + ' ' + shape(subject));
                if (round >= 0) {
                    add(subject, result, (double) repetitions * count);
                }
            }
            say(part + ", round " + (round + 1));
        }
        end(children);
    }

    private static String shape(String subject) {
        return subject.startsWith("freepbx-")
                ? "freepbx"
                : subject.matches("(fields|calls)-\\d+") ? subject.replace('-', '=') : "recorded";
    }

    private void add(String subject, double[] result, double count) {
        figures.add(subject, "delivered", result[0] / count);
        figures.add(subject, "per second", count / result[1] * 1e9);
        figures.add(subject, "cpu", result[2] / count / 1e3);
        figures.add(subject, "bytes", result[3] / count);
    }

    private void latency() throws IOException {
        Map<String, Child> children = start(PACED);
        // at the rates measured, the compiler would need much longer
        for (int round = 0; round < WARM_UP; round++) {
            for (Child child : children.values()) {
                child.ask("flood " + times + " recorded");
            }
        }
        for (int rate : RATES) {
            for (int round = -2; round < rounds; round++) {
                for (String subject : PACED) {
                    double[] result = children.get(subject).ask("pace " + rate + ' ' + rate * 2);
                    if (round >= 0) {
                        figures.add(subject, "p50 at " + rate, result[0] / 1e3);
                        figures.add(subject, "p99 at " + rate, result[1] / 1e3);
                    }
                }
            }
            say("latency at " + rate);
        }
        end(children);
    }

    private void burst() throws IOException {
        try (Child child = new Child(Measured.class, HEAP, "camel-ami")) {
            double[] result = child.ask("burst " + BURST + " 100");
            figures.add("burst", "lost", BURST - result[0]);
            figures.add("burst", "out of order", result[1]);
        }
    }

    private void actions() throws IOException {
        Map<String, Child> children = start(ASKED);
        for (int round = -WARM_UP; round < rounds; round++) {
            for (String subject : ASKED) {
                double[] pings = children.get(subject).ask("ping " + times * 10_000);
                if (round >= 0) {
                    add(subject + " ping", pings, pings[0]);
                }
            }
            for (String subject : List.of("asterisk-java", "camel-ami")) {
                double[] alone = children.get(subject).ask("alone " + times * 200);
                double[] lists = children.get(subject).ask("list " + times);
                if (round >= 0) {
                    figures.add(subject, "alone p50", alone[0] / 1e3);
                    figures.add(subject, "alone p99", alone[1] / 1e3);
                    add(subject + " list", lists, lists[0]);
                }
            }
            say("actions, round " + (round + 1));
        }
        end(children);
    }

    private void start() throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (String subject : List.of("camel-asterisk", "camel-ami")) {
                try (Child child = new Child(Measured.class, HEAP, subject)) {
                    figures.add(subject, "start", child.first()[0] / 1e6);
                }
            }
        }
        say("start");
    }

    private void connections(int connections) throws IOException {
        // until new threads read, with smaller stacks
        String[] args = {String.valueOf(connections), String.valueOf(20 * connections), "18"};
        try (Child child = new Child(ConnectionsRun.class, RESIDENT_HEAP, args)) {
            figures.add("connections", "heap", child.first()[0] / 1024);
            figures.add("connections", "resident", child.first()[1] / 1024);
            figures.add("connections", "lost", child.first()[3]);
            figures.add("connections", "not ready", child.first()[4]);
        }
        say(connections + " connections");
    }

    private void grow(String what) throws IOException {
        if (!what.equals("connections")) {
            flood(
                    what,
                    GROWTH.get(what).stream().map(value -> what + '-' + value).toList());
            return;
        }
        for (int value : GROWTH.get(what)) {
            try (Child child = new Child(ConnectionsRun.class, RESIDENT_HEAP, String.valueOf(value), "20000", "5")) {
                figures.add(what + '-' + value, "cpu", child.first()[2] / 1e3);
            }
        }
        say("growth with " + what);
    }

    private static void say(String what) {
        System.err.printf("%tT %s%n", System.currentTimeMillis(), what);
    }
}
