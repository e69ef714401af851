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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and plots of {@code docs/maintainers/performance.md}. */
final class Report {
    private static final String FROM = "<!-- figures: written by the run -->";
    private static final String TO = "<!-- end of figures -->";

    private final Figures figures;
    private final int passes;
    private final int rounds;
    private final Map<String, List<Integer>> growth;

    Report(Figures figures, int passes, int rounds, Map<String, List<Integer>> growth) {
        this.figures = figures;
        this.passes = passes;
        this.rounds = rounds;
        this.growth = growth;
    }

    /** Puts the tables between their marks in {@code performance.md}, and the plots beside it. */
    void write(Path docs) throws IOException {
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        int from = text.indexOf(FROM) + FROM.length();
        Files.writeString(page, text.substring(0, from) + "\n" + tables() + text.substring(text.indexOf(TO)));
        Files.createDirectories(docs.resolve("performance"));
        for (Map.Entry<String, List<Integer>> each : growth.entrySet()) {
            List<Double> cpu = each.getValue().stream()
                    .map(value -> figures.median(each.getKey() + '-' + value, "cpu"))
                    .toList();
            Files.writeString(
                    docs.resolve("performance").resolve(each.getKey() + ".svg"),
                    Plot.svg("µs of CPU per event", title(each.getKey()), each.getValue(), cpu));
        }
    }

