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

import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of Camel and of the component while a worker starts. A worker that has just started would otherwise
 * load them with its first task, while no worker is logged in to the PBXes of that task.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Map<String, String> ANY = Map.of(
            ConnectorOptions.CONNECTIONS,
            "pbx",
            ConnectorOptions.TOPIC,
            "topic",
            "username",
            "user",
            "secret",
            "secret");

    private WarmUp() {}

    static void begin() {
        Thread thread = new Thread(WarmUp::run, "ami-connect-warm-up");
        thread.setDaemon(true);
        thread.setContextClassLoader(WarmUp.class.getClassLoader());
        thread.start();
    }

    /** Validates a configuration, which makes no connection. */
    private static void run() {
        try {
            new OptionErrors(new Config(ConnectorOptions.definition().validate(ANY))).find(ANY);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the first task will load its classes itself", e);
        }
    }
}
