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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of each recipe of the cookbook. */
class CookbookRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private ProducerTemplate template;
    private final HttpServer chat = chat();

    private HttpServer chat() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", exchange -> {
                messages.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.getPropertiesComponent().addInitialProperty("calls.folder", out("").toString());
        camel.getPropertiesComponent()
                .addInitialProperty("pbx.recordings", folder.resolve("monitor").toString());
        camel.getPropertiesComponent()
                .addInitialProperty(
                        "chat.webhook", "http://127.0.0.1:" + chat.getAddress().getPort() + "/hook");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name :
                        List.of("rows", "lines", "mailbox", "contact", "presence", "alert", "link", "voicemail")) {
                    from("direct:" + name).convertBodyTo(String.class).to("mock:" + name);
                }
            }
        });
    }

    private void run(RoutesBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
        chat.stop(0);
    }

    private Path out(String file) {
        return folder.resolve("calls").resolve(file);
    }

    private List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private List<String> received(String mock) {
        return camel.getEndpoint("mock:" + mock, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private void call(String from, String to) throws Exception {
        pbx.placeCall(from, to).ended().get(20, TimeUnit.SECONDS);
    }

    @Test
    void eachCallIsALineOfJsonInTheFileOfItsDay() throws Exception {
        run(new CookbookRoutes());
        call("100", "200");
        call("100", "102");

        Path today = out(LocalDate.now() + ".jsonl");
        await().until(() -> lines(today).size() == 2);
        assertThat(JSON.readTree(lines(today).get(1)).at("/disposition").asText())
                .isEqualTo("BUSY");
    }

    @Test
    void aRowHasTimesAsIsoAndWholeSeconds() throws Exception {
        run(new CookbookRoutes());
        call("100", "200");

        await().until(() -> received("rows").size() == 1);
        JsonNode row = JSON.readTree(received("rows").get(0));
        assertThat(row.get("caller").asText()).isEqualTo("100");
        assertThat(row.get("disposition").asText()).isEqualTo("ANSWERED");
        assertThat(row.get("talkSeconds").isInt()).isTrue();
        assertThat(Instant.parse(row.get("started").asText()))
                .isBefore(Instant.parse(row.get("ended").asText()));
        assertThat(row).allMatch(JsonNode::isValueNode);
    }

    @Test
    void aLineOfCsvQuotesItsValues() throws Exception {
        pbx.data().callerName("100", "Ann \"Miller\", Sales");
        run(new CookbookRoutes());
        call("100", "102");

        await().until(() -> lines(out("calls.csv")).size() == 1);
        assertThat(lines(out("calls.csv")).get(0))
                .contains(",\"100\",\"Ann \"\"Miller\"\", Sales\",\"102\",,\"BUSY\",\"true\",");
    }

    @Test
    void aLineOfTextHasTheTimeAndTheLength() throws Exception {
        run(new CookbookRoutes());
        call("100", "200");

        await().until(() -> received("lines").size() == 1);
        assertThat(received("lines").get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ 100 to 200: ANSWERED," + " 00:00:\\d\\d");
    }

    @Test
    void aCallIsARowOfTheDatabase() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE calls (id VARCHAR(150) PRIMARY KEY, started TIMESTAMP WITH TIME ZONE,"
                            + " caller VARCHAR(80), called VARCHAR(80), disposition VARCHAR(20), talk_seconds BIGINT)");
            camel.getRegistry().bind("dataSource", database);
            run(new CookbookSql());
            call("100", "102");

            await().until(() -> {
                ResultSet row = connection.createStatement().executeQuery("SELECT * FROM calls");
                return row.next()
                        && row.getString("disposition").equals("BUSY")
                        && row.getLong("talk_seconds") == 0
                        && row.getObject("started", Instant.class).isBefore(Instant.now());
            });
        }
    }

    /** Of one conversation, the end is not known. */
    @Test
    void theHoursOfAgentsAreAddedUp() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute(table("visits"));
            camel.getRegistry().bind("dataSource", database);
            camel.addRoutes(new CookbookSql());
            camel.getRouteDefinitions().stream()
                    .filter(route -> route.toString().contains("INSERT INTO visits"))
                    .forEach(route -> route.routeId("visits"));
            AdviceWith.adviceWith(camel, "visits", route -> route.replaceFromWith("direct:calls"));
            run(AGENT_HOURS);
            LocalDateTime ten = LocalDate.now().atTime(10, 59);
            visit("201", ten, 7_700L, QueueOutcome.CONNECTED);
            visit("201", ten, 4_100L, QueueOutcome.CONNECTED);
            visit("201", ten, null, QueueOutcome.CONNECTED);
            visit("201", ten.plusHours(1), 60_000L, QueueOutcome.CONNECTED);
            visit("202", ten, null, QueueOutcome.CONNECTED);
            visit(null, ten, null, QueueOutcome.ABANDONED);
            visit("201", ten.minusDays(1), 1_000L, QueueOutcome.CONNECTED);
            template.sendBody("direct:agent-hours", null);

            String today = LocalDate.now().toString();
            assertThat(received("agent-hour"))
                    .containsExactly(
                            today + " 10:00,201,3,6,12", today + " 10:00,202,1,2,0", today + " 11:00,201,1,2,60");
        }
    }

    private static final RoutesBuilder AGENT_HOURS = new RouteBuilder() {
        @Override
        public void configure() {
            from("direct:agent-hour").to("mock:agent-hour");
        }
    };

    /** The statement of the page that creates a table. */
    private static String table(String name) throws IOException {
        String page = Files.readString(Path.of("../docs/cookbook.md"));
        int start = page.indexOf("CREATE TABLE " + name);
        return page.substring(start, page.indexOf("```", start));
    }

    private void visit(String agent, LocalDateTime at, Long talkTime, QueueOutcome outcome) {
        long left = at.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
        template.sendBody(
                "direct:calls",
                AmiCall.builder()
                        .id("1.1", List.of())
                        .pbx("pbx")
                        .state(CallState.ENDED)
                        .queues(List.of(QueueVisit.builder()
                                .queue("sales")
                                .joinedAt(left - 2_000)
                                .leftAt(left)
                                .waitTime(2_000)
                                .outcome(outcome)
                                .agentNumber(agent)
                                .talkTime(talkTime)
                                .build()))
                        .build());
    }

    @Test
    void mailboxesWithNewMessagesAreTold() throws Exception {
        pbx.on("VoicemailUsersList", action -> Reply.success()
                .list(
                        "VoicemailUserEntryComplete",
                        List.of(
                                mailbox("201", "Ann", 12).withIdOf(action),
                                mailbox("202", "Bob", 0).withIdOf(action))));
        run(new CookbookRoutes());
        template.sendBody("direct:mailboxes", null);

        assertThat(received("mailbox")).containsExactly("201@default (Ann): 12");
    }

    private static SimulatedEvent mailbox(String number, String name, int unheard) {
        return SimulatedEvent.named("VoicemailUserEntry")
                .with("VMContext", "default")
                .with("VoiceMailbox", number)
                .with("Fullname", name)
                .with("NewMessageCount", unheard)
                .with("OldMessageCount", 3);
    }

    @Test
    void registeredPhonesAreTold() throws Exception {
        pbx.on("PJSIPShowContacts", action -> Reply.success()
                .list(
                        "ContactListComplete",
                        List.of(SimulatedEvent.named("ContactList")
                                .withIdOf(action)
                                .with("Endpoint", "201")
                                .with("Uri", "sip:201@192.0.2.7:5060")
                                .with("UserAgent", "Desk phone 1.2")
                                .with("Status", "Reachable"))));
        run(new CookbookRoutes());
        template.sendBody("direct:registered", null);

        assertThat(received("contact")).containsExactly("201: Reachable at sip:201@192.0.2.7:5060 (Desk phone 1.2)");
    }

    @Test
    void noPhoneIsRegistered() throws Exception {
        pbx.on("PJSIPShowContacts", action -> Reply.error("No Contacts found"));
        run(new CookbookRoutes());
        template.sendBody("direct:registered", null);

        assertThat(received("contact")).isEmpty();
    }

    @Test
    void anAgentIsPausedAndTheAnswerSaysSo() throws Exception {
        pbx.data().queue("support").member("PJSIP/201", "Ann", 0);
        run(new CookbookRoutes());

        assertThat(pause("PJSIP/201")).isEqualTo("PJSIP/201: Success, Interface paused successfully");
        assertThat(pbx.received("QueuePause").get(0).field("Reason")).isEqualTo("lunch & tea");
        assertThat(pause("PJSIP/999")).isEqualTo("PJSIP/999: Error, Interface not found");
    }

    private String pause(String agent) {
        return template.requestBodyAndHeaders(
                "direct:pause", null, Map.of("agent", agent, "reason", "lunch & tea"), String.class);
    }

    @Test
    void anAddressIsBlockedAfterFiveFailures() throws Exception {
        run(new CookbookRoutes());
        for (int i = 0; i < 4; i++) {
            pbx.emit(failure("InvalidPassword", "192.0.2.7"));
            pbx.emit(failure("ChallengeResponseFailed", "2001:db8::8"));
        }
        pbx.emit(failure("InvalidAccountID", "2001:db8::8"));

        await().until(() -> lines(out("blocked.txt")).equals(List.of("2001:db8::8")));
    }

    private static SimulatedEvent failure(String event, String address) {
        return SimulatedEvent.named(event, "security")
                .with("Service", "PJSIP")
                .with("AccountID", "201")
                .with("RemoteAddress", "IPV4/UDP/" + address + "/5060");
    }

    @Test
    void presenceIsTold() throws Exception {
        pbx.data().phone("201", "Ann");
        run(new CookbookRoutes());
        await().until(() -> received("presence").stream().anyMatch(text -> text.matches("201@.*: Idle")));
        SimulatedCall call = pbx.placeCall("201", "200");

        await().until(() -> received("presence").stream().anyMatch(text -> text.matches("201@.*: InUse")));
        call.hangup();
    }

    @Test
    void aTrunkThatGoesDownIsAnAlert() throws Exception {
        run(new CookbookRoutes());
        pbx.emit(registry("Registered", ""));
        pbx.emit(registry("Rejected", "403"));
        pbx.emit(contact("provider-1", "Reachable"));
        pbx.emit(contact("201", "Unreachable"));
        pbx.emit(contact("provider-1", "Unreachable"));

        await().until(() -> received("alert").size() == 2);
        assertThat(received("alert"))
                .containsExactlyInAnyOrder(
                        "sip:me@provider.example at sip:provider.example: Rejected 403", "provider-1: Unreachable");
    }

    private static SimulatedEvent registry(String status, String cause) {
        return SimulatedEvent.named("Registry", "system")
                .with("ChannelType", "PJSIP")
                .with("Username", "sip:me@provider.example")
                .with("Domain", "sip:provider.example")
                .with("Status", status)
                .with("Cause", cause);
    }

    private static SimulatedEvent contact(String endpoint, String status) {
        return SimulatedEvent.named("ContactStatus", "system")
                .with("EndpointName", endpoint)
                .with("ContactStatus", status);
    }

    @Test
    void theLossOfTheConnectionIsToldAndTheNextLogin() throws Exception {
        run(new CookbookRoutes());
        await().until(() -> received("link").equals(List.of("pbx: Connected ")));
        pbx.disconnectAll();

        await().until(() -> received("link").size() == 3);
        assertThat(received("link").get(1)).matches("pbx: Disconnected the PBX closed the connection.*");
        assertThat(received("link").get(2)).isEqualTo("pbx: Connected ");
    }

    @Test
    void aMissedCallSaysWhetherTheCallerLeftAMessage() throws Exception {
        Path recording = folder.resolve("voicemail");
        Files.writeString(
                recording,
                Files.readString(Path.of("src/test/resources/calls/vain/menu_phone_voicemail_key.txt"))
                        .replace("\n", "\r\n"));
        var replay = pbx.replay(recording).atOnce();
        run(new CookbookRoutes());
        await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        assertThat(replay.start()).succeedsWithin(Duration.ofMinutes(1));
        await().until(() -> received("voicemail").size() == 1);
        // a user who listens to messages is no caller, and a change of a mailbox from elsewhere has no call
        pbx.emit(messages().with("Linkedid", "1.1"));
        pbx.emit(messages());
        call("100", "200");
        call("100", "102");

        await().until(() -> received("voicemail").size() == 2);
        assertThat(received("voicemail"))
                .containsExactly("030101 left a message in 8000@default", "100 left no message");
    }

    private static SimulatedEvent messages() {
        return SimulatedEvent.named("MessageWaiting", "call")
                .with("Mailbox", "100@default")
                .with("Waiting", 1)
                .with("New", 1)
                .with("Old", 0);
    }

    @Test
    void aMissedCallIsAMessageInTheChat() throws Exception {
        pbx.data().callerName("provider-1", "Ann \"Miller\"");
        run(new CookbookRoutes());
        call("100", "102");
        call("provider-1", "102");

        await().until(() -> !messages.isEmpty());
        assertThat(messages)
                .containsExactly("POST application/json {\"text\": \"Missed call from provider-1 (Ann \\\"Miller\\\")"
                        + " to 102\"}");
    }

    @Test
    void theRecordingOfACallIsFetched() throws Exception {
        run(new CookbookRoutes());
        Path recording = folder.resolve("monitor/2026/11/30/in-100.wav");
        Files.createDirectories(recording.getParent());
        Files.writeString(recording, "RIFF");
        for (int i = 0; i < 20; i++) {
            Files.writeString(recording.resolveSibling("another-" + i + ".wav"), "another");
        }
        record(pbx.placeCall("100", "200"), "/var/spool/asterisk/monitor/2026/11/30/in-100.wav");

        await().until(() -> lines(out("in-100.wav")).equals(List.of("RIFF")));
        assertThat(recording).exists();
        try (Stream<Path> fetched = Files.list(out(""))) {
            assertThat(fetched).noneMatch(file -> file.getFileName().toString().startsWith("another"));
        }
    }

    @Test
    void aRecordingWithoutAFileNameFetchesNoOtherFile() throws Exception {
        run(new CookbookRoutes());
        Files.createDirectories(folder.resolve("monitor"));
        Files.writeString(folder.resolve("monitor/in-100.wav"), "RIFF");
        Files.writeString(folder.resolve("monitor/other.wav"), "another");
        record(pbx.placeCall("100", "200"), "");
        await().until(() -> received("rows").size() == 1);
        record(pbx.placeCall("100", "200"), "/var/spool/asterisk/monitor/in-100.wav");

        await().until(() -> Files.exists(out("in-100.wav")));
        assertThat(out("other.wav")).doesNotExist();
    }

    private void record(SimulatedCall call, String file) throws Exception {
        call.dialled().get(20, TimeUnit.SECONDS);
        SimulatedEvent start = SimulatedEvent.named("MixMonitorStart", "call")
                .with("Channel", call.channelNames().get(0))
                .with("ChannelState", 6)
                .with("Uniqueid", call.linkedid())
                .with("Linkedid", call.linkedid());
        pbx.emit(file.isEmpty() ? start : start.with("ChanVariable", "MIXMONITOR_FILENAME=" + file));
    }
}
