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
import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import io.github.camelami.message.AmiEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;

/** The customers are the server itself, by SIP. What they do depends on the last digit of their number. */
class CampaignAsteriskIT {
    private static final int NUMBERS = Integer.getInteger("numbers", 10);
    private static final int AGENTS = Integer.getInteger("agents", 8);

    private static final String CUSTOMER = "_9" + "[0-9]".repeat(4);
    private static final String ANSWERS = CUSTOMER + "[0-48]";
    private static final String BUSY = CUSTOMER + "5";
    private static final String RINGS = CUSTOMER + "6";
    private static final String DECLINES = CUSTOMER + "7";

    /** An agent has a phone, and a place in the queue whose state is known by itself. */
    private static final String AGENT = "_80XX";

    private static final String AGENT_PHONE = "_70XX";

    /** The outcomes by the last digit. There is no number that ends with 9. */
    private static final List<String> OUTCOMES = List.of(
            "ANSWERED",
            "ANSWERED",
            "ANSWERED",
            "ANSWERED",
            "ANSWERED",
            "BUSY, BUSY",
            "NO_ANSWER, NO_ANSWER",
            "NO_ANSWER, NO_ANSWER",
            "MACHINE, MACHINE",
            "FAILED");

    private final Main main = new Main();
    /** The ids of the calls that the server placed, and how many of them were open at one time. */
    private final List<String> placed = new CopyOnWriteArrayList<>();

    private final Set<String> open = new HashSet<>();
    private final AtomicInteger most = new AtomicInteger();
    private AsteriskServer asterisk;

    @AfterEach
    void stop() {
        main.stop();
    }

