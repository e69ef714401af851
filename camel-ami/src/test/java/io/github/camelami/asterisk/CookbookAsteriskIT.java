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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.documented.CookbookRoutes;
import io.github.camelami.documented.CookbookSql;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the cookbook, with what a real server sends. */
class CookbookAsteriskIT extends OnCalls {
    private static final int REQUESTS = 12;

    @TempDir
    Path folder;

    @BeforeEach
    void startRoutes() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("calls.folder", folder.toString());
        camel.getPropertiesComponent().addInitialProperty("pbx.recordings", recordings());
        camel.getPropertiesComponent().addInitialProperty("chat.webhook", "mock:chat");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of(
                        "rows",
                        "lines",
                        "mailbox",
                        "contact",
                        "presence",
                        "alert",
                        "link",
                        "voicemail",
                        "agent-hour")) {
                    from("direct:" + name).convertBodyTo(String.class).to("mock:" + name);
                }
            }
        });
        route(new CookbookRoutes());
    }

    private String recordings() {
        Path root = asterisk.users().getParent().getParent().getParent();
        return root.resolve("var/spool/asterisk/monitor").toString();
    }

    private List<String> received(String mock) {
        return camel.getEndpoint("mock:" + mock, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    @Test
    void aCallIsALineOfEachFileAndItsRecordingIsFetched() throws Exception {
        Files.writeString(Path.of(recordings(), "another.wav"), "RIFF");
        afterwards(() -> Files.deleteIfExists(Path.of(recordings(), "another.wav")));
        afterwards(() -> Files.deleteIfExists(Path.of(recordings(), own + ".wav")));
        extension("301", "Answer()", "MixMonitor(" + own + ".wav)", "Wait(1)", "StopMixMonitor()", "Hangup()");
        plain.ask("Originate", "Channel: Local/301@" + own, "Application: Wait", "Data: 3", "Async: true");

        String today = LocalDate.now() + ".jsonl";
        soon().until(() -> lines(today).stream().anyMatch(line -> line.contains(own)));
        soon().until(() -> lines("calls.csv").stream().anyMatch(line -> line.contains("\"ANSWERED_BY_PBX\"")));
        soon().until(() ->
                received("rows").stream().anyMatch(row -> row.contains("\"disposition\":\"ANSWERED_BY_PBX\"")));
        soon().until(() -> received("lines").stream().anyMatch(line -> line.endsWith(": ANSWERED_BY_PBX, 00:00:00")));
        soon().until(() -> Files.exists(folder.resolve(own + ".wav")));
        assertThat(folder.resolve("another.wav")).doesNotExist();
    }

    @Test
    void theLoginIsTold() {
        soon().until(() -> received("link").contains("pbx: Connected "));
    }

    @Test
    void aCallerWhoLeftAMessage() throws Exception {
        extension("301", "Answer()", "VoiceMail(8000@default,s)", "Hangup()");
        String text = "hello-world&hello-world&hello-world&hello-world&hello-world";
        plain.ask("Originate", "Channel: Local/301@" + own, "Application: Playback", "Data: " + text, "Async: true");

        soon().until(() -> received("voicemail").contains("301 left a message in 8000@default"));
    }

    @Test
    void aMailboxWithNewMessages() {
        template.sendBody("direct:mailboxes", null);

        assertThat(received("mailbox")).contains("123@default (Alice Test): 2").noneMatch(box -> box.startsWith("124"));
    }

    @Test
    void whoIsRegistered() throws Exception {
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            register(phone, "phone", 1, 60);
            afterwards(() -> registerNoMore("phone"));
            String contact = "phone: NonQualified at sip:phone@127.0.0.1:" + phone.getLocalPort() + " (test)";
            soon().until(() -> {
                template.sendBody("direct:registered", null);
                return received("contact").contains(contact);
            });
        }
    }

    private void registerNoMore(String user) throws IOException {
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            register(phone, user, 2, 0);
        }
        soon().until(() -> plain.ask("PJSIPShowContacts").contains("No Contacts found"));
    }

    @Test
    void anAgentIsPaused() {
        String phone = dial(100);
        send("action=QueueAdd", Map.of("Queue", "support", "Interface", phone));
        afterwards(() -> plain.ask("QueueRemove", "Queue: support", "Interface: " + phone));

        assertThat(pause(phone)).isEqualTo(phone + ": Success, Interface paused successfully");
        assertThat(pause(phone + "x")).isEqualTo(phone + "x: Error, Interface not found");
    }

    private String pause(String agent) {
        return template.requestBodyAndHeaders(
                "direct:pause", null, Map.of("agent", agent, "reason", "lunch"), String.class);
    }

    @Test
    void theVisitToAQueueCountsInTheHourOfTheAgent() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + own + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE visits (hour_start VARCHAR(16), agent VARCHAR(80), queue VARCHAR(80),"
                            + " wait_millis BIGINT, talk_millis BIGINT)");
            connection
                    .createStatement()
                    .execute("CREATE TABLE calls (id VARCHAR(150) PRIMARY KEY, started TIMESTAMP WITH TIME ZONE,"
                            + " caller VARCHAR(80), called VARCHAR(80), disposition VARCHAR(20), talk_seconds BIGINT)");
            camel.getRegistry().bind("dataSource", database);
            route(new CookbookSql());
            String queue = queue("one", "ringinuse = yes");
            extension("310", "Answer()", "Wait(2)", "Hangup()");
            extension("301", "Answer()", "Queue(" + queue + ")", "Hangup()");
            plain.ask("QueueAdd", "Queue: " + queue, "Interface: Local/310@" + own + "/n");
            plain.ask("Originate", "Channel: Local/301@" + own, "Application: Wait", "Data: 10", "Async: true");

            soon().until(() -> {
                template.sendBody("direct:agent-hours", null);
                // the member is dialplan without a phone, with which nobody talks
                return received("agent-hour").stream()
                        .anyMatch(row -> row.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:00,310,1,\\d,0"));
            });
        }
    }

    @Test
    void anAddressThatFailsToLogInIsBlocked() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (PlainClient stranger = asterisk.connect()) {
                stranger.ask("Login", "Username: admin", "Secret: wrong");
            }
        }

        soon().until(() -> lines("blocked.txt").contains("127.0.0.1"));
    }

    @Test
    void anAddressThatFailsToRegisterIsBlocked() throws Exception {
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.9"))) {
            for (int i = 0; i < REQUESTS; i++) {
                register(stranger, "nobody", i, 60);
            }
            soon().until(() -> lines("blocked.txt").contains("127.0.0.9"));
        }
    }

    /** Sends a request to register a contact, or to remove all of them. */
    private void register(DatagramSocket phone, String user, int number, int seconds) throws IOException {
        String[] sip = asterisk.sip().split(":");
        String from = phone.getLocalAddress().getHostAddress() + ":" + phone.getLocalPort();
        byte[] request = String.join(
                        "\r\n",
                        "REGISTER sip:" + asterisk.sip() + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + own + number,
                        "From: <sip:" + user + "@127.0.0.1>;tag=" + own,
                        "To: <sip:" + user + "@127.0.0.1>",
                        "Call-ID: " + own + number,
                        "CSeq: 1 REGISTER",
                        "Contact: " + (seconds == 0 ? "*" : "<sip:" + user + "@" + from + ">"),
                        "Expires: " + seconds,
                        "User-Agent: test",
                        "Max-Forwards: 70",
                        "Content-Length: 0",
                        "",
                        "")
                .getBytes(StandardCharsets.UTF_8);
        InetSocketAddress server = new InetSocketAddress(sip[0], Integer.parseInt(sip[1]));
        phone.send(new DatagramPacket(request, request.length, server));
    }

    @Test
    void thePresenceOfAHint() throws Exception {
        soon().until(() -> received("presence").stream().anyMatch(text -> text.startsWith("123@test: ")));
        plain.command("devstate change Custom:test INUSE");
        afterwards(() -> plain.command("devstate change Custom:test NOT_INUSE"));

        soon().until(() -> received("presence").contains("123@test: InUse"));
    }

    @Test
    void aTrunkThatDoesNotAnswer() throws Exception {
        Path file = asterisk.users().resolveSibling("pjsip_seats.conf");
        afterwards(() -> plain.command("module reload res_pjsip.so"));
        afterwards(() -> Files.deleteIfExists(file));
        Files.writeString(file, """
                [provider-1](seat-trunk)
                aors = provider-1
                [provider-1]
                type = aor
                contact = sip:127.0.0.1:9
                qualify_frequency = 1
                qualify_timeout = 1.0
                [provider-1]
                type = registration
                transport = udp
                server_uri = sip:%1$s
                client_uri = sip:nobody@%1$s
                """.formatted(asterisk.sip()));
        plain.command("module reload res_pjsip.so");
        plain.command("module reload res_pjsip_outbound_registration.so");

        soon().until(() -> received("alert").contains("provider-1: Unreachable"));
        String address = "sip:" + asterisk.sip();
        soon().until(() ->
                received("alert").contains("sip:nobody@" + asterisk.sip() + " at " + address + ": Rejected "));
    }
}
