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
package io.github.camelami.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Three users of a real Asterisk as three PBXes, on three workers. */
class ConnectAsteriskIT {
    private static final String SERVER = "AMI_ASTERISK_22_11";
    private static final List<String> USERS = List.of("connect1", "connect2", "connect3");
    private static final String TOPIC = "pbx-events";
    private static final int MOST = 10_000;

    @AutoClose
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AutoClose
    private ConnectCluster cluster;

    @AutoClose
    private TopicCheck check;

    private final long[] sentAt = new long[MOST];
    private volatile int sent;

    @Test
    void N2_aWorkerThatIsKilledOrHaltedLeavesOnlyDeclaredHoles() throws Exception {
        String address = System.getenv(SERVER);
        if (!"true".equals(System.getenv("AMI_ASTERISK_REQUIRED"))) {
            assumeTrue(address != null, "no Asterisk 22.11: " + SERVER + " is not set; see CONTRIBUTING.md");
        }
        assertThat(address).as(SERVER).isNotNull();
        camel.start();
        Path users = users();
        try {
            run(address);
        } finally {
            Files.delete(users);
            command(address, "manager reload");
        }
    }

    private static Path users() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String user : USERS) {
            text.append('[').append(user).append("]\nsecret = geheim\nread = user\nwritetimeout = 5000\n");
        }
        return Files.writeString(Path.of(System.getenv(SERVER + "_ETC"), "manager.d", "connect.conf"), text);
    }

    private String admin(String address) {
        String[] hostAndPort = address.split(":");
        return "ami:" + hostAndPort[0] + "?port=" + hostAndPort[1]
                + "&username=admin&secret=admin-secret&allowDangerousActions=true&action=";
    }

    private void command(String address, String command) throws Exception {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.requestBody(admin(address) + "Command", Map.of("Command", command));
        }
    }

    private void run(String address) throws Exception {
        command(address, "manager reload");
        ProducerTemplate template = camel.createProducerTemplate();
        clock.scheduleAtFixedRate(
                () -> {
                    int number = sent + 1;
                    sentAt[number] = System.currentTimeMillis();
                    sent = number;
                    template.requestBody(
                            admin(address) + "UserEvent", Map.of("UserEvent", "Numbered", "Number", number));
                },
                100,
                100,
                TimeUnit.MILLISECONDS);
        cluster = new ConnectCluster("asterisk");
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", cluster.kafka.brokers()))) {
            kafka.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        check = new TopicCheck(cluster.kafka.brokers(), TOPIC, (pbx, number) -> sentAt[number]);
        for (int i = 0; i < 3; i++) {
            cluster.startWorker();
        }
        eventually("the workers are up", () -> cluster.workers().stream().allMatch(cluster::isUp));
        cluster.request("PUT", "/connectors/pbxes/config", connector(address), 201);
        awaitRecords();
        eventually("each worker has a task", () -> cluster.runningTasks("pbxes").size() == 3);

        cluster.workers().get(2).signal("KILL");
        awaitRecords();
        cluster.workers().get(2).start();
        eventually(
                "each worker has a task again",
                () -> cluster.runningTasks("pbxes").size() == 3);
        awaitRecords();
        cluster.workers().get(1).signal("STOP");
        awaitRecords();
        cluster.workers().get(1).signal("CONT");
        eventually(
                "each worker has a task after the halt",
                () -> cluster.isUp(cluster.workers().get(1))
                        && cluster.runningTasks("pbxes").size() == 3);
        awaitRecords();

        assertThat(check.errors()).isEmpty();
        assertThat(check.holes()).isNotEmpty();
        cluster.request("DELETE", "/connectors/pbxes", null, 204);
    }

    private static Map<String, String> connector(String address) {
        String[] hostAndPort = address.split(":");
        Map<String, String> options = new HashMap<>(Map.of(
                "connector.class",
                AmiSourceConnector.class.getName(),
                "tasks.max",
                "3",
                "topic",
                TOPIC,
                "connections",
                String.join(",", USERS),
                "host",
                hostAndPort[0],
                "port",
                hostAndPort[1],
                "secret",
                "geheim",
                "events",
                "user"));
        options.putAll(ConnectCluster.CONVERTERS);
        USERS.forEach(user -> options.put("connection." + user + ".username", user));
        return options;
    }

    private void awaitRecords() {
        int number = sent;
        eventually("records of all users", () -> USERS.stream().allMatch(user -> check.last(user) > number));
    }

    private static void eventually(String what, Callable<Boolean> condition) {
        await(what).atMost(Duration.ofSeconds(90)).ignoreExceptions().until(condition);
    }
}
