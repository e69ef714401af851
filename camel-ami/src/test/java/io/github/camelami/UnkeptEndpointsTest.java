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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.model.ToDynamicDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that Camel cannot find again by what it keeps of their URIs are found again, and no others are. */
class UnkeptEndpointsTest extends RouteTestSupport {

    /** As Camel's registry holds them, which may list one twice, but not a hundred times. */
    private List<Endpoint> registered() {
        return context.getEndpoints().stream()
                .filter(AmiEndpoint.class::isInstance)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "toD, a b",
        "toD, a+b",
        "toD, a%26b",
        "plain toD, a b",
        "plain toD, a+b",
        "recipientList, a b",
        "recipientList, RAW(a%b)c)",
        "template, a b",
        "template, a+b",
        "template, a%26b",
        "intercepted, a b"
    })
    void aHundredSendsLeaveOneEndpointOneSessionAndOneHealthCheck(String way, String value) throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        String uri = ami("action=UserEvent&field.Value=" + value);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (way.equals("intercepted")) {
                    interceptSendToEndpoint("ami:*").setHeader("seen", constant(true));
                }
                var route = from("direct:in");
                switch (way) {
                    case "toD" -> route.toD(uri + "&field.N=${header.n}&serverFilter.a=Event: X");
                    case "recipientList" -> route.recipientList(constant(uri)).delimiter("false");
                    case "template" -> {
                        ProducerTemplate template = context.createProducerTemplate();
                        route.process(exchange -> template.send(uri, to -> {}));
                    }
                    default -> {
                        ToDynamicDefinition plain = new ToDynamicDefinition(uri);
                        plain.setAllowOptimisedComponents("false");
                        route.addOutput(plain);
                    }
                }
            }
        });
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.setExposureLevel("full");
        HealthCheckRepository producers = (HealthCheckRepository) health.resolveById("producers");
        producers.setEnabled(true);
        health.register(producers);
        context.getComponent("ami", AmiComponent.class).setHealthCheckProducerEnabled(true);
        for (int i = 0; i < 100; i++) {
            sendWell("direct:in", null, Map.of("n", i));
        }
        assertThat(pbx.received("UserEvent")).hasSize(100);
        List<Endpoint> all = context.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("ami"))
                .toList();
        assertThat(all).hasSizeLessThanOrEqualTo(2);
        assertThat(all.stream().map(System::identityHashCode).distinct()).hasSizeLessThanOrEqualTo(2);
        assertThat(registered().stream().map(System::identityHashCode).distinct())
                .hasSize(way.equals("intercepted") ? 0 : 1);
        assertThat(pbx.logins()).isEqualTo(1);
        assertThat(HealthCheckHelper.invokeReadiness(context).stream()
                        .map(HealthCheck.Result::getDetails)
                        .filter(details -> details.containsKey("ami.connection")))
                .hasSize(1);
    }

    @Test
    void theEndpointsOfOthersStayInTheRegistry() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        context.start();
        context.getEndpoint("mock:theirs");
        Endpoint theirs = context.hasEndpoint("mock:theirs");
        String uri = ami("action=UserEvent&field.Value=a b");
        for (int i = 0; i < 1_100; i++) {
            context.getEndpoint(uri);
        }
        assertThat(context.hasEndpoint("mock:theirs")).isSameAs(theirs);
    }

    @Test
    void K8_anotherTextOrOptionsBesideItAreAnotherEndpoint() throws Exception {
        Endpoint blank = context.getEndpoint(ami("action=UserEvent&field.Value=a b"));
        assertThat(context.getEndpoint(ami("action=UserEvent&field.Value=a b"))).isSameAs(blank);
        assertThat(context.getEndpoint(ami("action=UserEvent&field.Value=a+b"))).isNotSameAs(blank);
        Map<String, Object> beside = Map.of("field.Value", "a b");
        Endpoint one = context.getEndpoint(ami("action=UserEvent"), beside);
        Endpoint other = context.getEndpoint(ami("action=UserEvent"), Map.of("field.Value", "a c"));
        assertThat(value(one)).isEqualTo("a b");
        assertThat(value(other)).isEqualTo("a c");
        assertThat(value(blank)).isEqualTo("a b");
    }

    private static String value(Endpoint endpoint) {
        return (String)
                ((AmiEndpoint) endpoint).getProducerConfiguration().getField().get("Value");
    }

    @Test
    void oneThatWasRemovedOrStoppedIsMadeAnew() throws Exception {
        String uri = ami("action=UserEvent&field.Value=a b");
        Endpoint removed = context.getEndpoint(uri);
        context.removeEndpoint(removed);
        Endpoint next = context.getEndpoint(uri);
        assertThat(next).isNotSameAs(removed);
        next.stop();
        assertThat(context.getEndpoint(uri)).isNotSameAs(next);
    }

    @Test
    void theEndpointOfARouteStaysTheOneOfTheRoute() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        String uri = ami("action=UserEvent&field.Value=a b");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        });
        context.start();
        Endpoint ofRoute = registered().get(0);
        IntStream.range(0, 10).forEach(i -> assertThat(context.getEndpoint(uri)).isSameAs(ofRoute));
        assertThat(registered()).hasSizeLessThanOrEqualTo(2);
        Exchange sent = sendWell("direct:in", null, NO_HEADERS);
        assertThat(sent.getException()).isNull();
    }
}
