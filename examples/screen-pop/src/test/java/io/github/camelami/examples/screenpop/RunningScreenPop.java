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
package io.github.camelami.examples.screenpop;

import io.github.camelami.examples.FreePort;
import java.util.Map;
import org.apache.camel.main.Main;

/** The example as a user runs it, on a free port and for that PBX. */
final class RunningScreenPop implements AutoCloseable {
    private final int port;
    private final Main main = ScreenPop.camel();

    RunningScreenPop(Map<String, Object> properties) {
        this(FreePort.next(), properties);
    }

    RunningScreenPop(int port, Map<String, Object> properties) {
        this.port = port;
        main.addOverrideProperty("web.port", Integer.toString(port));
        main.addOverrideProperty("camel.component.ami.connections[pbx].reconnectDelay", "200");
        properties.forEach((name, value) -> main.addOverrideProperty(name, value.toString()));
        main.start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        main.stop();
    }
}
