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

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A simulated Kubernetes API with the pods of a deployment, whose leases are protected by their resource versions as those
 * of the real API are. It counts the requests of the pods.
 */
final class KubernetesApi implements AutoCloseable {
    private static final String NAMESPACE = "default";
    /** Kept here, because a logger that nobody keeps loses its level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesCrudDispatcher store = new KubernetesCrudDispatcher();
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> rights = new ConcurrentSkipListSet<>();
    private final Set<String> renewalsToRefuse = ConcurrentHashMap.newKeySet();
    private final KubernetesMockServer server;
    private final KubernetesClient pods;
    private final Pod template;

    KubernetesApi() throws IOException {
        REQUESTS.setLevel(Level.WARNING);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Counting(), false);
        server.init();
        pods = server.createClient();
        template = template();
    }

    /** A pod as in the manifest. */
    private Pod template() throws IOException {
        try (InputStream manifest = KubernetesApi.class.getResourceAsStream("/kubernetes/deployment.yaml")) {
            return pods.load(manifest).items().stream()
                    .filter(Deployment.class::isInstance)
                    .map(each -> ((Deployment) each).getSpec().getTemplate())
                    .map(each -> new PodBuilder()
                            .withMetadata(each.getMetadata())
                            .withSpec(each.getSpec())
                            .build())
                    .findAny()
                    .orElseThrow();
        }
    }

    /** The system properties with which a Kubernetes client finds this API. A pod of a real cluster needs none. */
    Map<String, String> properties() {
        return Map.of(
                "kubernetes.master",
                server.url("/"),
                "kubernetes.namespace",
                NAMESPACE,
                "kubernetes.auth.tryKubeConfig",
                "false",
                "kubernetes.auth.tryServiceAccount",
                "false");
    }

    /** Does what the kubelet does when the program in a pod has started or ended. */
    void ready(String pod, boolean ready) {
        Pod seen = new PodBuilder(template)
                .editMetadata()
                .withName(pod)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
        pods.pods().inNamespace(NAMESPACE).resource(seen).createOr(existing -> existing.update());
    }

    /** The pod that holds the lease of each shard. */
    Map<String, String> leaders() {
        Map<String, String> leaders = new TreeMap<>();
        pods.leases().inNamespace(NAMESPACE).list().getItems().forEach(lease -> {
            String holder = lease.getSpec().getHolderIdentity();
            leaders.put(lease.getMetadata().getName().replace("leaders-", ""), holder == null ? "nobody" : holder);
        });
        return leaders;
    }

    /** The number of requests of the pods so far. */
    int requests() {
        return requests.get();
    }

    /** What the pods have done so far, as verb and resource, for example {@code list pods}. */
    Set<String> rights() {
        return rights;
    }

    /** Answers the next renewal of the lease of a shard as if another client had changed the lease at the same time. */
    void refuseNextRenewal(String shard) {
        renewalsToRefuse.add("leases/leaders-" + shard);
    }

    @Override
    public void close() {
        pods.close();
        server.destroy();
    }

    private final class Counting extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String method = request.getMethod();
            String path = request.getPath().replaceFirst(".*/namespaces/[^/]+/", "");
            // Only the client of this class has a token.
            if (request.getHeader("Authorization") == null) {
                requests.incrementAndGet();
                rights.add(right(method, path));
            }
            if (method.equals("PUT") && renewalsToRefuse.remove(path)) {
                return new MockResponse().setResponseCode(HttpURLConnection.HTTP_CONFLICT);
            }
            return store.dispatch(request);
        }

        private static String right(String method, String path) {
            String verb =
                    switch (method) {
                        case "GET" -> path.contains("/") ? "get" : "list";
                        case "POST" -> "create";
                        case "PUT" -> "update";
                        default -> method;
                    };
            return verb + " " + path.replaceFirst("[/?].*", "");
        }

        @Override
        public void shutdown() {
            store.shutdown();
        }
    }
}
