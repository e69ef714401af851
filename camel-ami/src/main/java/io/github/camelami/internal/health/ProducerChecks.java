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

import io.github.camelami.internal.session.AmiSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The readiness checks of the producers of a Camel context. There is one check for each combination of a session and a
 * name of the PBX in the URI.
 */
public final class ProducerChecks {

    private record Key(AmiSession session, String name) {}

    private final Map<Key, SharedCheck> checks = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * The checks of this context. All {@code ami} components of a context share them, so that each check has a unique
     * id.
     */
    public static ProducerChecks of(CamelContext context) {
        synchronized (ProducerChecks.class) {
            var extension = context.getCamelContextExtension();
            ProducerChecks checks = extension.getContextPlugin(ProducerChecks.class);
            if (checks == null) {
                checks = new ProducerChecks();
                extension.addContextPlugin(ProducerChecks.class, checks);
            }
            return checks;
        }
    }

    /**
     * Adds a producer to the check of its session.
     *
     * @param enabled whether the check is enabled; applies only if this is the first producer of the check
     */
    public synchronized void add(AmiSession session, AmiHealthCheck.Peer peer, boolean enabled, CamelContext context) {
        checks.computeIfAbsent(new Key(session, peer.connection()), key -> register(session, peer, enabled, context))
                .add();
    }

    private SharedCheck register(AmiSession session, AmiHealthCheck.Peer peer, boolean enabled, CamelContext context) {
        String id = "producer:ami-" + peer.connection();
        for (int number = 2; !ids.add(id); number++) {
            id = "producer:ami-" + peer.connection() + '-' + number;
        }
        AmiHealthCheck check = new AmiHealthCheck(id, peer, false, session::status);
        check.setEnabled(enabled);
        try {
            return SharedCheck.register(check, context);
        } catch (RuntimeException | Error e) {
            ids.remove(id);
            throw e;
        }
    }

    /**
     * Removes a producer from the check of its session. With the last producer, the check is removed.
     *
     * @param connection the name of the PBX in the URI
     */
    public synchronized void remove(AmiSession session, String connection) {
        Key key = new Key(session, connection);
        SharedCheck shared = checks.get(key);
        if (shared != null && shared.remove()) {
            checks.remove(key);
            ids.remove(shared.id());
            shared.unregister();
        }
    }
}
