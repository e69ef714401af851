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

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiTransportType;
import io.github.camelami.message.AmiEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

/** Caller names that no XML can hold. */
class HttpCallerNameAsteriskIT extends OnAsterisk {
    private static final int CALLS = 3;
    private static final int LEGS = 2;

    private final List<Map<String, String>> byMxml = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> byTcp = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.HTTP_MXML, Access.HTTP_DIGEST_MXML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "1b", "ff", "e282"})
    void E11_aNameWithSuchBytesArrivesAsOverTcpAndHarmsNoOtherMessage(String hex) throws Exception {
        AmiConfiguration socket = connection("admin");
        Access.TCP.configure(socket, asterisk);
        socket.setTransport(AmiTransportType.tcp);
        socket.setAuthType(null);
        camel.getRegistry().bind("socket", socket);
        collect("socket", byTcp);
        collect("pbx", byMxml);

        for (int call = 0; call < CALLS; call++) {
            originate(call == 1 ? hex : "");
        }

        soon().until(() -> hangups(byTcp) == CALLS * LEGS);
        soon().untilAsserted(() -> assertThat(byThread(byMxml)).isEqualTo(byThread(byTcp)));
        assertThat(byMxml).anySatisfy(event -> assertThat(event.get("CallerIDName"))
                .isEqualTo(new String(name(hex), StandardCharsets.UTF_8)));
    }

    private static byte[] name(String hex) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.writeBytes("Bob ".getBytes(StandardCharsets.US_ASCII));
        name.writeBytes(HexFormat.of().parseHex(hex));
        name.writeBytes(" Brown".getBytes(StandardCharsets.US_ASCII));
        return name.toByteArray();
    }

    private void originate(String hex) throws IOException {
        ByteArrayOutputStream action = new ByteArrayOutputStream();
        action.writeBytes(("Action: Originate\r\nAsync: true\r\nChannel: Local/104@" + own
                        + "\r\nApplication: Wait\r\nData: 1\r\nCallerID: \"")
                .getBytes(StandardCharsets.US_ASCII));
        action.writeBytes(name(hex));
        action.writeBytes("\" <100>\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        plain.send(action.toByteArray());
    }

    private void collect(String connection, List<Map<String, String>> events) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:" + connection + "?events=call&match.Channel=Local/104@" + own + ".*")
                        .process(exchange -> {
                            AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
                            Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                            fields.putAll(event);
                            events.add(fields);
                        });
            }
        });
    }

    /** From the new event engine on, sessions differ in the order between the threads of the PBX. */
    private static Map<PbxThread, List<Map<String, String>>> byThread(List<Map<String, String>> events) {
        return events.stream().collect(groupingBy(PbxThread::of));
    }

    private static long hangups(List<Map<String, String>> events) {
        return events.stream()
                .filter(event -> event.get("Event").equals("Hangup"))
                .count();
    }
}
