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
package io.github.camelami.examples.manypbxes;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Handler;
import org.apache.camel.support.PropertyBindingSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the named connections those of a properties file with lines such as {@code berlin.host = 10.1.0.5}. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Adds the connections that are new, replaces those that are different, and removes those that are gone. */
    @Handler
    public void update(InputStream file, CamelContext context) throws IOException {
        AmiComponent ami = context.getComponent("ami", AmiComponent.class);
        Map<String, Map<String, Object>> listed = read(file);
        Set<String> gone = new HashSet<>(ami.getConnections().keySet());
        gone.removeAll(listed.keySet());
        gone.forEach(ami::removeConnection);
        listed.forEach((name, options) -> {
            try {
                AmiConfiguration settings = ami.getConfiguration().copy();
                PropertyBindingSupport.bindProperties(context, settings, options);
                ami.addConnection(name, settings);
            } catch (RuntimeException e) {
                LOG.error("The line of {} is not valid, and the connection stays as it was: {}", name, e.getMessage());
            }
        });
    }

    /** The options of each connection. */
    private static Map<String, Map<String, Object>> read(InputStream file) throws IOException {
        Properties lines = new Properties();
        lines.load(file);
        Map<String, Map<String, Object>> listed = new HashMap<>();
        for (String line : lines.stringPropertyNames()) {
            int dot = line.indexOf('.');
            if (dot > 0) {
                listed.computeIfAbsent(line.substring(0, dot), name -> new HashMap<>())
                        .put(line.substring(dot + 1), lines.getProperty(line));
            }
        }
        return listed;
    }
}
