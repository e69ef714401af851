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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** The rows of the first table: each figure beside the value that it should reach, and a better one. */
final class Targets {
    private static final DoubleBinaryOperator RATIO = (one, other) -> one / other;
    private static final DoubleBinaryOperator BEYOND = (one, other) -> one - other;

    private final Figures figures;
    private final List<String> rows = new ArrayList<>();

    Targets(Figures figures) {
        this.figures = figures;
    }

    List<String> rows() {
        events();
        rejected();
        latency();
        actions();
        connections();
        shared();
        transports();
        return rows;
    }

    private void events() {
        row("CPU per event, camel-asterisk's ÷ ours", "≥ 8", "≥ 10").ratio("camel-asterisk", "camel-ami", "cpu");
        row("CPU per event, ours ÷ the sketch's", "≤ 1.5", "≤ 1.25").ratio("camel-ami", "sketch", "cpu");
        row("events per second, ours ÷ camel-asterisk's", "≥ 7", "≥ 9")
                .ratio("camel-ami", "camel-asterisk", "per second");
        row("allocation per event, B", "≤ 2,200", "≤ 1,700").median("camel-ami", "bytes");
        row("… with exchange pooling, B", "≤ 1,200", "≤ 900").median("camel-ami-pooled", "bytes");
        row("Camel's floor for an event, µs of CPU", "", "").median("camel-floor", "cpu");
        row("… B", "", "").median("camel-floor", "bytes");
        row("CPU per event beyond Camel's floor, µs", "", "")
                .compared("camel-ami-unwatched", "camel-floor", "cpu", BEYOND);
        row("… allocation, B", "", "").compared("camel-ami-unwatched", "camel-floor", "bytes", BEYOND);
        row("what JMX attributes, health and meters add to an event, µs of CPU", "≤ 0.02", "")
                .compared("camel-ami-watched", "camel-ami-unwatched", "cpu", BEYOND);
    }

    private void rejected() {
        row("event rejected by class, µs of CPU", "≤ 1.0", "≤ 0.5").median("rejected-by-class", "cpu");
        row("event rejected by name, µs of CPU", "≤ 1.0", "≤ 0.5").median("rejected-by-name", "cpu");
        row("event rejected by `match`, µs of CPU", "≤ 0.5", "≤ 0.45").median("rejected-by-match", "cpu");
        row("event rejected by class, B", "0", "").median("rejected-by-class", "bytes");
        row("event rejected by name, B", "0", "").median("rejected-by-name", "bytes");
        row("what a `match` filter adds to an event that passes, µs of CPU", "≤ 0.05", "")
                .compared("filters-1", "filters-0", "cpu", BEYOND);
    }

    private void latency() {
        for (int rate : Performance.RATES) {
            String p50 = "p50 at " + rate;
            String at = String.format(Locale.ROOT, "of the latency at %,d events/s, ours ÷ the sketch's", rate);
            row("lowest p50 " + at, "≤ 1.5", "≤ 1.2")
                    .value(figures.least("camel-ami", p50) / figures.least("sketch", p50));
            row("p99 " + at, "≤ 2", "≤ 1.3").ratio("camel-ami", "sketch", "p99 at " + rate);
        }
        row("burst of 60,000 into a route of 100 µs: lost", "0", "").value(figures.most("burst", "lost"));
        row("… out of order", "0", "").value(figures.most("burst", "out of order"));
    }

    private void actions() {
        String ours = "camel-ami ping";
        row("actions per second, ours ÷ asterisk-java's", "≥ 5", "≥ 7").ratio(ours, "asterisk-java ping", "per second");
        row("Camel's floor for an action, µs of CPU", "", "").median("camel-floor ping", "cpu");
        row("… B", "", "").median("camel-floor ping", "bytes");
        row("CPU of an action beyond Camel's floor, µs", "≤ 2.3", "≤ 1.5")
                .compared(ours, "camel-floor ping", "cpu", BEYOND);
        row("allocation of an action, B", "≤ 2,600", "≤ 2,000").median(ours, "bytes");
        row("… beyond Camel's floor, B", "", "").compared(ours, "camel-floor ping", "bytes", BEYOND);
        row("actions per second, the fastest round ÷ the slowest", "≤ 1.4", "")
                .value(figures.most(ours, "per second") / figures.least(ours, "per second"));
        row("list of 10,000: entries per second, ours ÷ asterisk-java's", "≥ 12", "")
                .ratio("camel-ami list", "asterisk-java list", "per second");
        row("… allocation, asterisk-java's ÷ ours", "≥ 10", "").ratio("asterisk-java list", "camel-ami list", "bytes");
    }

    private void connections() {
        row("1,000 connections of one endpoint, 20 events/s each: heap of each, KiB", "≤ 32", "")
                .median("connections", "heap");
        row("… resident memory beyond the heap of each, the stack of its thread included, KiB", "≤ 96", "")
                .median("connections", "resident");
        row("… events lost, and sessions not ready", "0", "")
                .value(figures.most("connections", "lost") + figures.most("connections", "not ready"));
    }

    private void shared() {
        row("8 consumers of a session: CPU per event ÷ 8 × that of one", "≤ 1.0", "≤ 0.8")
                .compared("consumers-8", "consumers-1", "cpu", (eight, one) -> eight / 8 / one);
        row("FreePBX-shaped calls: CPU per event, `emit=calls` ÷ `emit=events`", "≤ 0.6", "≤ 0.4")
                .ratio("freepbx-calls", "freepbx-events", "cpu");
    }

    private void transports() {
        row("CPU per event, over rawman ÷ over TCP", "", "≤ 1.3").ratio("http-rawman", "camel-ami", "cpu");
        row("CPU per event, over mxml ÷ over TCP", "≤ 4", "≤ 3").ratio("http-mxml", "camel-ami", "cpu");
        row("CPU per event, over TLS ÷ over TCP", "", "").ratio("tls", "camel-ami", "cpu");
        row("start to first event, ours ÷ camel-asterisk's", "≤ 1", "").ratio("camel-ami", "camel-asterisk", "start");
    }

    private Row row(String what, String target, String aim) {
        return new Row(what, target, aim);
    }

    /** A row that is added when its figure has been measured. */
    private final class Row {
        private final String start;

        Row(String what, String target, String aim) {
            this.start = "| " + what + " | " + target + " | " + aim + " | ";
        }

        void ratio(String subject, String other, String figure) {
            compared(subject, other, figure, RATIO);
        }

        /** The medians compared, and the least and the most of the rounds. */
        void compared(String subject, String other, String figure, DoubleBinaryOperator how) {
            List<Double> rounds = figures.compared(subject, other, figure, how);
            if (!rounds.isEmpty()) {
                double medians = how.applyAsDouble(figures.median(subject, figure), figures.median(other, figure));
                add(medians, number(rounds.get(0)) + " to " + number(rounds.get(rounds.size() - 1)));
            }
        }

        void median(String subject, String figure) {
            value(figures.median(subject, figure));
        }

        void value(double measured) {
            if (!Double.isNaN(measured)) {
                add(measured, "");
            }
        }

        private void add(double measured, String rounds) {
            rows.add(start + "**" + number(measured) + "** | " + rounds + " |");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : value == 0 ? "0" : "%.2f", value);
    }
}
