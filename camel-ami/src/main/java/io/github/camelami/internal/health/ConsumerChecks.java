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
package io.github.camelami.internal.health;

import io.github.camelami.internal.session.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** The readiness checks of a consumer. A consumer of many PBXes has a check for each PBX, and one for all of them. */
public final class ConsumerChecks {
    /**
     * The maximum number of PBXes for which the check of all PBXes gives a reason. It names the others without a
     * reason.
     */
    private static final int REASONS = 5;

    private final CamelContext context;
    private final String id;
    private final boolean enabled;
    private final Map<String, Supplier<SessionStatus>> connections = new ConcurrentSkipListMap<>();

    /**
     * @param id the id of the check of all PBXes; the id of the check of one PBX is this id with the name of the PBX
     */
    public ConsumerChecks(CamelContext context, String id, boolean enabled) {
        this.context = context;
        this.id = id;
        this.enabled = enabled;
    }

    /** The check of a consumer of one PBX. */
    public HealthCheck ofOne(AmiHealthCheck.Peer peer, Supplier<SessionStatus> status) {
        AmiHealthCheck check = new AmiHealthCheck(id, peer, true, status);
        check.setEnabled(enabled);
        return check;
    }

    /** Adds the check of one of several PBXes; running the result removes it. */
    public Runnable add(AmiHealthCheck.Peer peer, Supplier<SessionStatus> status) {
        connections.put(peer.connection(), status);
        AmiHealthCheck check = new AmiHealthCheck(id + '-' + peer.connection(), peer, true, status);
        check.setEnabled(enabled);
        HealthCheckRegistry registry = registry();
        if (registry != null) {
            registry.register(check);
        }
        return () -> {
            connections.remove(peer.connection(), status);
            if (registry != null) {
                registry.unregister(check);
            }
        };
    }

    /** The registry, if Camel checks consumers at all. */
    private HealthCheckRegistry registry() {
        var ofConsumers = HealthCheckHelper.getHealthCheckRepository(context, "consumers");
        return ofConsumers != null && ofConsumers.isEnabled() ? HealthCheckRegistry.get(context) : null;
    }

    /**
     * The check of all PBXes. It is UP if each of them is, and otherwise names those that are not.
     *
     * @param name the name in the URI
     */
    public HealthCheck ofAll(String name) {
        AbstractHealthCheck check = new AbstractHealthCheck("camel", id) {
            @Override
            protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
                checkAll(name, builder);
            }
        };
        check.setEnabled(enabled);
        return check;
    }

    private void checkAll(String name, HealthCheckResultBuilder builder) {
        List<String> down = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        connections.forEach((connection, status) -> {
            String problem = AmiHealthCheck.problem(status.get(), true);
            if (problem != null) {
                down.add(connection);
                reasons.add(down.size() > REASONS ? connection : connection + " (" + problem + ')');
            }
        });
        builder.detail("ami.connection", name);
        builder.detail("ami.connections", connections.size());
        builder.detail("ami.connectionsDown", down.size());
        if (down.isEmpty()) {
            builder.up();
        } else {
            builder.detail("ami.down", String.join(", ", down));
            builder.message(
                    down.size() + " of " + connections.size() + " PBXes are not ready: " + String.join(", ", reasons));
            builder.down();
        }
    }
}
