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

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A liveness check that is DOWN if this pod has seen no leader of a shard for some time. In Camel 4.18.0, a pod that has
 * failed once to renew a lease stops its consumer, but keeps the lease, so that no pod leads the shard until this one is
 * restarted (camel-quarkus issue 6761).
 */
public final class LeaderCheck extends AbstractHealthCheck {
    private final Map<String, Long> withoutLeaderSince = new HashMap<>();
    private Duration patience = Duration.ofMinutes(1);

    public LeaderCheck() {
        super("camel", "leaders");
    }

    /** Sets how long a shard may have no leader, in milliseconds. */
    public void setPatience(long millis) {
        patience = Duration.ofMillis(millis);
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.up();
        long now = System.nanoTime();
        for (CamelClusterService cluster : getCamelContext().hasServices(CamelClusterService.class)) {
            Collection<String> shards = cluster.getNamespaces();
            withoutLeaderSince.keySet().retainAll(shards);
            for (String shard : shards) {
                check(shard, hasLeader(cluster, shard), now, result);
            }
        }
    }

    private void check(String shard, boolean hasLeader, long now, HealthCheckResultBuilder result) {
        if (hasLeader) {
            withoutLeaderSince.remove(shard);
        } else if (now - withoutLeaderSince.computeIfAbsent(shard, first -> now) >= patience.toNanos()) {
            result.down().message(shard + " has had no leader for " + patience.toSeconds() + " s");
        }
    }

    private static boolean hasLeader(CamelClusterService cluster, String shard) {
        try {
            return cluster.getView(shard).getLeader().isPresent();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
