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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The campaign as a process that is killed with SIGKILL at random moments, and started again. The PBX is in this process,
 * and knows which calls were placed. Its customers do the same at each attempt, by the last digit of their number.
 */
class KilledCampaignTest {
    private static final int NUMBERS = Integer.getInteger("numbers", 150);
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int AGENTS = Integer.getInteger("agents", 20);

    private static final List<Customers> CUSTOMERS = List.of(
            new Customers("ANSWERED", CallOutcome.ANSWER, 1, 0),
            new Customers("ANSWERED", CallOutcome.ANSWER, 1, 0),
            new Customers("ANSWERED", CallOutcome.ANSWER, 1, 0),
            new Customers("BUSY", CallOutcome.BUSY, 3, 300),
            new Customers("NO_ANSWER", CallOutcome.NO_ANSWER, 2, 600),
            new Customers("CONGESTION", CallOutcome.CONGESTION, 2, 300),
            new Customers("FAILED", CallOutcome.FAILED, 1, 0),
            new Customers("MACHINE", CallOutcome.ANSWER, 2, 900),
            new Customers("DO_NOT_CALL", CallOutcome.ANSWER, 0, 0),
            new Customers("ANSWERED", CallOutcome.ANSWER, 1, 0));
    private static final Pattern CALLING = Pattern.compile("numbers: \\d+ open, [1-9]|numbers: 0 open");
    private static final Pattern DONE = Pattern.compile("numbers: 0 open, 0 being called");

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("seed", 7));
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .writeTimeout(Duration.ofSeconds(5))
            .talkTime(Duration.ofMillis(100))
            .dialTimeout(Duration.ofMillis(1000))
            .keepReceived(1_000_000)
            .start();

    /** What these customers do, how often the rules have them called, and after how many milliseconds again. */
    private record Customers(String result, CallOutcome outcome, int attempts, int retryMillis) {}

    /** An attempt as the database has it. */
    private record Attempt(int attempt, String outcome, long begun, long ended) {}

    @AfterEach
    void stop() {
        pbx.close();
    }

    @Test
    void noNumberIsCalledTwiceForOneAttemptAndNoneIsForgotten() throws Exception {
        for (int i = 0; i < AGENTS; i++) {
            pbx.data().phone(Integer.toString(2000 + i), "");
            pbx.data().queue("campaign").member("PJSIP/" + (2000 + i), "", 0);
        }
        pbx.data().queueExtension("s", "campaign");
        fill();
        for (int i = 0; i < KILLS; i++) {
            try (CampaignProcess campaign = start()) {
                campaign.awaitLine(CALLING, Duration.ofMinutes(1));
                campaign.awaitLine(DONE, Duration.ofMillis(random.nextInt(60 * NUMBERS / KILLS)));
                campaign.kill();
            }
        }
        try (CampaignProcess campaign = start()) {
            assertThat(campaign.awaitLine(DONE, Duration.ofSeconds(60 + NUMBERS / 5)))
                    .as("all numbers are closed")
                    .isTrue();
        }
        check();
    }

    private static Customers customers(int number) {
        return CUSTOMERS.get(number % 10);
    }

    private static String number(int number) {
        return "+49301%05d".formatted(number);
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(Campaign.EMBEDDED.formatted(folder.resolve("campaign")));
    }

    private CampaignProcess start() throws IOException {
        return new CampaignProcess(Map.ofEntries(
                Map.entry("ami.host", pbx.host()),
                Map.entry("ami.port", Integer.toString(pbx.port())),
                Map.entry("db.url", Campaign.EMBEDDED.formatted(folder.resolve("campaign"))),
                Map.entry("campaign.caller-id", "+49301234"),
                Map.entry("campaign.days", "MON,TUE,WED,THU,FRI,SAT,SUN"),
                Map.entry("campaign.from", "00:00"),
                Map.entry("campaign.to", "00:00"),
                Map.entry("campaign.ring", "1000"),
                Map.entry("campaign.settle", "500"),
                Map.entry("campaign.progress", "200"),
                Map.entry("campaign.per-second", "1000")));
    }

    private void fill() throws SQLException {
        try (Connection database = database();
                Statement statement = database.createStatement();
                PreparedStatement insert = database.prepareStatement("INSERT INTO numbers (number) VALUES (?)")) {
            for (int i = 0; i < NUMBERS; i++) {
                Customers customers = customers(i);
                if (customers.outcome() != CallOutcome.FAILED) {
                    pbx.data().extension(number(i), customers.outcome());
                }
                if (customers.result().equals("MACHINE")) {
                    pbx.data().variable(number(i), "AMDSTATUS", "MACHINE");
                } else if (customers.result().equals("DO_NOT_CALL")) {
                    statement.execute("INSERT INTO do_not_call VALUES ('" + number(i) + "')");
                }
                insert.setString(1, number(i));
                insert.addBatch();
            }
            insert.executeBatch();
            for (Customers customers : CUSTOMERS) {
                statement.execute("UPDATE rules SET retry_after = INTERVAL '" + customers.retryMillis() / 1000.0
                        + "' SECOND, max_attempts = " + customers.attempts() + " WHERE outcome = '" + customers.result()
                        + "'");
            }
        }
    }

    /** By what the PBX was asked for, attempt by attempt. */
    private void check() throws SQLException {
        Map<String, Integer> calls = new HashMap<>();
        for (ReceivedAction call : pbx.received("Originate")) {
            calls.merge(call.field("Channel") + " " + call.field("ChannelId"), 1, Integer::sum);
        }
        int placed = calls.size();
        assertThat(calls)
                .as("calls of one attempt")
                .allSatisfy((call, times) -> assertThat(times).as(call).isOne());
        int cut = 0;
        List<String> faults = new ArrayList<>();
        try (Connection database = database()) {
            for (int i = 0; i < NUMBERS; i++) {
                int id = i + 1;
                List<Attempt> attempts = attempts(database, id);
                boolean wasCut = !attempts.isEmpty()
                        && attempts.get(attempts.size() - 1).outcome().equals("UNKNOWN");
                cut += wasCut ? 1 : 0;
                String dialled = "PJSIP/" + number(i) + "@trunk campaign-" + id + ".";
                for (Attempt attempt : attempts) {
                    boolean called = calls.remove(dialled + attempt.attempt()) != null;
                    if (!called && !attempt.outcome().equals("UNKNOWN")) {
                        faults.add(number(i) + " was not called, but has " + attempt);
                    }
                }
                fault(database, i, attempts, wasCut).ifPresent(faults::add);
            }
        }
        System.out.printf("%d numbers, %d kills: %d calls, %d attempts cut%n", NUMBERS, KILLS, placed, cut);
        assertThat(faults).isEmpty();
        assertThat(calls).as("calls without an attempt").isEmpty();
        assertThat(cut).isPositive();
    }

    private static Optional<String> fault(Connection database, int number, List<Attempt> attempts, boolean wasCut)
            throws SQLException {
        Customers expected = customers(number);
        String result = wasCut ? "UNKNOWN" : expected.result();
        boolean right = closedWith(database, number + 1, result)
                && (wasCut ? attempts.size() <= expected.attempts() : attempts.size() == expected.attempts());
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            boolean last = i == attempts.size() - 1;
            right &= attempt.attempt() == i + 1
                    && attempt.outcome().equals(wasCut && last ? "UNKNOWN" : expected.result())
                    && (i == 0 || attempt.begun() - attempts.get(i - 1).ended() >= expected.retryMillis());
        }
        return right
                ? Optional.empty()
                : Optional.of(number(number) + " should be " + result + ", and has " + attempts);
    }

    private static boolean closedWith(Connection database, int id, String result) throws SQLException {
        try (PreparedStatement numbers =
                database.prepareStatement("SELECT 1 FROM numbers WHERE id = ? AND state = 'CLOSED' AND result = ?")) {
            numbers.setInt(1, id);
            numbers.setString(2, result);
            return numbers.executeQuery().next();
        }
    }

    private static List<Attempt> attempts(Connection database, int id) throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(
                "SELECT attempt, outcome, begun, ended FROM attempts WHERE number_id = ? ORDER BY attempt")) {
            select.setInt(1, id);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                attempts.add(new Attempt(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getTimestamp(3).getTime(),
                        rows.getTimestamp(4).getTime()));
            }
        }
        return attempts;
    }
}
