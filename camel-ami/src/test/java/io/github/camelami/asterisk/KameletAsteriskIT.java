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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.AmiConstants;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** Pipes of the Kamelets for calls, queues and actions. */
class KameletAsteriskIT extends OnCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Queue<JsonNode> records = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> changes = new ConcurrentLinkedQueue<>();

    @Test
    void aCallThatAPipePlacesIsReportedByThoseOfCallsAndQueues() throws Exception {
        String queue = queue("one");
        extension("301", "Answer()", "Queue(" + queue + ",,,,1)", "Hangup()");
        records("direct:records", records);
        records("direct:changes", changes);
        pipe("records", kamelet("ami-call-source", ""), "    uri: direct:records");
        pipe("changes", kamelet("ami-queue-source", "      queues: " + queue + "\n"), "    uri: direct:changes");
        pipe("dial", "    uri: direct:dial", kamelet("ami-action-sink", "      action: Originate\n"));
        soon().until(() -> change("RESYNCED"));

        String number = own + "301";
        Exchange dialled = template.request("direct:dial", exchange -> exchange.getMessage()
                .setBody("{\"Channel\": \"Local/" + number + "@test\", \"Application\": \"Wait\", \"Data\": \"60\"}"));

        assertThat(dialled.getException()).isNull();
        assertThat(dialled.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        soon().until(() -> change("CALLER_JOINED") && change("CALLER_TIMED_OUT"));
        soon().until(() -> records.stream().anyMatch(call -> isEndedCallOf(number, call)));
        assertThat(changes)
                .allSatisfy(change -> assertThat(change.get("name").asText()).isEqualTo(queue));
    }

    private boolean change(String name) {
        return changes.stream().anyMatch(change -> change.get("change").asText().equals(name));
    }

    private static boolean isEndedCallOf(String number, JsonNode call) {
        return call.get("state").asText().equals("ENDED") && call.toString().contains(number);
    }

    private void records(String uri, Queue<JsonNode> queue) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .process(exchange ->
                                queue.add(JSON.readTree(exchange.getMessage().getBody(String.class))));
            }
        });
    }

    private static String kamelet(String name, String properties) {
        return """
                |    ref:
                |      kind: Kamelet
                |      apiVersion: camel.apache.org/v1
                |      name: %s
                |    properties:
                |      name: pbx
                """.replace("|", "").formatted(name) + properties;
    }

    private void pipe(String name, String source, String sink) throws Exception {
        String pipe = """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: %s
                spec:
                  source:
                %s
                  sink:
                %s
                """.formatted(name, source, sink);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name + ".yaml", pipe));
    }
}
