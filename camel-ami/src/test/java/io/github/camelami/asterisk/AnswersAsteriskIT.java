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

import io.github.camelami.AmiConstants;
import io.github.camelami.documented.Answers;
import io.github.camelami.message.AgiResult;
import io.github.camelami.message.AmiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes that the pages give as answers. */
class AnswersAsteriskIT extends OnAsterisk {

    @BeforeEach
    void startRoutes() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("call.seconds", "2");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("ringing", "hangups", "orders", "greeted")) {
                    from("direct:" + name).to("mock:" + name);
                }
            }
        });
        route(new Answers());
    }

    @Test
    void hangupsAlone() throws Exception {
        plain.ask("Originate", "Channel: " + dial(113), "Application: Wait", "Data: 1", "Async: true");

        soon().until(() -> received("hangups").stream().anyMatch(event -> event.getMessage()
                .getBody(Map.class)
                .get("Channel")
                .toString()
                .contains(own)));
        assertThat(received("hangups"))
                .allSatisfy(event -> assertThat(event.getMessage().getHeader(AmiConstants.EVENT_NAME))
                        .isEqualTo("Hangup"));
    }

    @Test
    void aCallOfLimitedLength() throws Exception {
        Exchange call = template.request(
                "direct:limited", exchange -> exchange.getMessage().setBody(Map.of("Channel", dial(110))));

        assertThat(call.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        assertThat(ownChannels()).isNotEmpty();
        soon().until(() -> ownChannels().isEmpty());
    }

    @Test
    void aValueOfTheDatabase() throws Exception {
        plain.ask("DBPut", "Family: cidname", "Key: " + own, "Val: Alice");

        assertThat(template.requestBodyAndHeader("direct:name", null, "number", own))
                .isEqualTo("Alice");

        plain.ask("DBDel", "Family: cidname", "Key: " + own);
        Exchange missing = template.request(
                "direct:name", exchange -> exchange.getMessage().setHeader("number", own));
        assertThat(missing.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("Database entry not found");
    }

    @Test
    void aUserEventAsMessage() {
        template.sendBody("direct:paid", Map.of("Order", own));

        soon().until(() -> received("orders").stream()
                .anyMatch(order -> own.equals(order.getMessage().getBody())));
    }

    @Test
    void theTextOfACommand() {
        assertThat(template.requestBody("direct:uptime", null, String.class)).contains("System uptime");
    }

    @Test
    void aCallThatARouteAnswersByAsyncAgi() throws Exception {
        plain.ask("Originate", "Channel: " + dial(115), "Application: Wait", "Data: 20", "Async: true");

        soon().until(() -> received("greeted").stream()
                .map(greeted -> greeted.getMessage().getBody(AgiResult.class))
                .anyMatch(
                        result -> result.getCode() == 200 && result.getResult().equals("0")));
    }

    @Test
    void theFiltersOfManagerConfLetHangupsThroughAlone() throws Exception {
        List<String> files = asterisk == Asterisk.ASTERISK_16
                ? List.of("filters-16.conf")
                : List.of("filters-16.conf", "filters.conf");
        for (String file : files) {
            assertThat(eventsOfACall(file)).contains("Hangup").doesNotContain("Newchannel", "HangupRequest");
        }
    }

    @Test
    void aFilterThatLeavesOriginateResponseOutHidesTheOutcome() throws Exception {
        String user = ownUserWith(List.of("read = call", "write = originate", "eventfilter = Event: Hangup[^A-Z]"));
        camel.getRegistry().bind("filtered", connection(user));

        Exchange call = template.request("ami:filtered?action=Originate&field.Timeout=1000", exchange -> {
            exchange.getMessage().setHeader(AmiConstants.TIMEOUT, 1_000);
            exchange.getMessage().setBody(Map.of("Channel", dial(113), "Application", "Wait", "Data", "1"));
        });

        assertThat(call.getException())
                .isInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("no OriginateResponse");
    }

    /** The names of the events that the user of a documented file gets of a call, up to its last one. */
    private List<String> eventsOfACall(String file) throws Exception {
        List<String> settings = Files.readAllLines(Path.of("../docs/manager", file)).stream()
                .filter(line -> !line.startsWith("[") && !line.startsWith("secret"))
                .toList();
        List<String> names = new ArrayList<>();
        try (PlainClient client = asterisk.connect().login(ownUserWith(settings), "on")) {
            plain.ask("Originate", "Channel: " + dial(113), "Application: Wait", "Data: 1", "Async: true");
            String block = client.block();
            while (block.startsWith("Event: ") && !(block.contains("Event: Hangup\r") && block.contains(own + "-"))) {
                names.add(block.substring("Event: ".length(), block.indexOf('\r')));
                block = client.block();
            }
            names.add(block.substring("Event: ".length(), block.indexOf('\r')));
        }
        return names;
    }

    /** As manager_custom.conf of FreePBX, which manager.conf includes. */
    @Test
    void anIncludedFileAddsToTheSectionGeneralOnlyWithAPlusSign() throws Exception {
        String custom = Files.readString(Path.of("../docs/manager/manager_custom.conf"));
        Path file = asterisk.users().resolve(own + "-custom.conf");
        afterwards(() -> plain.command("manager reload"));
        afterwards(() -> Files.deleteIfExists(file));
        assertThat(variablesWith(file, custom.replace("(+)", "")))
                .contains("CALLNO=1")
                .doesNotContain("CUSTOMER=");
        assertThat(variablesWith(file, custom)).contains("CUSTOMER=2").doesNotContain("CALLNO=");
    }

    /** A file with a user and settings for all, as FreePBX includes it. */
    @Test
    void anIncludedFileHasAUserAndAddsToTheSectionGeneral() throws Exception {
        Path file = asterisk.users().resolve(own + "-custom.conf");
        afterwards(() -> plain.command("manager reload"));
        afterwards(() -> Files.deleteIfExists(file));
        String custom = Files.readString(Path.of("../docs/manager/freepbx.conf"))
                .replace("[camel]", "[" + own + "]")
                .replace("change-me", own + "-secret")
                .replaceAll("permit = .*", "permit = 127.0.0.1/255.255.255.255");
        assertThat(variablesWith(file, custom)).contains("FROM_DID=").doesNotContain("CALLNO=");
        try (PlainClient client = asterisk.connect().login(own, "off")) {
            assertThat(client.ask("CoreStatus")).contains("Success");
        }
    }

    /** The event of a channel's end, which has the variables of the channel. */
    private String variablesWith(Path file, String settings) throws Exception {
        Files.writeString(file, settings);
        plain.command("manager reload");
        try (PlainClient client = asterisk.connect().login("admin", "call")) {
            plain.ask(
                    "Originate",
                    "Channel: " + dial(113),
                    "Application: Wait",
                    "Data: 1",
                    "Variable: CALLNO=1,CUSTOMER=2",
                    "Async: true");
            String block = client.block();
            while (!(block.startsWith("Event: Hangup\r") && block.contains(own + "-") && block.contains("ChanVar"))) {
                block = client.block();
            }
            return block;
        }
    }

    private List<Exchange> received(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class).getReceivedExchanges();
    }
}
