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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three workers in JVMs of their own, a broker, and PBXes that number their events. In {@code -Dcluster.pbxes=120
 * -Dcluster.pause=60}, they have the size of the acceptance.
 */
class ConnectClusterIT {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectClusterIT.class);
    private static final String CONNECTOR = "pbxes";
    private static final String TOPIC = "pbx-events";
    private static final int PBXES = Integer.getInteger("cluster.pbxes", 12);
    private static final int PAUSE = Integer.getInteger("cluster.pause", 10);
    private static final int PER_SECOND = 10;
    /** From the last event of one worker to the first of the next, in milliseconds. */
    private static final int LONGEST_MOVE = Integer.getInteger("cluster.move", 15_000);

    @AutoClose
    private NumberedPbxes pbxes;

    @AutoClose
    private ConnectCluster cluster;

    @AutoClose
    private TopicCheck check;

    private final Set<String> names = new TreeSet<>();

    @Test
    void N2_eachHoleInTheTopicLiesWithinExactlyOneGapAndNoRecordIsThereTwice() throws Exception {
        start();
        aWorkerIsKilled();
        theWorkerComesBack();
        aWorkerHaltsAndGoesOn();
        theBrokerIsAway();
        theConfigurationChanges();

        pbxes.fallSilent();
        eventually("all events are in the topic", 60, () -> names.stream()
                .allMatch(pbx -> check.last(pbx) == pbxes.sent(pbx)));
        assertThat(check.errors()).isEmpty();
        for (Worker worker : cluster.workers()) {
            assertThat(worker.logged()).doesNotContain("geheim", "OutOfMemoryError");
        }
        LOG.info(
                "{} records, {} holes, all declared",
                check.records(),
                check.holes().size());
    }

    private void start() throws Exception {
        pbxes = new NumberedPbxes(PER_SECOND);
        cluster = new ConnectCluster("cluster");
        for (int i = 0; i < PBXES; i++) {
            String name = "pbx-" + i;
            names.add(name);
            pbxes.add(name);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.kafka.brokers()))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
        check = new TopicCheck(cluster.kafka.brokers(), TOPIC, pbxes);
        for (int i = 0; i < 3; i++) {
            cluster.startWorker();
        }
        eventually("the workers are up", 90, () -> cluster.workers().stream().allMatch(cluster::isUp));
        cluster.request("PUT", "/connectors/" + CONNECTOR + "/config", configuration(), 201);
        awaitRecords("start", 60, names);
        assertThat(names).allMatch(pbx -> pbxes.mostSessions(pbx) == 1);
        assertThat(cluster.runningTasks(CONNECTOR)).hasSize(3);
    }

    private Map<String, String> configuration() {
        Map<String, String> options = new HashMap<>(Map.of(
                "connector.class", AmiSourceConnector.class.getName(),
                "tasks.max", "3",
                "topic", TOPIC,
                "connections", String.join(",", names),
                "host", "127.0.0.1",
                "port", Integer.toString(pbxes.port()),
                "auth.type", "plain",
                "secret", "geheim",
                "events", "user",
                "producer.override.transaction.timeout.ms", "600000"));
        options.putAll(ConnectCluster.CONVERTERS);
        names.forEach(name -> options.put("connection." + name + ".username", name));
        return options;
    }

    private void aWorkerIsKilled() throws Exception {
        Worker killed = cluster.workers().get(2);
        Set<String> its = pbxesOf(killed);
        killed.signal("KILL");
        long took = awaitRecords("kill -9 of a worker with " + its.size() + " PBXes", 40, names);
        assertThat(took).isLessThan(20_000);
        assertHolesOnlyOf(its);
    }

    private void theWorkerComesBack() throws Exception {
        Map<String, Integer> logins = logins();
        Worker back = cluster.workers().get(2);
        back.start();
        eventually("the worker is up", 60, () -> cluster.isUp(back));
        eventually(
                "the tasks are balanced",
                60,
                () -> cluster.runningTasks(CONNECTOR).size() == 3);
        awaitRecords("the worker comes back", 30, names);
        Set<String> moved = new HashSet<>(names);
        moved.removeIf(pbx -> logins.get(pbx) == pbxes.logins(pbx));
        assertThat(moved).isEqualTo(pbxesOf(back));
        List<TopicCheck.Hole> holes = assertHolesOnlyOf(moved);
        assertThat(holes).allSatisfy(hole -> assertThat(hole.millis()).isLessThan(LONGEST_MOVE));
    }

    private void aWorkerHaltsAndGoesOn() throws Exception {
        Worker halted = cluster.workers().get(1);
        Set<String> its = pbxesOf(halted);
        halted.signal("STOP");
        awaitRecords("SIGSTOP of a worker with " + its.size() + " PBXes", 40, names);
        awaitEvents(PAUSE);
        halted.signal("CONT");
        eventually(
                "the tasks are balanced after SIGCONT",
                60,
                () -> cluster.isUp(halted) && cluster.runningTasks(CONNECTOR).size() == 3);
        awaitRecords("SIGCONT", 30, names);
        eventually("each PBX has one session", 30, () -> names.stream().allMatch(pbx -> pbxes.sessions(pbx) == 1));
        assertThat(check.errors()).isEmpty();
        checkedHoles = check.holes().size();
    }

    private void theBrokerIsAway() throws Exception {
        cluster.kafka.stop();
        awaitEvents(PAUSE);
        cluster.kafka.start();
        awaitRecords("the broker was away for " + PAUSE + " s", 120, names);
        eventually("each PBX has one session", 30, () -> names.stream().allMatch(pbx -> pbxes.sessions(pbx) == 1));
        assertThat(check.errors()).isEmpty();
        checkedHoles = check.holes().size();
    }

    private void theConfigurationChanges() throws Exception {
        Map<String, Integer> logins = logins();
        Map<String, Integer> tasks = tasks();
        String removed = names.iterator().next();
        names.add("pbx-new");
        pbxes.add("pbx-new");
        names.remove(removed);
        cluster.request("PUT", "/connectors/" + CONNECTOR + "/config", configuration(), 200);
        eventually("the session of the removed PBX ends", 60, () -> pbxes.sessions(removed) == 0);
        awaitRecords("a PBX was added, and one removed", 60, names);
        Map<String, Integer> now = tasks();
        Set<String> moved = new HashSet<>(tasks.keySet());
        moved.removeIf(pbx -> pbx.equals(removed) || tasks.get(pbx).equals(now.get(pbx)));
        // of so few that the shares must be kept even
        assertThat(moved).hasSizeLessThanOrEqualTo(PBXES < 90 ? 2 : 0);
        assertHolesOnlyOf(moved);
        moved.add(removed);
        logins.keySet().removeAll(moved);
        assertThat(logins)
                .allSatisfy((pbx, count) -> assertThat(pbxes.logins(pbx)).isEqualTo(count));
    }

    /** The task of each PBX. */
    private Map<String, Integer> tasks() {
        Map<String, Integer> tasks = new HashMap<>();
        cluster.shares(CONNECTOR).forEach((task, share) -> share.forEach(pbx -> tasks.put(pbx, task)));
        return tasks;
    }

    private int checkedHoles;

    /** The holes since the last call. */
    private List<TopicCheck.Hole> assertHolesOnlyOf(Collection<String> expected) {
        List<TopicCheck.Hole> all = check.holes();
        List<TopicCheck.Hole> holes = new ArrayList<>(all.subList(checkedHoles, all.size()));
        checkedHoles = all.size();
        assertThat(check.errors()).isEmpty();
        holes.forEach(hole -> LOG.info("{}", hole));
        assertThat(holes).allSatisfy(hole -> assertThat(expected).contains(hole.pbx()));
        return holes;
    }

    private Set<String> pbxesOf(Worker worker) {
        Map<Integer, Set<String>> shares = cluster.shares(CONNECTOR);
        Set<String> its = new HashSet<>();
        cluster.runningTasks(CONNECTOR)
                .getOrDefault(worker.address(), Set.of())
                .forEach(task -> its.addAll(shares.get(task)));
        return its;
    }

    private Map<String, Integer> logins() {
        Map<String, Integer> logins = new HashMap<>();
        names.forEach(pbx -> logins.put(pbx, pbxes.logins(pbx)));
        return logins;
    }

    /** Waits until each PBX has sent the events of so many seconds. */
    private void awaitEvents(int seconds) {
        String first = names.iterator().next();
        int until = pbxes.sent(first) + seconds * PER_SECOND;
        eventually("the PBXes go on for " + seconds + " s", seconds + 30, () -> pbxes.sent(first) >= until);
    }

    /** Waits until events that each PBX sends from now on are in the topic. Returns how long that took. */
    private long awaitRecords(String after, int seconds, Collection<String> of) {
        Map<String, Integer> sent = new HashMap<>();
        of.forEach(pbx -> sent.put(pbx, pbxes.sent(pbx)));
        long took = eventually("records of all after: " + after, seconds, () -> sent.entrySet().stream()
                .allMatch(each -> check.last(each.getKey()) > each.getValue()));
        LOG.info("{}: records of all {} PBXes after {} ms", after, of.size(), took);
        return took;
    }

    private static long eventually(String what, int seconds, Callable<Boolean> condition) {
        long began = System.nanoTime();
        await(what)
                .atMost(Duration.ofSeconds(seconds))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition);
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
