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
import io.github.camelami.AmiConstants;
import io.github.camelami.AmiConsumer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions with the PBXes of a task, and their records. One consumer of the component has all these sessions. */
final class PbxSessions {
    private static final Logger LOG = LoggerFactory.getLogger(PbxSessions.class);
    private static final String ALL = "ami:*";
    private static final String REFUSED = "REFUSED";

    private final RecordQueue records = new RecordQueue();
    private final CamelContext context;
    private final AmiComponent component;
    private final Map<String, PbxRecords> recordsOf = new ConcurrentHashMap<>();
    private final ExecutorService starter;
    private @Nullable AmiConsumer consumer;
    private @Nullable Future<?> start;
    private Map<String, PbxOptions> connections = Map.of();
    private ConnectorSettings settings;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** @param stored the offsets at which the records of the PBXes end */
    PbxSessions(ConnectorSettings settings, Map<String, SourceOffset> stored) {
        this.settings = settings;
        this.context = camelContext(settings.task());
        context.start();
        this.component = context.getComponent("ami", AmiComponent.class);
        this.starter = context.getExecutorServiceManager().newSingleThreadExecutor(this, "AmiConnectStart");
        try {
            change(settings, stored);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Creates a Camel context that finds its classes in the plug-in, whatever the current thread is. */
    static CamelContext camelContext(String name) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.setApplicationContextClassLoader(PbxSessions.class.getClassLoader());
        context.getCamelContextExtension().setName(name);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
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
     * Takes over new settings, which differ only in the connections. The sessions whose connections have not changed
     * continue.
     *
     * @param stored the offsets at which the records of the PBXes end
     */
    void change(ConnectorSettings now, Map<String, SourceOffset> stored) {
        settings = now;
        Map<String, PbxOptions> wanted = now.connections();
        List<String> unwanted = connections.keySet().stream()
                .filter(pbx -> !wanted.containsKey(pbx))
                .toList();
        // another task may log in to all of them as soon as it starts, while these log off one after the other
        unwanted.forEach(pbx -> recordsOf.remove(pbx).giveAway());
        unwanted.forEach(component::removeConnection);
        wanted.values().stream()
                .filter(options -> !options.equals(connections.get(options.pbx())))
                .forEach(options -> add(options, stored.get(options.pbx())));
        connections = wanted;
        if (consumer == null && !wanted.isEmpty()) {
            startConsumer();
        }
    }

    private void add(PbxOptions options, @Nullable SourceOffset stored) {
        String pbx = options.pbx();
        // if the PBX is known, the component reports the gap between the previous settings and the new ones
        recordsOf.computeIfAbsent(
                pbx,
                name -> new PbxRecords(
                        new RecordFactory(name, settings),
                        stored,
                        System::currentTimeMillis,
                        settings.callGraceMillis()));
        try {
            component.addConnection(pbx, options.configuration(context));
        } catch (RuntimeException e) {
            throw new ConnectException(pbx + ": " + OptionErrors.root(e));
        }
    }

    private void startConsumer() {
        try {
            AmiConsumer created =
                    (AmiConsumer) context.getEndpoint(ALL, settings.events()).createConsumer(this::take);
            consumer = created;
            // waits for the first attempt to log in to each PBX, for which the task must not wait
            start = starter.submit(() -> start(created));
        } catch (Exception e) {
            throw new ConnectException(OptionErrors.root(e));
        }
    }

    private void start(AmiConsumer created) {
        try {
            ServiceHelper.startService(created);
        } catch (Throwable e) {
            if (closed) {
                LOG.debug("[{}] stopped during its start", settings.task(), e);
                return;
            }
            LOG.debug("[{}] gives no records", settings.task(), e);
            failure = e;
        }
    }

    /** Why there are no records of any PBX; null if nothing prevents them. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Records that a record is in the topic. */
    void committed(SourceRecord record) {
        PbxRecords source = recordsOf.get(SourceOffset.pbx(record.sourcePartition()));
        if (source != null) {
            source.committed(SourceOffset.of(record.sourceOffset()));
        }
    }

    /**
     * Whether the stored offsets are still those of the last records in the topic. If not, somebody else has changed
     * them: a task in another worker, or a user.
     *
     * @param stored the offsets of these PBXes
     */
    boolean endAt(Map<String, SourceOffset> stored, Set<String> pbxes) {
        return pbxes.stream()
                .filter(connections::containsKey)
                .allMatch(pbx -> recordsOf.get(pbx).endsInTopicAt(stored.get(pbx)));
    }

    private void take(Exchange exchange) throws InterruptedException {
        String pbx = exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class);
        PbxRecords source = recordsOf.get(pbx);
        if (source != null) {
            records.put(source, source.of(exchange.getMessage()));
        } // else the PBX was given away, and logs off
    }

    /** Why all PBXes refuse the login; null if at least one does not. */
    @Nullable
    String refusal() {
        AmiConsumer current = consumer;
        if (current == null) {
            return null;
        }
        Map<String, String> states = current.listConnections();
        return !states.isEmpty() && states.values().stream().allMatch(state -> state.startsWith(REFUSED))
                ? current.getHealthCheck().call().getMessage().orElse(REFUSED)
                : null;
    }

    /** Logs off from all PBXes, and waits until this is done. Records that the task has not taken are dropped. */
    void close() {
        closed = true;
        records.close();
        if (start != null) {
            start.cancel(true);
        }
        if (consumer != null) {
            ServiceHelper.stopAndShutdownService(consumer);
        }
        context.stop();
    }
}
