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
package io.github.camelami.examples.highavailability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.ManagerUser;
import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HighAvailabilityAsteriskIT {
    private final AsteriskServer asterisk = AsteriskServer.version("22");

    @AutoClose
    private ManagerUser user;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate pbx = camel.createProducerTemplate();

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        user = new ManagerUser("22", Path.of("manager.conf"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void theStandbyKnowsTheCallsOfARealAsteriskThatBeganBefore() throws Exception {
        Map<String, String> options = Map.of(
                "ami.host",
                asterisk.host(),
                "ami.port",
                Integer.toString(asterisk.port()),
                "ami.username",
                user.name(),
                "ami.secret",
                user.secret(),
                "ha.directory",
                directory.toString(),
                "ami.seconds",
                "120");
        String before = "before-" + UUID.randomUUID();
        String meanwhile = "meanwhile-" + UUID.randomUUID();
        try (Instance a = new Instance("a", options)) {
            a.awaitLine("Consumer started: ami:pbx?emit=calls");
            try (Instance b = new Instance("b", options)) {
                b.awaitLine("started in");
                call(before);
                a.awaitLine("TICKET for call " + before);
                assertThat(b.lines()).noneMatch(line -> line.contains("logged in"));

                a.kill();
                call(meanwhile);
                b.awaitLine("TICKET for call " + meanwhile);
                b.awaitLine("Consumer started: ami:pbx?emit=calls");
                hangup(before);
                hangup(meanwhile);
                b.awaitLine("ENDED call " + before);
                b.awaitLine("ENDED call " + meanwhile);
                assertThat(b.lines()).noneMatch(line -> line.contains("TICKET for call " + before));
            }
        }
    }

    private void call(String id) {
        send(
                "Originate",
                Map.of(
                        "Channel", "Local/110@test",
                        "ChannelId", id,
                        "OtherChannelId", id + "-2",
                        "Application", "Wait",
                        "Data", "60"));
    }

    private void hangup(String call) {
        List<?> channels = (List<?>) send("CoreShowChannels", Map.of());
        AmiEvent channel = channels.stream()
                .map(AmiEvent.class::cast)
                .filter(each -> each.get("Uniqueid").equals(call))
                .findAny()
                .orElseThrow();
        send("Hangup", Map.of("Channel", channel.get("Channel")));
    }

    private Object send(String action, Map<String, String> fields) {
        String uri = "ami:" + asterisk.host() + "?port=" + asterisk.port() + "&username=admin&secret="
                + AsteriskServer.SECRET + "&awaitSession=true&action=" + action;
        return pbx.requestBody(uri, fields);
    }
}
