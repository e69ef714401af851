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

/** The readiness checks for the producers of a Camel context: one for each session and name of the PBX. */
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

    /** Adds a producer to the session's check; the first producer decides whether the check is enabled. */
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

    /** Removes a producer from the session's check; the last one removes the check. */
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
