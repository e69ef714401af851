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

import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.camelami.examples.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OnePodTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LIVE = "/observe/health/live";
    private static final String READY = "/observe/info";

    @Test
    void aPodThatKeepsALeaseWithoutLeadingFailsItsProbeAndLeadsAgainAfterARestart() throws Exception {
        int port = FreePort.next();
        Map<String, String> options = Map.of(
                "shards.lease", "2000",
                "shards.renew", "1000",
                "shards.retry", "200",
                "shards.patience", "2000",
                "shards.port", Integer.toString(port));
        // paris is in the second of three shards.
        try (NumberedPbxes pbxes = new NumberedPbxes(List.of("paris"));
                KubernetesApi kubernetes = new KubernetesApi();
                Pods pods = new Pods(kubernetes, pbxes.connections(), options, pbxes::take)) {
            pods.start("pod-a", Map.of());
            awaitLeading(pbxes, port);

            kubernetes.refuseNextRenewal("shard-2");
            await().atMost(PATIENCE)
                    .until(() -> pbxes.withoutSession().equals(List.of("paris"))
                            && probe(LIVE, port) == HttpURLConnection.HTTP_UNAVAILABLE);
            assertThat(probe(READY, port)).isEqualTo(HttpURLConnection.HTTP_OK);
            assertThat(kubernetes.leaders()).containsEntry("shard-2", "pod-a");

            pods.kill("pod-a");
            pods.start("pod-a", Map.of());
            awaitLeading(pbxes, port);

            assertThat(kubernetes.rights()).isEqualTo(granted());
            assertThat(manifest("deployment"))
                    .contains("readinessProbe:\n            httpGet: {path: " + READY + ", port: 8080}")
                    .contains("livenessProbe:\n            httpGet: {path: " + LIVE + ", port: 8080}");
        }
    }

    @Test
    void aPodOfTheStatefulSetHasThePbxesOfItsNumberAndAsksNobody() throws Exception {
        assertThat(manifest("statefulset"))
                .contains("value: -Dshards.pbxes=/etc/pbxes/pbxes.properties -Dshards.mode=statefulset");
        Map<String, String> options = Map.of("shards.mode", "statefulset", "shards.port", "0");
        try (NumberedPbxes pbxes = new NumberedPbxes(List.of("berlin", "oslo", "paris", "rome"));
                KubernetesApi kubernetes = new KubernetesApi();
                Pods pods = new Pods(kubernetes, pbxes.connections(), options, pbxes::take)) {
            pods.start("camel-ami-2", Map.of("POD_INDEX", "2"));
            await().atMost(PATIENCE).until(() -> pbxes.withoutSession().equals(List.of("berlin", "oslo")));

            pods.kill("camel-ami-2");
            await().atMost(PATIENCE).until(() -> pbxes.withoutSession().size() == 4);
            pods.start("camel-ami-2", Map.of("POD_INDEX", "2"));
            await().atMost(PATIENCE).until(() -> pbxes.withoutSession().equals(List.of("berlin", "oslo")));
            assertThat(kubernetes.requests()).isZero();
        }
    }

    private static void awaitLeading(NumberedPbxes pbxes, int port) {
        await().atMost(PATIENCE)
                .ignoreException(ConnectException.class)
                .until(() -> pbxes.withoutSession().isEmpty() && probe(LIVE, port) == HttpURLConnection.HTTP_OK);
    }

    private static int probe(String path, int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** What the role of the manifest allows, as verb and resource. */
    private static Set<String> granted() throws IOException {
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                InputStream manifest = resource("deployment")) {
            return client.load(manifest).items().stream()
                    .filter(Role.class::isInstance)
                    .flatMap(role -> ((Role) role).getRules().stream())
                    .flatMap(rule -> rule.getVerbs().stream()
                            .flatMap(verb -> rule.getResources().stream().map(resource -> verb + " " + resource)))
                    .collect(Collectors.toSet());
        }
    }

    private static String manifest(String name) throws IOException {
        try (InputStream manifest = resource(name)) {
            return new String(manifest.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return OnePodTest.class.getResourceAsStream("/kubernetes/" + name + ".yaml");
    }
}
