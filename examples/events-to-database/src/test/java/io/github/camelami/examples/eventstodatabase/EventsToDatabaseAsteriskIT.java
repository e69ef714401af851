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
package io.github.camelami.examples.eventstodatabase;

import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.main.Main;

class EventsToDatabaseAsteriskIT {

    @EachAsterisk
    void aCallOnARealAsteriskBecomesARow(String version) throws Exception {
        String url = EventsToDatabase.EMBEDDED.replace("mem:calls", "mem:asterisk" + version);
        String call = UUID.randomUUID().toString();
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            Main main = new Main();
            main.addInitialProperty("db.url", url);
            main.addInitialProperty("ami.host", user.asterisk().host());
            main.addInitialProperty("ami.port", Integer.toString(user.asterisk().port()));
            main.addInitialProperty("ami.username", user.name());
            main.addInitialProperty("ami.secret", user.secret());
            main.start();
            try {
                user.admin(
                        "Originate",
                        Map.of("Channel", "Local/113@test", "ChannelId", call, "Application", "Wait", "Data", "1"));

                await().atMost(Duration.ofSeconds(30)).until(() -> isStored(url, call));
            } finally {
                main.stop();
            }
        }
    }

    /** Whether there is a row for the call, with what {@code cdr_manager.conf} adds. */
    private static boolean isStored(String url, String call) throws SQLException {
        String query = "SELECT 1 FROM cdr WHERE unique_id = ? AND linked_id = ? AND sequence <> '' AND disposition ="
                + " 'ANSWERED'";
        try (Connection database = DriverManager.getConnection(url);
                PreparedStatement statement = database.prepareStatement(query)) {
            statement.setString(1, call);
            statement.setString(2, call);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
