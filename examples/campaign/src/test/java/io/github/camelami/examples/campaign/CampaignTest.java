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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class CampaignTest {
    private static final String NUMBER = "+49301001";

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .talkTime(Duration.ofMillis(300))
            .dialTimeout(Duration.ofMillis(500))
            .start();
    private final Main main = new Main();
    private final Map<String, String> properties = new HashMap<>(Map.of(
            "ami.host", pbx.host(),
            "ami.port", Integer.toString(pbx.port()),
            "campaign.caller-id", "+49301234",
            "campaign.days", "MON,TUE,WED,THU,FRI,SAT,SUN",
            "campaign.from", "00:00",
            "campaign.to", "00:00",
            "campaign.zone", "UTC",
            "campaign.settle", "0",
            "campaign.period", "100",
            "campaign.stop", "2"));
    private String url;

    @BeforeEach
    void prepare(TestInfo test) throws SQLException {
        url = Campaign.EMBEDDED.formatted(
                "mem:" + test.getTestMethod().orElseThrow().getName() + ";DB_CLOSE_DELAY=-1");
        properties.put("db.url", url);
        for (String agent : new String[] {"201", "202", "203", "204"}) {
            pbx.data().phone(agent, "Agent " + agent);
            pbx.data().queue("campaign").member("PJSIP/" + agent, "Agent " + agent, 0);
        }
        pbx.data().queueExtension("s", "campaign");
        pbx.data().extension(NUMBER, CallOutcome.ANSWER);
    }

    @AfterEach
    void stop() {
        main.stop();
        pbx.close();
    }

    private void start() {
        properties.forEach(main::addOverrideProperty);
        main.start();
    }

    private void sql(String... statements) throws SQLException {
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private void awaitNumber(String number, String expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(number(number)).isEqualTo(expected));
    }

    /** State, result and attempts. */
    private String number(String number) throws SQLException {
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            ResultSet row = statement.executeQuery(
                    "SELECT state || ' ' || COALESCE(result, '-') || ' ' || attempts FROM numbers WHERE number = '"
                            + number + "'");
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void asManyCallsAreOpenAsThereAreAgentsForThem() throws Exception {
        Set<String> open = new HashSet<>();
        AtomicInteger most = new AtomicInteger();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call&include=Newchannel,Hangup").process(exchange -> {
                    AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
                    if (event.get("Channel").startsWith("PJSIP/+49")) {
                        boolean unused = event.name().equals("Hangup")
                                ? open.remove(event.get("Uniqueid"))
                                : open.add(event.get("Uniqueid"));
                        most.accumulateAndGet(open.size(), Math::max);
                    }
                });
            }
        });
        pbx.data().queue("campaign").pause("PJSIP/204", true, "lunch");
        pbx.data().queue("campaign").join("0151", "Somebody else");
        for (int i = 1; i < 8; i++) {
            pbx.data().extension("+4930100" + i, CallOutcome.ANSWER);
            sql("INSERT INTO numbers (number) VALUES ('+4930100" + i + "')");
        }
        sql("INSERT INTO numbers (number) VALUES ('100&Local/1')");
        start();
        for (int i = 1; i < 8; i++) {
            awaitNumber("+4930100" + i, "CLOSED ANSWERED 1");
        }
        assertThat(most).hasValue(2);
        assertThat(number("100&Local/1")).isEqualTo("CLOSED INVALID 0");
    }

    @Test
    void outsideOfTheHoursNobodyIsCalled() throws Exception {
        DayOfWeek yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).getDayOfWeek();
        properties.put("campaign.days", yesterday.name());
        AtomicInteger ticks = new AtomicInteger();
        main.bind("ticks", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeCompletedEvent completed
                        && "dial".equals(completed.getExchange().getFromRouteId())
                        && main.lookup("agents", Agents.class).isFree()) {
                    ticks.incrementAndGet();
                }
            }
        });
        sql("INSERT INTO numbers (number) VALUES ('" + NUMBER + "')");
        start();
        Agents agents = main.lookup("agents", Agents.class);
        await("the queue is known").atMost(Duration.ofSeconds(20)).until(agents::isFree);
        await("the route has looked for numbers").atMost(Duration.ofSeconds(20)).until(() -> ticks.get() >= 3);
        assertThat(pbx.received("Originate")).isEmpty();
        assertThat(number(NUMBER)).isEqualTo("OPEN - 0");
    }

    @Test
    void aRunThatIsStoppedWaitsForItsCalls() throws Exception {
        properties.put("campaign.stop", "20");
        sql("INSERT INTO numbers (number) VALUES ('" + NUMBER + "')");
        start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !pbx.received("Originate").isEmpty());
        main.stop();
        assertThat(number(NUMBER)).isEqualTo("CLOSED ANSWERED 1");
    }

    @Test
    void aCallWhoseConnectionIsLostIsNotRepeated() throws Exception {
        pbx.data().extension(NUMBER, CallOutcome.NO_ANSWER);
        sql("INSERT INTO numbers (number) VALUES ('" + NUMBER + "')");
        start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !pbx.received("Originate").isEmpty());
        pbx.resetAll();
        awaitNumber(NUMBER, "CLOSED UNKNOWN 1");
    }

    @Test
    void aCallThatNobodyTakesIsAbandonedAndOneThatIsRefusedIsNot() throws Exception {
        sql("INSERT INTO numbers (number) VALUES ('" + NUMBER + "')");
        for (String agent : new String[] {"201", "202", "203", "204"}) {
            pbx.data().extension(agent, CallOutcome.NO_ANSWER);
        }
        start();
        awaitNumber(NUMBER, "OPEN ABANDONED 1");
        pbx.on("Originate", action -> Reply.error("Permission denied"));
        sql("UPDATE numbers SET next_at = CURRENT_TIMESTAMP");
        awaitNumber(NUMBER, "OPEN REFUSED 2");
    }

    @Test
    void aCallThatWasNotSentIsNoAttempt() throws Exception {
        properties.put("campaign.queue", "empty");
        sql(
                "INSERT INTO numbers (number, state, attempts) VALUES ('" + NUMBER + "', 'OPEN', 1)",
                "INSERT INTO attempts (call_id, number_id, attempt, begun, outcome) VALUES ('campaign-1.1', 1, 1,"
                        + " CURRENT_TIMESTAMP, 'LATER')");
        start();
        await().until(() -> pbx.sessions() == 1);
        pbx.stopListening();
        pbx.disconnectAll();
        await().until(() -> pbx.sessions() == 0);
        ProducerTemplate template = main.getCamelTemplate();
        template.sendBodyAndHeaders("seda:calls", "", Map.of("number", NUMBER, "call", "campaign-1.1"));
        awaitNumber(NUMBER, "OPEN - 0");
    }

    @Test
    void anOutcomeWaitsForTheDatabase() throws Exception {
        start();
        await().until(() -> main.getCamelContext()
                .getRouteController()
                .getRouteStatus("dial")
                .isStarted());
        sql(
                "ALTER TABLE numbers ALTER COLUMN result RENAME TO away",
                "INSERT INTO numbers (number) VALUES ('" + NUMBER + "')");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> main.getCamelContext().getInflightRepository().size("ended") == 1);
        sql("ALTER TABLE numbers ALTER COLUMN away RENAME TO result");
        awaitNumber(NUMBER, "CLOSED ANSWERED 1");
    }
}
