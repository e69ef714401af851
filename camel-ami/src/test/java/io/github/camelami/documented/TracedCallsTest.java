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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.Spans;
import io.github.camelami.simulator.SimulatedPbx;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TracedCallsTest {
    private static final Map<String, Object> CLICK = Map.of("from", "100", "to", "200");

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .ringTime(Duration.ofMillis(20))
            .talkTime(Duration.ofMillis(20))
            .channelVars("TRACEPARENT")
            .start();
    private final Spans spans = new Spans();

    @AutoClose
    private final OpenTelemetrySdk sdk = Telemetry.to(spans.exporter());

    @AfterEach
    void close() {
        pbx.close();
    }

    private static RouteBuilder ends() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:screen-pop").to("mock:screen-pop");
                from("direct:call-records").to("mock:call-records");
            }
        };
    }

    private void assertOneTrace() {
        await().untilAsserted(() -> {
            sdk.getSdkTracerProvider().forceFlush();
            List<SpanData> calls = List.of(
                    first("click"),
                    first("Originate pbx"),
                    first("call answered pbx"),
                    first("screen-pop"),
                    first("call ended pbx"),
                    first("call-records"));
            assertThat(calls.stream().map(SpanData::getTraceId).distinct()).hasSize(1);
        });
    }

    private SpanData first(String name) {
        List<SpanData> found = spans.named(name);
        assertThat(found).as(name).isNotEmpty();
        return found.get(0);
    }

    @Test
    void withCamelMainPropertiesAreEnough() throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("classpath:documented/tracing.properties");
        for (String option : List.of("host=" + pbx.host(), "port=" + pbx.port(), "username=admin", "secret=secret")) {
            String[] parts = option.split("=");
            main.addOverrideProperty("camel.component.ami.connections[pbx]." + parts[0], parts[1]);
        }
        main.bind("tracer", sdk.getTracer("camel"));
        main.bind("propagators", sdk.getPropagators());
        main.configure().addRoutesBuilder(new TracedCalls());
        main.configure().addRoutesBuilder(ends());
        main.start();
        try {
            main.getCamelTemplate().sendBodyAndHeaders("direct:click", "", CLICK);
            assertOneTrace();
        } finally {
            main.stop();
        }
    }

    @Test
    void inJavaTheTracerIsAddedToTheContext() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            AmiConfiguration connection = new AmiConfiguration();
            connection.setHost(pbx.host());
            connection.setPort(pbx.port());
            connection.setUsername("admin");
            connection.setSecret("secret");
            connection.setTraceCalls(true);
            camel.getRegistry().bind("pbx", connection);
            camel.getRegistry().bind("tracer", sdk.getTracer("camel"));
            camel.getRegistry().bind("propagators", sdk.getPropagators());
            new OpenTelemetryTracer().init(camel);
            camel.addRoutes(new TracedCalls());
            camel.addRoutes(ends());
            camel.start();
            camel.createProducerTemplate().sendBodyAndHeaders("direct:click", "", CLICK);
            assertOneTrace();
        }
    }
}
