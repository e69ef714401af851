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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.main.Main;

/**
 * Runs the routes of {@code cluster/shards.yaml}. With {@code -Dshards.pbxes=FILE}, which has the connections, it runs one
 * pod until it is stopped. Otherwise it runs six simulated PBXes, a simulated Kubernetes API and three pods, each in a JVM
 * of its own, and kills one of them.
 */
public final class Shards {
    /** Two in each third of the names. */
    private static final List<String> NAMES = List.of("berlin", "lisbon", "oslo", "paris", "prague", "rome");

    private static final List<String> PODS = List.of("pod-a", "pod-b", "pod-c");

    /** Shorter than the defaults, so that the example does not take long. */
    private static final Map<String, String> SHORT = Map.of(
            "shards.lease",
            "3000",
            "shards.renew",
            "2000",
            "shards.retry",
            "500",
            "shards.rebalance",
            "500",
            "shards.port",
            "0");

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private Shards() {}

    public static void main(String[] args) throws Exception {
        String connections = System.getProperty("shards.pbxes");
        if (connections != null) {
            Main main = new Main();
            String mode = System.getProperty("shards.mode", "cluster");
            main.setPropertyPlaceholderLocations(
                    "classpath:application.properties,classpath:" + mode + "/mode.properties,file:" + connections);
            main.run(args);
            return;
        }
        try (NumberedPbxes pbxes = new NumberedPbxes(NAMES);
                KubernetesApi kubernetes = new KubernetesApi();
                Pods pods = new Pods(kubernetes, pbxes.connections(), options(), pbxes::take)) {
            killOneOfThree(pbxes, kubernetes, pods);
        }
    }

    private static Map<String, String> options() {
        Map<String, String> options = new HashMap<>(SHORT);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("shards."))
                .forEach(name -> options.put(name, System.getProperty(name)));
        return options;
    }

    private static void killOneOfThree(NumberedPbxes pbxes, KubernetesApi kubernetes, Pods pods) throws Exception {
        for (String pod : PODS) {
            pods.start(pod, Map.of());
        }
        await(() -> areBalanced(kubernetes) && pbxes.withoutSession().isEmpty());
        print("each pod leads a shard: " + kubernetes.leaders());
        int requests = kubernetes.requests();
        long began = System.nanoTime();
        pbxes.begin();
        await(() -> pbxes.last() > 30);
        print("the pods send %.1f requests/s to the Kubernetes API"
                .formatted((kubernetes.requests() - requests) / seconds(began)));

        print("kill -9 of pod-b");
        long killed = System.nanoTime();
        pods.kill("pod-b");
        await(() -> !pbxes.withoutSession().isEmpty());
        await(() -> pbxes.withoutSession().isEmpty());
        print("each PBX has a session again after %.1f s: %s".formatted(seconds(killed), kubernetes.leaders()));
        printHoles(pbxes);

        print("pod-b starts again");
        pods.start("pod-b", Map.of());
        await(() -> areBalanced(kubernetes));
        await(() -> pbxes.withoutSession().isEmpty());
        print("each pod leads a shard: " + kubernetes.leaders());
        printHoles(pbxes);
        print("second logins at a PBX: %d, events that were routed twice: %d"
                .formatted(pbxes.refusedLogins(), pbxes.repeated()));
    }

    /** Waits until events that are sent from now on have been received from each PBX. */
    private static void printHoles(NumberedPbxes pbxes) throws InterruptedException {
        int now = pbxes.sent();
        await(() -> pbxes.last() > now);
        print("seconds without events so far: " + pbxes.holes());
    }

    private static boolean areBalanced(KubernetesApi kubernetes) {
        return kubernetes.leaders().values().stream().sorted().toList().equals(PODS);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the example does not run as expected");
            }
            Thread.sleep(50);
        }
    }

    private static void print(String text) {
        System.out.println("==== " + text);
    }
}