    @EachAsterisk
    void eachCustomerIsCalledAsTheRulesSay(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            asterisk = user.asterisk();
            String name = user.name();
            String sip = System.getenv(AsteriskServer.variable(version) + "_SIP");
            String url = Campaign.EMBEDDED.formatted("mem:" + name + ";DB_CLOSE_DELAY=-1");
            try (Connection database = DriverManager.getConnection(url);
                    Statement statement = database.createStatement()) {
                for (int i = 0; i < NUMBERS; i++) {
                    statement.execute("INSERT INTO numbers (number) VALUES ('" + (900_000 + i) + "')");
                }
                statement.execute("UPDATE rules SET retry_after = INTERVAL '1' SECOND, max_attempts = 2");
                configure(user, url, sip);
                main.start();
                dialplan(name, sip);
                await().atMost(Duration.ofSeconds(30 + NUMBERS * 3L)).until(() -> !statement
                        .executeQuery("SELECT 1 FROM numbers WHERE state <> 'CLOSED'")
                        .next());
                assertThat(outcomes(statement)).isEqualTo(expected());
                assertThat(placed).containsExactlyInAnyOrderElementsOf(calls(statement));
                assertThat(most.get()).isBetween(2, AGENTS);
                System.out.printf(
                        "Asterisk %s: %d numbers, %d calls, %d of them at a time, %d agents%n",
                        version, NUMBERS, placed.size(), most.get(), AGENTS);
            } finally {
                clear(name);
            }
        }
    }

    private void configure(ManagerUser user, String url, String sip) {
        Map.of(
                        "ami.host", asterisk.host(),
                        "ami.port", Integer.toString(asterisk.port()),
                        "ami.username", user.name(),
                        "ami.secret", user.secret(),
                        "db.url", url,
                        "campaign.channel", "PJSIP/phone/sip:${header.number}@" + sip,
                        "campaign.context", "test",
                        "campaign.exten", user.name(),
                        "campaign.ring", "2000",
                        "campaign.name", user.name())
                .forEach(main::addOverrideProperty);
        Map.of(
                        "campaign.queue", "support",
                        "campaign.caller-id", "8000",
                        "campaign.days", "MON,TUE,WED,THU,FRI,SAT,SUN",
                        "campaign.from", "00:00",
                        "campaign.to", "00:00",
                        "campaign.settle", "0",
                        "campaign.per-second", "20")
                .forEach(main::addOverrideProperty);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call&include=Newchannel,Hangup").process(exchange -> {
                    AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
                    String id = event.get("Uniqueid");
                    if (event.name().equals("Hangup")) {
                        open.remove(id);
                    } else if (id.startsWith(user.name())) {
                        placed.add(id);
                        open.add(id);
                        most.accumulateAndGet(open.size(), Math::max);
                    }
                });
            }
        });
    }

    private void dialplan(String name, String sip) throws Exception {
        extension(ANSWERS, "Answer", "", "Wait", "60");
        extension(BUSY, "Hangup", "17");
        extension(RINGS, "Ringing", "", "Wait", "60");
        extension(DECLINES, "Ringing", "", "Wait", "0.5", "Hangup", "21");
        extension(AGENT, "Dial", "PJSIP/phone/sip:7${EXTEN:1}@" + sip);
        extension(AGENT_PHONE, "Answer", "", "Wait", "1", "Hangup", "");
        extension(
                name,
                "Set",
                "AMDSTATUS=${IF($[\"${CAMPAIGN_NUMBER:-1}\" = \"8\"]?MACHINE:HUMAN)}",
                "ExecIf",
                "$[\"${AMDSTATUS}\" = \"MACHINE\"]?Hangup()",
                "Queue",
                "support,,,,20",
                "Hangup",
                "");
        for (int i = 0; i < AGENTS; i++) {
            // by its penalty, one agent is called at a time, though all would ring
            admin("QueueAdd", Map.of("Queue", "support", "Interface", agent(i), "Penalty", i));
            admin("QueueMemberRingInUse", Map.of("Queue", "support", "Interface", agent(i), "RingInUse", "false"));
        }
    }

    private void clear(String name) throws Exception {
        for (int i = 0; i < AGENTS; i++) {
            admin("QueueRemove", Map.of("Queue", "support", "Interface", agent(i)));
        }
        for (String extension : List.of(ANSWERS, BUSY, RINGS, DECLINES, AGENT, AGENT_PHONE, name)) {
            admin("Command", Map.of("Command", "dialplan remove extension " + extension + "@test"));
        }
    }

    private static String agent(int number) {
        return "Local/80%02d@test/n".formatted(number);
    }

    private void extension(String extension, String... steps) throws Exception {
        for (int i = 0; i < steps.length; i += 2) {
            admin(
                    "DialplanExtensionAdd",
                    Map.of(
                            "Context",
                            "test",
                            "Extension",
                            extension,
                            "Priority",
                            i / 2 + 1,
                            "Application",
                            steps[i],
                            "ApplicationData",
                            steps[i + 1]));
        }
    }

    private static Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < NUMBERS; i++) {
            expected.put(Integer.toString(900_000 + i), OUTCOMES.get(i % 10));
        }
        return expected;
    }

    private static Map<String, String> outcomes(Statement database) throws SQLException {
        Map<String, String> outcomes = new TreeMap<>();
        ResultSet rows = database.executeQuery(
                "SELECT number, outcome FROM numbers JOIN attempts ON number_id = id ORDER BY id, attempt");
        while (rows.next()) {
            outcomes.merge(rows.getString(1), rows.getString(2), (before, next) -> before + ", " + next);
        }
        return outcomes;
    }

    private static List<String> calls(Statement database) throws SQLException {
        List<String> calls = new ArrayList<>();
        ResultSet rows = database.executeQuery("SELECT call_id FROM attempts");
        while (rows.next()) {
            calls.add(rows.getString(1));
        }
        return calls;
    }

    private void admin(String action, Map<String, ?> fields) throws Exception {
        main.getCamelTemplate()
                .requestBody(
                        "ami:" + asterisk.host() + "?port=" + asterisk.port() + "&username=admin&secret="
                                + AsteriskServer.SECRET + "&allowDangerousActions=true&action=" + action,
                        fields);
    }
}
