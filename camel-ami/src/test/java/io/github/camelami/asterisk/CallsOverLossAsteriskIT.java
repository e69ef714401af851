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
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Many calls while the connection is cut again and again, and the server restarts once; so this runs late. */
@Order(Integer.MAX_VALUE - 1)
class CallsOverLossAsteriskIT extends OnManyCalls {
    private static final int CUTS = Math.max(4, Math.min(20, CALLS / 15));

    /** When the connection was down, in pairs. */
    private final List<long[]> outages = new ArrayList<>();

    @Test
    void everyCallThatWasToldEndsOnceAndThoseConcernedAreMarked() throws Exception {
        dialplan();
        truth = new CelTruth(asterisk);
        try (FaultProxy proxy = FaultProxy.to(asterisk.host(), asterisk.port())) {
            AmiConfiguration cut = connection("admin");
            cut.setPort(proxy.port());
            cut.setReconnectDelay(200);
            cut.setMaxReconnectDelay(400);
            camel.getRegistry().bind("pbx", cut);
            collect("emit=callProgress");
            for (int i = 0; i < CALLS; i++) {
                startOne(i);
                while (!hasRoom()) {
                    LockSupport.parkNanos(20_000_000);
                }
                if (i % (CALLS / CUTS) == CALLS / CUTS / 2) {
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
        long from = System.currentTimeMillis();
        int before = proxy.connections();
        proxy.cutAll(Cut.RST);
        soon().until(() -> proxy.connections() > before);
        // the route is back when the first look at the PBX is over, a moment after the login
        outages.add(new long[] {from - 500, System.currentTimeMillis() + 1_500});
    }

    private void restart() throws Exception {
        long from = System.currentTimeMillis();
        plain.close();
        truth.close();
        CelTruth before = truth;
        try (PlainClient last = asterisk.connect().login("admin", "off")) {
            last.send("Action: Command\r\nCommand: core restart now\r\n\r\n");
            soon().until(() -> last.block() == null);
        }
        soon().ignoreExceptions().until(() -> asterisk.connect()
                .login("admin", "off")
                .command("core waitfullybooted")
                .contains("fully booted"));
        plain = asterisk.connect().login("admin", "off");
        truth = new CelTruth(asterisk);
        truth.linked.putAll(before.linked);
        truth.linked.values().forEach(call -> call.ends = Math.max(1, call.ends));
        outages.add(new long[] {from - 500, System.currentTimeMillis() + 3_000});
        dialplan();
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
        List<AmiCall> ended =
                calls.stream().filter(call -> call.state() == CallState.ENDED).toList();
        Set<String> ids = new HashSet<>();
        List<String> doubled = new ArrayList<>();
        Map<CallEnd, Integer> ends = new TreeMap<>();
        int marked = 0;
        List<String> unmarked = new ArrayList<>();
        List<String> marksForNothing = new ArrayList<>();
        for (AmiCall call : ended) {
            ends.merge(call.end(), 1, Integer::sum);
            List<String> all = new ArrayList<>(call.aliases());
            all.add(call.id());
            all.stream().filter(id -> !ids.add(id)).forEach(doubled::add);
            boolean isMarked = call.partial() || call.synthetic();
            marked += isMarked ? 1 : 0;
            CelTruth.Linked cel = truth.linked().get(call.id());
            if (cel != null && !isMarked && outages.stream().anyMatch(o -> cel.firstAt < o[0] && cel.lastAt > o[1])) {
                unmarked.add(call.toString());
            }
            if (cel != null && isMarked && outages.stream().noneMatch(o -> cel.firstAt < o[1] && cel.lastAt > o[0])) {
                marksForNothing.add(call.toString());
            }
        }
        List<String> missing = truth.linked().entrySet().stream()
                .filter(cel ->
                        outages.stream().noneMatch(o -> cel.getValue().firstAt > o[0] && cel.getValue().firstAt < o[1]))
                .map(Map.Entry::getKey)
                .filter(id -> !ids.contains(id))
                .toList();
        System.out.printf(
                "%s: %d cuts and one restart; %d calls in CEL, %d given as ended, of them %d marked, ends %s;"
                        + " doubled %d, never ended %d, missing though begun while connected %d, concerned and unmarked %d,"
                        + " marked and not concerned %d%n",
                asterisk,
                outages.size() - 1,
                truth.linked().size(),
                ended.size(),
                marked,
                ends,
                doubled.size(),
                open().size(),
                missing.size(),
                unmarked.size(),
                marksForNothing.size());
        assertThat(doubled).as("ended twice").isEmpty();
        assertThat(missing).as("missing").isEmpty();
        assertThat(unmarked).as("open over an outage and not marked").isEmpty();
        assertThat(marksForNothing).as("marked for nothing").isEmpty();
    }
}
