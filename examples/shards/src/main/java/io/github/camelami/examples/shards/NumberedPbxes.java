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
package io.github.camelami.examples.shards;

import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Simulated PBXes. Each sends ten numbered events a second, so that lost and repeated events can be counted. As with
 * {@code allowmultiplelogin = no}, the user may have one session at a time.
 */
final class NumberedPbxes implements AutoCloseable {
    private static final int EVERY_MILLIS = 100;
    private static final Pattern EVENT = Pattern.compile("EVENT (\\S+) UserEvent (\\d+)");

    private final Map<String, SimulatedPbx> pbxes = new TreeMap<>();
    private final Map<String, List<Integer>> received = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile int sent;

    NumberedPbxes(List<String> names) {
        for (String name : names) {
            pbxes.put(name, SimulatedPbx.builder().allowMultipleLogin(false).start());
            received.put(name, new ArrayList<>());
        }
    }

    /** Writes the connections to these PBXes as properties. */
    Path connections() throws IOException {
        List<String> lines = new ArrayList<>();
        pbxes.forEach((name, pbx) -> {
            String prefix = "camel.component.ami.connections[" + name + "].";
            lines.add(prefix + "host = " + pbx.host());
            lines.add(prefix + "port = " + pbx.port());
            lines.add(prefix + "username = admin");
            lines.add(prefix + "secret = secret");
        });
        return Files.write(Files.createTempFile("pbxes", ".properties"), lines);
    }

    /** Begins to send events. */
    void begin() {
        clock.scheduleAtFixedRate(this::sendEach, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sendEach() {
        sent++;
        pbxes.values()
                .forEach(pbx -> pbx.emit(SimulatedEvent.named("UserEvent", "user")
                        .with("UserEvent", "Number")
                        .with("Number", sent)));
    }

    /** Takes a line that a pod has printed, and says whether it reports one of the events. */
    synchronized boolean take(String line) {
        Matcher event = EVENT.matcher(line);
        if (!event.find()) {
            return false;
        }
        received.get(event.group(1)).add(Integer.valueOf(event.group(2)));
        return true;
    }

    /** The names of the PBXes that have no session now. */
    List<String> withoutSession() {
        return pbxes.keySet().stream()
                .filter(name -> pbxes.get(name).sessions() == 0)
                .toList();
    }

    /** The number of logins that were refused because the user had a session already. */
    int refusedLogins() {
        return pbxes.values().stream().mapToInt(SimulatedPbx::failedLogins).sum();
    }

    /** The number of the last event that each PBX has sent. */
    int sent() {
        return sent;
    }

    /** The number up to which events of every PBX have been received. */
    synchronized int last() {
        return received.values().stream().mapToInt(NumberedPbxes::lastOf).min().orElseThrow();
    }

    /** For each PBX of which events are missing: for how many seconds there were none. */
    synchronized Map<String, Double> holes() {
        Map<String, Double> holes = new TreeMap<>();
        received.forEach((name, numbers) -> {
            int missing = lastOf(numbers) - (int) numbers.stream().distinct().count();
            if (missing > 0) {
                holes.put(name, missing * EVERY_MILLIS / 1000.0);
            }
        });
        return holes;
    }

    private static int lastOf(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The number of events that were routed more than once. */
    synchronized long repeated() {
        return received.values().stream()
                .mapToLong(
                        numbers -> numbers.size() - numbers.stream().distinct().count())
                .sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pbxes.values().forEach(SimulatedPbx::close);
    }
}
