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

import io.github.camelami.AmiConstants;
import io.github.camelami.simulator.SimulatedPbx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.LoggerFactory;

/**
 * Runs the route of {@code camel/database.yaml}. With {@code -Ddb.url=…}, it writes to that database, otherwise to an
 * embedded H2. With {@code -Dami.host=…}, it uses that PBX until it is stopped. Otherwise it uses a simulated PBX, and
 * prints the rows of some calls.
 */
public final class EventsToDatabase {
    static final String EMBEDDED =
            "jdbc:h2:mem:calls;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM"
                    + " 'classpath:schema.sql'";

    private static final int CALLS = 3;

    private EventsToDatabase() {}

    public static void main(String[] args) throws Exception {
        boolean simulated = System.getProperty("ami.host") == null;
        if (System.getProperties().putIfAbsent("db.url", EMBEDDED) == null && !simulated) {
            LoggerFactory.getLogger(EventsToDatabase.class)
                    .warn("no -Ddb.url: the rows are in memory, and are lost when this program ends");
        }
        if (simulated) {
            show(args);
        } else {
            new Main().run(args);
        }
    }

    private static void show(String[] args) throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    NotifyBuilder records = new NotifyBuilder(started.getCamelContext())
                            .fromRoute("records")
                            .filter(exchange ->
                                    "Cdr".equals(exchange.getMessage().getHeader(AmiConstants.EVENT_NAME)))
                            .whenDone(CALLS)
                            .create();
                    pbx.placeCalls(CALLS, 10);
                    records.matches(30, TimeUnit.SECONDS);
                    printRows();
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void printRows() {
        try (Connection database = DriverManager.getConnection(System.getProperty("db.url"));
                Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT source, destination, started_at, disposition FROM cdr")) {
            while (row.next()) {
                System.out.printf(
                        "ROW %s called %s at %s: %s%n",
                        row.getString(1), row.getString(2), row.getTimestamp(3), row.getString(4));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
