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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumerConfiguration;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Many calls while the connection is cut again and again, and the server restarts once; so this runs late. Fewer calls at
 * a time than elsewhere make it last longer, so that outages do not concern them all.
 */
@Order(Integer.MAX_VALUE - 1)
class CallsOverLossAsteriskIT extends OnManyCalls {
    private static final int CUTS = Math.max(4, Math.min(20, CALLS / 15));
    private static final int AT_A_TIME = Math.max(10, CALLS / 40);

    /** Events that were on their way when the connection was cut are missed, too; CEL events have a way of their own. */
    private static final long MARGIN = 500 + new AmiConsumerConfiguration().getCallGrace();

    private record Outage(long from, long to) {}

    @Test
    void everyCallThatWasToldEndsOnceAndThoseConcernedAreMarked() throws Exception {
        dialplan();
        truth = new CelTruth(asterisk);
        Set<Integer> cuts = random.ints(0, CALLS).distinct().limit(CUTS).boxed().collect(Collectors.toSet());
        try (FaultProxy proxy = FaultProxy.to(asterisk.host(), asterisk.port())) {
            AmiConfiguration cut = connection("admin");
            cut.setPort(proxy.port());
            cut.setReconnectDelay(200);
            cut.setMaxReconnectDelay(400);
            camel.getRegistry().bind("pbx", cut);
            collect("emit=callProgress");
            for (int i = 0; i < CALLS; i++) {
                startOne(i);
                awaitRoom(AT_A_TIME);
                if (cuts.contains(i)) {
                    cut(proxy);
                }
                if (i == CALLS * 3 / 5) {
                    restart();
                }
            }
            soon().atMost(java.time.Duration.ofMinutes(2)).until(() -> truth.isQuiet());
            soon().untilAsserted(
                            () -> assertThat(open()).as("told, and never ended").isEmpty());
        }
        truth.close();
        judge();
    }

    private void cut(FaultProxy proxy) {
        int before = outages().size();
        proxy.cutAll(Cut.RST);
        soon().until(() -> outages().size() > before);
    }

    /** As the route was told. */
    private List<Outage> outages() {
        return notices.stream()
                .filter(notice -> notice.name().equals("Gap"))
                .map(gap -> new Outage(at(gap, "From"), at(gap, "To")))
                .toList();
    }

    private static long at(AmiEvent notice, String field) {
        return Instant.parse(notice.get(field)).toEpochMilli();
    }

    private void restart() throws Exception {
        int told = outages().size();
        plain.close();
        truth.close();
        CelTruth before = truth;
        try (PlainClient last = asterisk.connect().login("admin", "off")) {
            last.send("Action: Command\r\nCommand: core restart now\r\n\r\n");
            soon().until(() -> last.block() == null);
        }
        before.serverEnded();
        soon().ignoreExceptions().until(() -> asterisk.connect()
                .login("admin", "off")
                .command("core waitfullybooted")
                .contains("fully booted"));
        plain = asterisk.connect().login("admin", "off");
        truth = new CelTruth(asterisk);
        truth.linked.putAll(before.linked);
        dialplan();
        soon().until(() -> outages().size() > told);
    }

    private Set<String> open() {
        Set<String> open = calls.stream().map(AmiCall::id).collect(Collectors.toSet());
        for (AmiCall call : calls) {
            if (call.state() == CallState.ENDED) {
                open.remove(call.id());
                open.removeAll(call.aliases());
            }
        }
        return open;
    }

    private void judge() {
        List<Outage> outages = outages();
        Set<String> ids = new HashSet<>();
        List<String> doubled = new ArrayList<>();
        List<String> unmarked = new ArrayList<>();
        List<String> markedForNothing = new ArrayList<>();
        Map<CallEnd, Integer> ends = new TreeMap<>();
        int marked = 0;
        for (AmiCall call : calls) {
            if (call.state() != CallState.ENDED) {
                continue;
            }
            ends.merge(call.end(), 1, Integer::sum);
            Stream.concat(Stream.of(call.id()), call.aliases().stream())
                    .filter(id -> !ids.add(id))
                    .forEach(doubled::add);
            boolean isMarked = call.partial() || call.synthetic();
            marked += isMarked ? 1 : 0;
            CelTruth.Linked cel = truth.linked().get(call.id());
            if (cel != null && !isMarked && outages.stream().anyMatch(outage -> surelyConcerns(outage, cel))) {
                unmarked.add(call.toString());
            }
            if (cel != null && isMarked && outages.stream().noneMatch(outage -> mayConcern(outage, cel))) {
                markedForNothing.add(call.toString());
            }
        }
        List<String> missing = truth.linked().entrySet().stream()
                .filter(cel -> outages.stream().noneMatch(outage -> mayHide(outage, cel.getValue())))
                .map(Map.Entry::getKey)
                .filter(id -> !ids.contains(id))
                .toList();
        System.out.printf(
                "%s: %d outages of %d ms at most, one of them a restart; %d calls in CEL, %d given as ended, of them"
                        + " %d marked, ends %s; doubled %d, never ended %d, missing though not hidden by an outage %d,"
                        + " concerned and unmarked %d, marked and not concerned %d%n",
                asterisk,
                outages.size(),
                outages.stream()
                        .mapToLong(outage -> outage.to - outage.from)
                        .max()
                        .orElse(0),
                truth.linked().size(),
                ends.values().stream().mapToInt(Integer::intValue).sum(),
                marked,
                ends,
                doubled.size(),
                open().size(),
                missing.size(),
                unmarked.size(),
                markedForNothing.size());
        assertThat(doubled).as("ended twice").isEmpty();
        assertThat(missing).as("missing").isEmpty();
        assertThat(unmarked).as("open over an outage and not marked").isEmpty();
        assertThat(markedForNothing).as("marked for nothing").isEmpty();
    }

    private static boolean surelyConcerns(Outage outage, CelTruth.Linked call) {
        return call.firstAt < outage.from - MARGIN && call.lastAt > outage.to + MARGIN;
    }

    private static boolean mayConcern(Outage outage, CelTruth.Linked call) {
        return call.firstAt < outage.to + MARGIN && call.lastAt > outage.from - MARGIN;
    }

    /** Whether all that was said of a call may have been missed. */
    private static boolean mayHide(Outage outage, CelTruth.Linked call) {
        return call.firstAt > outage.from - MARGIN && call.lastAt < outage.to + MARGIN;
    }
}
