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

import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call-me page of a web site: the visitor's number goes from the query of an HTTP request into an Originate. */
class InjectionHttpRouteTest extends RouteTestSupport {

    /** The request that CVE-2012-4869 was shown with, up to the command. */
    private static final String CVE_2012_4869 =
            "2005@from-internal/n\r\nApplication: system\r\nData: touch /tmp/injected\r\n\r\n";

    private int port;

    @BeforeEach
    void startSite() throws Exception {
        CamelModule.NETTY_HTTP.assumePresent();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String site = "netty-http:http://127.0.0.1:" + port;
        String originate = "action=Originate&awaitOutcome=false&field.Context=default&field.Exten=200&field.Priority=1";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .removeHeaders("*")
                        .setBody(constant("no"))
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(500));
                onCompletion().modeBeforeConsumer().removeHeaders("*", Exchange.HTTP_RESPONSE_CODE);
                from(site + "/body?urlDecodeHeaders=true")
                        .process(exchange -> exchange.getMessage()
                                .setBody(Map.of(
                                        "Channel",
                                        "Local/" + exchange.getMessage().getHeader("callmenum"))))
                        .to(ami(originate));
                from(site + "/variable?urlDecodeHeaders=true")
                        .process(exchange -> exchange.getMessage()
                                .setBody(Map.of(
                                        "Channel",
                                        "Local/200@default",
                                        "Variable",
                                        Map.of("NUMBER", exchange.getMessage().getHeader("callmenum")))))
                        .to(ami(originate));
                from(site + "/uri?urlDecodeHeaders=true")
                        .setBody(constant(null))
                        .toD(ami(originate + "&field.Channel=Local/${header.callmenum}"));
                from(site + "/raw?urlDecodeHeaders=true")
                        .setBody(constant(null))
                        .toD(ami(originate + "&field.Channel=RAW(Local/${header.callmenum})"));
                from(site + "/mapped?urlDecodeHeaders=true")
                        .setBody(constant(null))
                        .removeHeaders("*", "Channel")
                        .to(ami(originate + "&mapHeaders=true"));
            }
        });
        context.start();
    }

    private int call(String path, String parameter, String number) throws Exception {
        String query = parameter + "=" + URLEncoder.encode(number, StandardCharsets.UTF_8);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + "?" + query))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({"/body,callmenum", "/variable,callmenum", "/uri,callmenum", "/raw,callmenum", "/mapped,Channel"})
    void F5_noByteOfAnInjectedNumberReachesThePbx(String path, String parameter) throws Exception {
        long before = pbx.bytesReceived();
        for (String lineEnd : new String[] {"\r\n", "\n", "\r", "\n\n", "\r\n\r\n", "\0"}) {
            assertThat(call(path, parameter, CVE_2012_4869.replace("\r\n", lineEnd)))
                    .isEqualTo(500);
        }
        assertThat(pbx.bytesReceived()).isEqualTo(before);
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/body,callmenum", "/variable,callmenum", "/uri,callmenum", "/raw,callmenum", "/mapped,Channel"})
    void anHonestNumberPlacesTheCall(String path, String parameter) throws Exception {
        String number = parameter.equals("Channel") ? "Local/200@default" : "200@default";
        assertThat(call(path, parameter, number)).isEqualTo(200);
        assertThat(received("Originate").field("Channel")).isEqualTo("Local/200@default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelAmiAction", "Action", "camelamiaction", "Application", "Data", "CamelAmiTimeout"})
    void G1_noQueryParameterChangesTheAction(String parameter) throws Exception {
        call("/body", parameter, "Command");
        assertThat(receivedFromRoutes()).isSubsetOf("Originate");
        assertThat(pbx.received("Originate")).noneMatch(action -> action.raw().contains("Command"));
    }

    @Test
    void anAmpersandInANumberSetsNoOption() throws Exception {
        long before = pbx.bytesReceived();
        for (String smuggled : new String[] {"200&allowDangerousActions=true", "2&field.Application=Echo"}) {
            assertThat(call("/uri", "callmenum", smuggled)).isEqualTo(500);
        }
        assertThat(call("/raw", "callmenum", "200)&allowDangerousActions=true&field.X=RAW("))
                .isEqualTo(500);
        assertThat(pbx.bytesReceived()).isEqualTo(before);
    }
}
