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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/**
 * A source connector for the Asterisk Manager Interface. It shares the PBXes among its tasks, which write events, calls,
 * queues or agents to a topic.
 *
 * @since 1.0
 */
public class AmiSourceConnector extends SourceConnector {
    static final String VERSION = version(AmiSourceConnector.class.getPackage().getImplementationVersion());

    static {
        // a worker creates a connector when it finds the plug-in, before it gets the first task
        WarmUp.begin();
    }

    private @Nullable ConnectorSettings settings;

    /** Creates a connector, as Connect does. */
    public AmiSourceConnector() {}

    private static String version(@Nullable String ofJar) {
        return ofJar == null ? "development" : ofJar;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public ConfigDef config() {
        return ConnectorOptions.definition();
    }

    @Override
    public Config validate(Map<String, String> given) {
        return new OptionErrors(super.validate(given)).find(given);
    }

    @Override
    public void start(Map<String, String> props) {
        settings = new ConnectorSettings(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AmiSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        ConnectorSettings all = settings;
        if (all == null) {
            throw new ConnectException("the connector has not been started");
        }
        Set<String> pbxes = all.pbxes();
        List<Set<String>> shares = Shares.of(pbxes, Math.max(1, Math.min(maxTasks, pbxes.size())));
        List<Map<String, String>> tasks = new ArrayList<>();
        for (Set<String> share : shares) {
            tasks.add(all.ofTask(tasks.size(), share));
        }
        return tasks;
    }

    @Override
    public void stop() {
        // the tasks have the sessions
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (!SourceOffset.isValid(partition, offset)) {
                throw new ConnectException("an offset is {\"time\": MILLISECONDS, \"epoch\": NUMBER} for a partition"
                        + " {\"pbx\": NAME}");
            }
        });
        return true;
    }
}
