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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions with the PBXes of a task, and the records that they produce. */
final class PbxSessions {
    private static final Logger LOG = LoggerFactory.getLogger(PbxSessions.class);
    private static final String REFUSED = "REFUSED";

    private final RecordQueue records = new RecordQueue();
    private final CamelContext context;
    private final ExecutorService threads;
    private final Map<String, PbxSession> sessions = new ConcurrentHashMap<>();
    private Map<String, PbxOptions> connections = Map.of();
    private ConnectorSettings settings;

    private record PbxSession(AmiConsumer consumer, Future<?> start) {}

    /** @param offsets supplies the offset at which the records of a PBX end */
    PbxSessions(ConnectorSettings settings, Function<String, @Nullable SourceOffset> offsets) {
        this.settings = settings;
        this.context = camelContext(settings.task());
        context.start();
        this.threads = context.getExecutorServiceManager().newCachedThreadPool(this, "AmiConnect");
        try {
            change(settings, offsets);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Creates a Camel context that finds its parts in the plug-in, on whatever thread. */
    static CamelContext camelContext(String name) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.setApplicationContextClassLoader(PbxSessions.class.getClassLoader());
        context.getCamelContextExtension().setName(name);
        context.disableJMX();
        return context;
    }

    RecordQueue records() {
        return records;
    }

    ConnectorSettings settings() {
        return settings;
    }

    /**
     * Takes over new settings, which differ in the connections only. The sessions with all other PBXes go on.
     *
     * @param offsets supplies the offset at which the records of a PBX end
     */
    void change(ConnectorSettings now, Function<String, @Nullable SourceOffset> offsets) {
        settings = now;
        Map<String, PbxOptions> wanted = now.connections();
        List<String> gone = connections.entrySet().stream()
                .filter(each -> !each.getValue().equals(wanted.get(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, PbxOptions> kept = new LinkedHashMap<>(connections);
        kept.keySet().removeAll(gone);
        remove(gone);
        wanted.forEach((pbx, options) -> {
            if (!kept.containsKey(pbx)) {
                add(options, offsets.apply(pbx));
            }
        });
        connections = wanted;
    }

    private void add(PbxOptions options, @Nullable SourceOffset stored) {
        String pbx = options.pbx();
        PbxRecords pbxRecords =
                new PbxRecords(new RecordFactory(pbx, settings), stored, System::currentTimeMillis);
        try {
            context.getComponent("ami", AmiComponent.class)
                    .getConnections()
                    .put(pbx, options.configuration(context));
            AmiConsumer consumer = (AmiConsumer) context.getEndpoint("ami:" + pbx, settings.events())
                    .createConsumer(exchange -> records.put(pbxRecords.of(exchange.getMessage())));
            // one that cannot be reached must not delay the others
            sessions.put(pbx, new PbxSession(consumer, threads.submit(() -> start(pbx, consumer))));
        } catch (Exception e) {
            throw new ConnectException(pbx + ": " + OptionErrors.root(e));
        }
    }

    private void start(String pbx, AmiConsumer consumer) {
        try {
            ServiceHelper.startService(consumer);
        } catch (RuntimeException e) {
            // a stop that interrupts the first attempt is no failure
            if (sessions.containsKey(pbx)) {
                LOG.error("[{}] {} gives no records: {}", settings.task(), pbx, OptionErrors.root(e));
            }
        }
    }

    /** Logs off, at all of these PBXes together. */
    private void remove(Iterable<String> pbxes) {
        List<Future<?>> ending = new ArrayList<>();
        for (String pbx : pbxes) {
            PbxSession session = sessions.remove(pbx);
            if (session != null) {
                session.start().cancel(true);
                ending.add(threads.submit(() -> ServiceHelper.stopAndShutdownService(session.consumer())));
            }
        }
        for (Future<?> each : ending) {
            try {
                each.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                LOG.warn("[{}] a session could not be ended", settings.task(), e.getCause());
            }
        }
    }

    /** The PBXes that refuse the login, each with the reason. */
    Map<String, String> refused() {
        Map<String, String> refused = new LinkedHashMap<>();
        sessions.forEach((pbx, session) -> {
            HealthCheck health = session.consumer().getHealthCheck();
            Map<String, Object> details = health == null ? Map.of() : health.call().getDetails();
            if (REFUSED.equals(details.get("ami.state"))) {
                refused.put(pbx, String.valueOf(details.get("ami.failure")));
            }
        });
        return refused;
    }

    /** The names of the PBXes. */
    Set<String> pbxes() {
        return connections.keySet();
    }

    /** Logs off everywhere, and waits for it. Records that the task has not taken are forgotten. */
    void close() {
        records.close();
        remove(List.copyOf(sessions.keySet()));
        context.stop();
    }
}
