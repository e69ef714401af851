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
package io.github.camelami.examples.campaign;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/campaign.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX until all customers were called, and prints the attempts. Without {@code
 * -Ddb.url=…}, the numbers are in an H2 database: in a file for a real PBX, and in memory for the simulated one.
 */
public final class Campaign {
    /**
     * The URL of the embedded database. Committed data is written to the file at once, so that it is not lost if the
     * process is killed. The file remains small.
     */
    static final String EMBEDDED =
            "jdbc:h2:%s;WRITE_DELAY=0;RETENTION_TIME=0;INIT=RUNSCRIPT FROM 'classpath:schema.sql'";

    private static final Duration SIMULATION = Duration.ofMinutes(1);

    private Campaign() {}

    public static void main(String[] args) throws Exception {
        Properties properties = System.getProperties();
        if (properties.getProperty("ami.host") != null) {
            properties.putIfAbsent("db.url", EMBEDDED.formatted("./campaign"));
            new Main().run(args);
            return;
        }
        String url = EMBEDDED.formatted("mem:campaign");
        try (SimulatedCustomers customers = new SimulatedCustomers();
                Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            properties.putAll(Map.of(
                    "ami.host", customers.host(),
                    "ami.port", Integer.toString(customers.port()),
                    "db.url", url,
                    "campaign.from", "00:00",
                    "campaign.to", "00:00",
                    "campaign.days", "MON,TUE,WED,THU,FRI,SAT,SUN",
                    "campaign.caller-id", "+49301234",
                    "campaign.ring", "1000",
                    "campaign.settle", "0"));
            SimulatedCustomers.store(statement);
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    print(statement);
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void print(Statement statement) {
        try {
            Instant latest = Instant.now().plus(SIMULATION);
            while (isOpen(statement) && Instant.now().isBefore(latest)) {
                Thread.sleep(200);
            }
            ResultSet rows = statement.executeQuery("SELECT number, result, LISTAGG(outcome, ', ') AS outcomes"
                    + " FROM numbers LEFT JOIN attempts ON number_id = id GROUP BY id ORDER BY id");
            while (rows.next()) {
                String outcomes = rows.getString("outcomes");
                System.out.println(
                        rows.getString("number") + ": " + (outcomes == null ? rows.getString("result") : outcomes));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOpen(Statement statement) throws SQLException {
        try (ResultSet open = statement.executeQuery("SELECT 1 FROM numbers WHERE state <> 'CLOSED'")) {
            return open.next();
        }
    }
}