    String tables() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                "%s, %d processors, %s %s, Java %s; medians of %d × %d rounds.",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                passes,
                rounds));
        targets(lines);
        part(lines, "camel-ami", "cpu", this::flood);
        part(lines, "camel-ami", "p50 at 5000", this::latency);
        part(lines, "camel-ami ping", "cpu", this::actions);
        growth(lines);
        lines.add("");
        return String.join("\n", lines);
    }

    private void part(List<String> lines, String subject, String figure, Consumer<List<String>> table) {
        if (figures.has(subject, figure)) {
            table.accept(lines);
        }
    }

    private void targets(List<String> lines) {
        table(lines, "", "target", "aim", "measured", "in single rounds");
        row(lines, "CPU per event, camel-asterisk's ÷ ours", "≥ 8", "≥ 10", "camel-asterisk", "camel-ami", "cpu");
        row(lines, "CPU per event, ours ÷ the sketch's", "≤ 1.5", "≤ 1.25", "camel-ami", "sketch", "cpu");
        row(
                lines,
                "events per second, ours ÷ camel-asterisk's",
                "≥ 7",
                "≥ 9",
                "camel-ami",
                "camel-asterisk",
                "per second");
        row(lines, "allocation per event, B", "≤ 2,200", "≤ 1,700", figures.median("camel-ami", "bytes"));
        row(lines, "… with exchange pooling, B", "≤ 1,200", "≤ 900", figures.median("camel-ami-pooled", "bytes"));
        for (String by : List.of("class", "name", "`match`")) {
            row(
                    lines,
                    "event rejected by " + by + ", µs of CPU",
                    "≤ 1.0",
                    "≤ 0.5",
                    figures.median("rejected-by-" + by.replace("`", ""), "cpu"));
        }
        row(lines, "event rejected by class, B", "0", "", figures.median("rejected-by-class", "bytes"));
        row(lines, "event rejected by name, B", "0", "", figures.median("rejected-by-name", "bytes"));
        for (int rate : Performance.RATES) {
            String figure = "p50 at " + rate;
            row(
                    lines,
                    String.format(Locale.ROOT, "lowest p50 of the latency at %,d events/s, ours ÷ the sketch's", rate),
                    "≤ 1.5",
                    "≤ 1.2",
                    figures.least("camel-ami", figure) / figures.least("sketch", figure));
        }
        row(lines, "burst of 60,000 into a route of 100 µs: lost", "0", "", figures.most("burst", "lost"));
        row(lines, "… out of order", "0", "", figures.most("burst", "out of order"));
        row(
                lines,
                "actions per second, ours ÷ asterisk-java's",
                "≥ 5",
                "≥ 7",
                "camel-ami ping",
                "asterisk-java ping",
                "per second");
        row(
                lines,
                "list of 10,000: entries per second, ours ÷ asterisk-java's",
                "≥ 8",
                "≥ 12",
                "camel-ami list",
                "asterisk-java list",
                "per second");
        row(lines, "… allocation, asterisk-java's ÷ ours", "≥ 10", "", "asterisk-java list", "camel-ami list", "bytes");
        row(
                lines,
                "1,000 connections of one endpoint, 20 events/s each: heap of each, KiB",
                "≤ 32",
                "",
                figures.median("connections", "heap"));
        row(
                lines,
                "… resident memory beyond the heap of each, the stack of its thread included, KiB",
                "≤ 96",
                "",
                figures.median("connections", "resident"));
        row(
                lines,
                "… events lost, and sessions not ready",
                "0",
                "",
                figures.most("connections", "lost") + figures.most("connections", "not ready"));
        row(lines, "CPU per event, over rawman ÷ over TCP", "", "≤ 1.3", "http-rawman", "camel-ami", "cpu");
        row(lines, "CPU per event, over mxml ÷ over TCP", "", "", "http-mxml", "camel-ami", "cpu");
        row(lines, "CPU per event, over TLS ÷ over TCP", "", "", "tls", "camel-ami", "cpu");
        row(lines, "start to first event, ours ÷ camel-asterisk's", "≤ 1", "", "camel-ami", "camel-asterisk", "start");
    }

    private void flood(List<String> lines) {
        table(lines, "", "events/s", "CPU µs/event", "least to most", "B/event", "delivered");
        for (String subject : Performance.FLOODED) {
            if (figures.has(subject, "cpu")) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %,.0f | %.2f | %.2f to %.2f | %,.0f | %.1f %% |",
                        subject,
                        figures.median(subject, "per second"),
                        figures.median(subject, "cpu"),
                        figures.least(subject, "cpu"),
                        figures.most(subject, "cpu"),
                        figures.median(subject, "bytes"),
                        100 * figures.median(subject, "delivered")));
            }
        }
    }

    private void latency(List<String> lines) {
        table(lines, "latency, µs", "at 5,000/s: lowest p50", "p50", "p99", "at 20,000/s: lowest p50", "p50", "p99");
        for (String subject : List.of("sketch", "camel-ami")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |",
                    subject,
                    figures.least(subject, "p50 at 5000"),
                    figures.median(subject, "p50 at 5000"),
                    figures.median(subject, "p99 at 5000"),
                    figures.least(subject, "p50 at 20000"),
                    figures.median(subject, "p50 at 20000"),
                    figures.median(subject, "p99 at 20000")));
        }
    }

    private void actions(List<String> lines) {
        table(
                lines,
                "",
                "Pings/s",
                "CPU µs",
                "B",
                "one at a time, µs: p50",
                "p99",
                "list entries/s",
                "CPU µs",
                "B",
                "start, ms");
        for (String subject : List.of("asterisk-java", "camel-ami")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %,.0f | %.0f | %.0f | %,.0f | %.2f | %,.0f | %.0f |",
                    subject,
                    figures.median(subject + " ping", "per second"),
                    figures.median(subject + " ping", "cpu"),
                    figures.median(subject + " ping", "bytes"),
                    figures.median(subject, "alone p50"),
                    figures.median(subject, "alone p99"),
                    figures.median(subject + " list", "per second"),
                    figures.median(subject + " list", "cpu"),
                    figures.median(subject + " list", "bytes"),
                    figures.median(subject.equals("camel-ami") ? subject : "camel-asterisk", "start")));
        }
        lines.add("");
        lines.add("The start in the row of asterisk-java is camel-asterisk's.");
    }

    private static void table(List<String> lines, String... columns) {
        lines.add("");
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|" + "---|".repeat(columns.length));
    }

    private void growth(List<String> lines) {
        for (Map.Entry<String, List<Integer>> each : growth.entrySet()) {
            String what = each.getKey();
            List<Integer> values = each.getValue();
            if (figures.has(what + '-' + values.get(0), "cpu")) {
                table(
                        lines,
                        Stream.concat(Stream.of(title(what)), values.stream().map(String::valueOf))
                                .toArray(String[]::new));
                lines.add(values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.2f |", figures.median(what + '-' + value, "cpu")))
                        .collect(Collectors.joining(" ", "| µs of CPU per event | ", "")));
                lines.add("");
                lines.add("![" + title(what) + "](performance/" + what + ".svg)");
            }
        }
    }

    private static String title(String what) {
        return switch (what) {
            case "fields" -> "fields per event";
            case "consumers" -> "consumers of one session";
            case "filters" -> "match filters of one consumer";
            case "connections" -> "connections, 20,000 events/s in all";
            default -> "calls at once, emit=calls";
        };
    }

    /** The ratio of the medians, and the least and the most of the rounds. */
    private void row(
            List<String> lines, String what, String target, String aim, String subject, String other, String figure) {
        List<Double> ratios = figures.ratios(subject, other, figure);
        if (!ratios.isEmpty()) {
            double ratio = figures.median(subject, figure) / figures.median(other, figure);
            row(
                    lines,
                    what,
                    target,
                    aim,
                    ratio,
                    number(ratios.get(0)) + " to " + number(ratios.get(ratios.size() - 1)));
        }
    }

    private static void row(List<String> lines, String what, String target, String aim, double measured) {
        if (!Double.isNaN(measured)) {
            row(lines, what, target, aim, measured, "");
        }
    }

    private static void row(
            List<String> lines, String what, String target, String aim, double measured, String rounds) {
        lines.add(String.format("| %s | %s | %s | **%s** | %s |", what, target, aim, number(measured), rounds));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value == 0 ? "0" : "%.2f", value);
    }
}
