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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters of queues as Prometheus scrapes them, and what the dashboard, the rules and the docs say of them. */
class MonitoringTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern NAME = Pattern.compile("\\bcamel_ami_\\w+");
    private static final Pattern METER = Pattern.compile("`(camel\\.ami\\.queues?\\.[\\w.]+)`");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void start(String options) throws Exception {
        routes.camel.getRegistry().bind("meters", registry);
        routes.start(route -> {
            route.from("ami:pbx?emit=queues" + options).routeId("board").to("mock:board");
            route.from("ami:pbx?emit=calls").routeId("calls").to("mock:calls");
        });
        await().until(() -> registry.scrape().contains("camel_ami_queue_waiting{"));
    }

    private Set<String> scraped() {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("camel_ami_"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(String file) throws IOException {
        return NAME.matcher(Files.readString(DOCS.resolve("monitoring").resolve(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyNameOfTheDashboardAndTheRulesIsFoundInAScrape() throws Exception {
        start("");
        for (String file : List.of("camel-ami-dashboard.json", "camel-ami.rules.yml", "camel-ami.rules.test.yml")) {
            Set<String> names = names(file);
            assertThat(names).as(file).isNotEmpty();
            await().untilAsserted(() -> assertThat(scraped()).as(file).containsAll(names));
        }
    }

    @Test
    void theDocsNameEachMeterOfQueuesAndNoOther() throws Exception {
        start("");
        Set<String> documented = METER.matcher(Files.readString(DOCS.resolve("operating.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        await().untilAsserted(() -> assertThat(metered()).isEqualTo(documented));
    }

    private Set<String> metered() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("camel.ami.queue"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each route on a PBX counts the callers and calls of that PBX. */
    @Test
    void M5_noPanelAndNoRuleCountsACallerTwiceIfTwoRoutesWatchOnePbx() throws Exception {
        Pattern aggregated =
                Pattern.compile("(\\w+) by \\([^)]*\\) \\((?:increase\\(|rate\\()?camel_ami_(?:queue|calls)_");
        for (String file : List.of("camel-ami-dashboard.json", "camel-ami.rules.yml")) {
            String text = Files.readString(DOCS.resolve("monitoring").resolve(file));
            assertThat(aggregated.matcher(text).results().map(found -> found.group(1)))
                    .as(file)
                    .hasSizeGreaterThan(5)
                    .isSubsetOf("max", "min");
        }
    }

    private String line(String name, String... tags) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{") && Stream.of(tags).allMatch(line::contains))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .orElse("");
    }

    @Test
    void theyShowWhoWaitsAndWhatTheQueueHasDone() throws Exception {
        start("&serviceLevel=20");
        SimulatedQueue support = simulated.data().queue("support");
        SimulatedCaller first = support.join("100", "");
        SimulatedCaller second = support.join("101", "");
        String queue = "queue=\"support\"";
        await().until(() -> line("camel_ami_queue_waiting", queue).equals("2.0"));
        first.ring("Local/m1@members/n");
        first.answer();
        await().until(() ->
                line("camel_ami_queue_members", queue, "state=\"in_call\"").equals("1.0"));
        assertThat(line("camel_ami_queue_member_state", queue, "member=\"Local/m1@members/n\""))
                .isEqualTo("4.0");
        first.complete();
        second.giveUp();
        await().until(() -> line("camel_ami_queue_abandoned_total", queue).equals("1.0"));
        assertThat(line("camel_ami_queue_offered_total", queue)).isEqualTo("2.0");
        assertThat(line("camel_ami_queue_answered_total", queue)).isEqualTo("1.0");
        assertThat(line("camel_ami_queue_answered_in_time_total", queue)).isEqualTo("1.0");
        assertThat(line("camel_ami_queue_service_level", queue)).isEqualTo("50.0");
        assertThat(line("camel_ami_queue_talk_seconds_count", queue)).isEqualTo("1");
        assertThat(line("camel_ami_queue_member_wait_seconds_count", queue, "m1@members"))
                .isEqualTo("1");
        assertThat(line("camel_ami_queue_member_talk_seconds_count", queue, "m1@members"))
                .isEqualTo("1");
        assertThat(line("camel_ami_queue_waiting", queue)).isEqualTo("0.0");
        support.remove("Local/m1@members/n");
        await().until(() ->
                line("camel_ami_queue_member_state", queue, "m1@members").isEmpty());
    }

    @Test
    void M3_membersWithMetersOfTheirOwnAreBounded() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            start("&maxMemberMeters=1");
            await().until(() ->
                    line("camel_ami_queues_omitted", "of=\"member.meters\"").equals("1.0"));
            await().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(warning -> warning.contains("more members of queues than maxMemberMeters=1")));
        }
    }

    @Test
    void theyEndWithTheirRoute() throws Exception {
        start("");
        routes.camel.getRouteController().stopRoute("board");
        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().getName().startsWith("camel.ami.queue"));
    }
}
