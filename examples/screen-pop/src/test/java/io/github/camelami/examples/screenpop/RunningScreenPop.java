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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
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

    Screens screens() {
        return main.lookup("screens", Screens.class);
    }

    void remember(Object call) throws Exception {
        main.getCamelTemplate().sendBody("direct:remember", call);
    }

    /** The values of a column of the calls in the CRM. */
    List<String> remembered(String column) throws SQLException {
        try (Connection crm = main.lookup("crm", DataSource.class).getConnection();
                Statement statement = crm.createStatement();
                ResultSet calls = statement.executeQuery("SELECT " + column + " FROM calls")) {
            List<String> values = new ArrayList<>();
            while (calls.next()) {
                values.add(calls.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
