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
package io.github.camelami.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorOptionsTest {
    private static final ConfigDef OPTIONS = new AmiSourceConnector().config();

    /** Why an option of the component's consumers is none of the connector. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "notices", "the topic always has the notices",
            "concurrentConsumers", "the order of a PBX is always kept",
            "orderBy", "the order of a PBX is always kept",
            "shard", "Connect shares the PBXes among its tasks",
            "maxMemberMeters", "a worker of Connect has no meters of the component",
            "maxInFlight", "the connector sends no actions of users",
            "failFast", "one PBX does not stop the others",
            "traceCalls", "there are no routes",
            "traceNumbers", "there are no routes",
            "sslContextParameters", "a bean; the options ssl.* are there instead");

    @Test
    void everyOptionOfAConnectionAndAConsumerIsThere() throws Exception {
        List<String> missing = new ArrayList<>();
        for (EndpointOptionModel option : component()) {
            boolean wanted = String.valueOf(option.getConfigurationClass()).matches(".*Ami(Consumer)?Configuration");
            String name = ComponentOption.dotted(option.getName()) + (option.isMultiValue() ? ".*" : "");
            if (wanted && OPTIONS.configKeys().containsKey(name) == LEFT_OUT.containsKey(option.getName())) {
                missing.add(option.getName());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<EndpointOptionModel> component() throws Exception {
        try (var json = ComponentOption.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            return JsonMapper.generateComponentModel(new String(json.readAllBytes()))
                    .getEndpointOptions();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "secret, PASSWORD",
        "ssl.truststore.password, PASSWORD",
        "port, INT",
        "buffer.bytes, LONG",
        "tls, BOOLEAN",
        "keep.alive.interval, STRING",
        "connections, LIST",
        "session.linger.ms, LONG"
    })
    void theTypesAreThoseOfKafka(String option, ConfigDef.Type type) {
        assertThat(OPTIONS.configKeys().get(option).type).isEqualTo(type);
    }

    @Test
    void eachOptionIsDocumentedByTheNamesThatOptionsHaveHere() {
        assertThat(OPTIONS.configKeys().values()).allSatisfy(option -> {
            assertThat(option.documentation).as(option.name).isNotBlank().endsWith(".");
            assertThat(ComponentOption.ALL)
                    .filteredOn(each -> each.uriName().matches(".*[A-Z].*"))
                    .noneMatch(each -> option.documentation.matches(".*\\b" + each.uriName() + "\\b.*"));
            assertThat(option.group).isNotEqualTo("Other");
        });
        assertThat(OPTIONS.configKeys().get("max.reconnect.delay").documentation)
                .contains("reconnect.delay");
    }

    @Test
    void aConfigurationThatTheComponentAcceptsHasNoErrors() {
        assertThat(errors(Map.of())).isEmpty();
        assertThat(errors(Map.of(
                        "events", "call,agent",
                        "match.Queue", "support",
                        "connection.berlin.transport", "http",
                        "connection.berlin.http.path", "/asterisk",
                        "connection.berlin.http.proxyHost", "proxy",
                        "connection.paris.server.filter.one", "Event: Hangup",
                        "session.linger.ms", "0")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port | abc | port",
                "emit | phone | emit",
                "keep.alive.interval | soon | keep.alive.interval",
                "topic | a topic | topic",
                "record.schema | avro | record.schema",
                "connections | ' , ' | connections",
                "connections | 'a b' | connections",
                "connection.berlin.port | abc | connection.berlin.port",
                "connection.berlin.transport | udp | connection.berlin.transport",
                "connection.berlin.colour | red | connection.berlin.colour",
                "connection.rome.port | 5038 | connection.rome.port",
                "connection.berlin.max.message.size | 3 | connection.berlin.max.message.size",
                "events | phone | events",
                "include | ( | include",
                "serviceLevel | 3 | serviceLevel",
                "bufferSize | 3 | bufferSize",
                "serverFilter.one | Event: Hangup | serverFilter.one",
                "connection.berlin.serverFilter.one | Event: Hangup | connection.berlin.serverFilter.one",
                "service.level | 20 | service.level",
                "match.Queue | ( | match.*",
                "keep.alive.timeout | 0 | keep.alive.timeout",
                "username | '' | username",
                "secret | '' | secret",
                "ssl.truststore.location | /nowhere | none",
            })
    void anErrorIsAtItsOption(String option, String value, String expected) {
        Map<String, List<String>> errors = errors(Map.of(option, value));
        if (expected.equals("none")) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).containsOnlyKeys(expected);
        }
    }

    @Test
    void anOptionThatIsSpelledAsInAUriHasAnErrorWithItsNameHere() {
        assertThat(errors(Map.of("serverFilter.one", "Event: Hangup")))
                .containsEntry("serverFilter.one", List.of("is called server.filter.one here"));
        assertThat(errors(Map.of("connection.paris.maxMessageSize", "4096")).toString())
                .contains("it is called max.message.size here");
    }

    @Test
    void noErrorShowsASecret() {
        assertThat(errors(Map.of("secret", "geheim\u0001", "charset", "UTF-8")).toString())
                .doesNotContain("geheim");
        assertThat(errors(Map.of("connection.berlin.secret", "geheim\n", "port", "geheim?")))
                .containsOnlyKeys("port");
        assertThat(new ConnectorSettings(given(Map.of("secret", "geheim")))
                        .connections()
                        .toString())
                .doesNotContain("geheim");
    }

    private static Map<String, List<String>> errors(Map<String, String> options) {
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value :
                new AmiSourceConnector().validate(given(options)).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }

    private static Map<String, String> given(Map<String, String> options) {
        Map<String, String> given = new HashMap<>(Map.of(
                "name", "pbxes",
                "connector.class", AmiSourceConnector.class.getName(),
                "tasks.max", "2",
                "topic", "ami-${pbx}",
                "connections", "berlin,paris",
                "username", "camel",
                "secret", "s"));
        given.putAll(options);
        return given;
    }

    @Test
    void theBuffersOfATaskTakeAQuarterOfTheHeapAtMost() {
        long heap = 256L << 20;
        ConnectorSettings two = new ConnectorSettings(given(Map.of()));
        assertThat(two.bufferBytes(heap)).isEqualTo(4 << 20);
        String many = IntStream.range(0, 200).mapToObj(i -> "pbx" + i).collect(Collectors.joining(","));
        ConnectorSettings ofMany = new ConnectorSettings(given(Map.of("connections", many)));
        assertThat(ofMany.bufferBytes(heap) * 200).isBetween(heap / 5, heap / 4);
        // the sessions go on if a PBX is added
        assertThat(ofMany.identity()).isEqualTo(two.identity());
        assertThat(new ConnectorSettings(given(Map.of("buffer.bytes", "5000000"))).events())
                .containsEntry("bufferBytes", "5000000");
    }
}
