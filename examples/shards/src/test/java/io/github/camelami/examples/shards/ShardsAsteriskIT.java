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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.ManagerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three users of a real Asterisk are three PBXes, one in each shard. */
class ShardsAsteriskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EVENT = Pattern.compile("EVENT (\\S+) UserEvent (\\S+)");
    private static final List<String> PODS = List.of("pod-a", "pod-b", "pod-c");
    private static final Map<String, String> OPTIONS = Map.of(
            "shards.lease", "3000",
            "shards.renew", "2000",
            "shards.retry", "500",
            "shards.rebalance", "500",
            "shards.port", "0");

    private final List<String> received = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    @Test
    void anotherPodLogsInWhereAPodWasKilledAndNoEventIsRoutedTwice() throws Exception {
        Path manager = Path.of("manager.conf");
        try (ManagerUser lisbon = new ManagerUser("22", manager);
                ManagerUser paris = new ManagerUser("22", manager);
                ManagerUser berlin = new ManagerUser("22", manager);
                KubernetesApi kubernetes = new KubernetesApi();
                Pods pods = new Pods(
                        kubernetes,
                        connections(Map.of("lisbon", lisbon, "paris", paris, "berlin", berlin)),
                        OPTIONS,
                        this::take)) {
            for (String pod : PODS) {
                pods.start(pod, Map.of());
            }
            await().atMost(PATIENCE).until(() -> kubernetes.leaders().values().stream()
                    .sorted()
                    .toList()
                    .equals(PODS));
            awaitEventOfEach(lisbon);

            String leader = kubernetes.leaders().get("shard-2");
            pods.kill(leader);
            await().atMost(PATIENCE)
                    .until(() -> !kubernetes.leaders().get("shard-2").equals(leader));
            awaitEventOfEach(lisbon);
            assertThat(received).doesNotHaveDuplicates();
        }
    }

    /** Sends events until one has arrived from each of the three. */
    private void awaitEventOfEach(ManagerUser user) {
        List<String> sent = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            String event = UUID.randomUUID().toString();
            user.admin("UserEvent", Map.of("UserEvent", "Number", "Number", event));
            sent.add(event);
            return sent.stream()
                    .anyMatch(
                            each -> received.containsAll(List.of("lisbon " + each, "paris " + each, "berlin " + each)));
        });
    }

    private boolean take(String line) {
        Matcher event = EVENT.matcher(line);
        boolean found = event.find();
        if (found) {
            received.add(event.group(1) + " " + event.group(2));
        }
        return found;
    }

    private Path connections(Map<String, ManagerUser> users) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(users).forEach((name, user) -> {
            String prefix = "camel.component.ami.connections[" + name + "].";
            lines.add(prefix + "host = " + user.asterisk().host());
            lines.add(prefix + "port = " + user.asterisk().port());
            lines.add(prefix + "username = " + user.name());
            lines.add(prefix + "secret = " + user.secret());
        });
        return Files.write(directory.resolve("pbxes.properties"), lines);
    }
}
