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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.FreePort;
import io.github.camelami.simulator.SimulatedPbx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
    @AutoClose
    private static EmbeddedPostgres postgres;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Main main = new Main();
    private final CountDownLatch triedAgain = new CountDownLatch(1);
    private String database;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    static List<String> databases() {
        return List.of(EventsToDatabase.EMBEDDED, postgres.getJdbcUrl("postgres", "postgres"));
    }

    @AfterEach
    void stop() {
        main.stop();
        pbx.close();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aReplayAddsNoRow(String url) throws Exception {
        start(url);
        for (int i = 0; i < 2; i++) {
            emit(Map.of("UniqueID", "17.1", "Sequence", "1"));
            emit(Map.of("UniqueID", "17.1", "Sequence", "2"));
            emit(Map.of("UniqueID", "17.2"));
            emit(Map.of("UniqueID", "17.2", "EndTime", "2026-11-21 19:08:24"));
        }
        emit(Map.of("UniqueID", "last"));

        await().atMost(Duration.ofSeconds(30)).until(() -> rows("unique_id = 'last'"), each -> each.size() == 1);
        assertThat(rows("unique_id <> 'last'"))
                .extracting(row -> row.get("unique_id") + "/" + row.get("sequence"))
                .containsExactlyInAnyOrder("17.1/1", "17.1/2", "17.2/", "17.2/");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void textBecomesTimesAndNumbers(String url) throws Exception {
        start(url);
        emit(Map.of("UniqueID", "17.3", "Linkedid", "17.0", "CallerID", "\"O'Brien; DROP TABLE cdr\" <100>"));
        emit(Map.of("UniqueID", "17.4", "AnswerTime", "", "Disposition", "NO ANSWER"));

        await().atMost(Duration.ofSeconds(30)).until(() -> rows("unique_id = '17.4'"), each -> each.size() == 1);
        assertThat(rows("unique_id = '17.3'")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("pbx", "pbx")
                .containsEntry("linked_id", "17.0")
                .containsEntry("caller_id", "\"O'Brien; DROP TABLE cdr\" <100>")
                .containsEntry("answered_at", "2026-11-21 19:07:16")
                .containsEntry("billable_seconds", "7"));
        assertThat(rows("answered_at IS NULL AND duration = 9")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("unique_id", "17.4"));
    }

    @Test
    void recordsWaitForADatabaseThatRefusesThemForATime() throws Exception {
        start(postgres.getJdbcUrl("postgres", "postgres"));
        execute("ALTER TABLE cdr RENAME TO elsewhere");
        emit(Map.of("UniqueID", "17.8"));
        emit(Map.of("UniqueID", "17.9"));
        assertThat(triedAgain.await(30, TimeUnit.SECONDS)).isTrue();
        execute("ALTER TABLE elsewhere RENAME TO cdr");

        await().atMost(Duration.ofSeconds(30)).until(() -> rows("unique_id = '17.9'"), each -> each.size() == 1);
        assertThat(rows("unique_id = '17.8'")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRecordThatIsItselfWrongHoldsNothingUp(String url) throws Exception {
        start(url);
        emit(Map.of("UniqueID", "17.10", "StartTime", "at noon"));
        emit(Map.of("UniqueID", "17.11", "Duration", "99999999999"));
        emit(Map.of("UniqueID", "17.12", "BillableSeconds", "seven"));
        pbx.emit(Map.of("Event", "Cdr", "Privilege", "cdr,all", "UniqueID", "17.13"));
        emit(Map.of("UniqueID", "last"));

        await().atMost(Duration.ofSeconds(30)).until(() -> rows("TRUE"), each -> each.size() == 1);
        assertThat(rows("unique_id = 'last'")).hasSize(1);
    }

    @Test
    void recordsWaitForADatabaseThatIsDown() throws Exception {
        String port = Integer.toString(FreePort.next());
        String url = EventsToDatabase.EMBEDDED.replace("h2:mem:calls", "h2:tcp://localhost:" + port + "/mem:outage");
        startRoute(url);
        emit(Map.of("UniqueID", "17.5"));
        emit(Map.of("UniqueID", "17.7"));

        Server server = Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> rows("unique_id = '17.7'"), each -> each.size() == 1);
            assertThat(rows("TRUE")).extracting(row -> row.get("unique_id")).containsExactly("17.5", "17.7");
        } finally {
            main.stop();
            server.stop();
        }
    }

    private void start(String url) throws Exception {
        database = url;
        execute("DROP TABLE IF EXISTS cdr");
        execute(Files.readString(Path.of("src/main/resources/schema.sql")));
        startRoute(url);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void startRoute(String url) throws Exception {
        database = url;
        main.bind("redeliveries", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeRedeliveryEvent) {
                    triedAgain.countDown();
                }
            }
        });
        main.addInitialProperty("db.url", url);
        main.addInitialProperty("ami.host", pbx.host());
        main.addInitialProperty("ami.port", Integer.toString(pbx.port()));
        main.start();
    }

    private void emit(Map<String, String> fields) {
        Map<String, String> event = new TreeMap<>(Map.ofEntries(
                Map.entry("Event", "Cdr"),
                Map.entry("Privilege", "cdr,all"),
                Map.entry("AccountCode", ""),
                Map.entry("Source", "100"),
                Map.entry("Destination", "200"),
                Map.entry("DestinationContext", "default"),
                Map.entry("CallerID", "\"\" <100>"),
                Map.entry("Channel", "PJSIP/100-00000000"),
                Map.entry("DestinationChannel", "PJSIP/200-00000001"),
                Map.entry("LastApplication", "Dial"),
                Map.entry("LastData", "PJSIP/200,30"),
                Map.entry("StartTime", "2026-11-21 19:07:14"),
                Map.entry("AnswerTime", "2026-11-21 19:07:16"),
                Map.entry("EndTime", "2026-11-21 19:07:23"),
                Map.entry("Duration", "9"),
                Map.entry("BillableSeconds", "7"),
                Map.entry("Disposition", "ANSWERED"),
                Map.entry("UserField", "")));
        event.putAll(fields);
        pbx.emit(event);
    }

    private List<Map<String, String>> rows(String condition) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM cdr WHERE " + condition)) {
            while (row.next()) {
                Map<String, String> columns = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.put(row.getMetaData().getColumnName(i), row.getString(i));
                }
                rows.add(columns);
            }
        }
        return rows;
    }
}
