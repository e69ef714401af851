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
        table(lines, "", "target", "aim", "measured", "in single rounds");
        lines.addAll(new Targets(figures).rows());
        flood(lines);
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

    private void flood(List<String> lines) {
        List<String> measured = Stream.concat(Performance.FLOODED.stream(), Performance.FLOOR.stream())
                .filter(subject -> figures.has(subject, "cpu"))
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        table(lines, "", "events/s", "CPU µs/event", "least to most", "B/event", "delivered");
        for (String subject : measured) {
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

    private void latency(List<String> lines) {
        List<String> columns = new ArrayList<>(List.of("latency, µs"));
        for (int rate : Performance.RATES) {
            columns.addAll(List.of(
                    String.format(Locale.ROOT, "at %,d/s: lowest p50", rate), "p50", "p99", "p99, least to most"));
        }
        table(lines, columns.toArray(String[]::new));
        for (String subject : Performance.PACED) {
            StringBuilder row = new StringBuilder("| " + subject);
            for (int rate : Performance.RATES) {
                String p50 = "p50 at " + rate;
                String p99 = "p99 at " + rate;
                row.append(String.format(
                        Locale.ROOT,
                        " | %.1f | %.1f | %.1f | %.1f to %.1f",
                        figures.least(subject, p50),
                        figures.median(subject, p50),
                        figures.median(subject, p99),
                        figures.least(subject, p99),
                        figures.most(subject, p99)));
            }
            lines.add(row + " |");
        }
    }

    private void actions(List<String> lines) {
        table(
                lines,
                "",
                "Pings/s",
                "least to most",
                "CPU µs",
                "B",
                "one at a time, µs: p50",
                "p99",
                "list entries/s",
                "CPU µs",
                "B",
                "start, ms");
        for (String subject : Performance.ASKED) {
            String ping = subject + " ping";
            String list = subject + " list";
            lines.add("| "
                    + String.join(
                            " | ",
                            subject,
                            cell("%,.0f", figures.median(ping, "per second")),
                            cell("%,.0f", figures.least(ping, "per second")) + " to "
                                    + cell("%,.0f", figures.most(ping, "per second")),
                            cell("%.2f", figures.median(ping, "cpu")),
                            cell("%,.0f", figures.median(ping, "bytes")),
                            cell("%.0f", figures.median(subject, "alone p50")),
                            cell("%.0f", figures.median(subject, "alone p99")),
                            cell("%,.0f", figures.median(list, "per second")),
                            cell("%.2f", figures.median(list, "cpu")),
                            cell("%,.0f", figures.median(list, "bytes")),
                            cell("%.0f", figures.median(subject.replace("asterisk-java", "camel-asterisk"), "start")))
                    + " |");
        }
        lines.add("");
        lines.add("The start in the row of asterisk-java is camel-asterisk's.");
    }

    /** Empty where it was not measured. */
    private static String cell(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
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
}
