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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelami.FakePeer;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server answers that is not Asterisk's manager, or not in the mood. */
class HttpProblemTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AfterEach
    void close() {
        pbx.close();
    }

    private static HttpFault status(int code) {
        return HttpFault.respond(code, "Whatever", "text/html", "<html>" + code + "</html>");
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(
                        HttpFault.redirect("http://127.0.0.1:1/rawman"),
                        AmiException.ProtocolViolation.class,
                        "a redirect, which is not followed (HTTP 302 from "),
                Arguments.of(
                        status(401),
                        AmiException.AuthenticationFailed.class,
                        "the web server or a proxy in front of it requires credentials of its own (HTTP 401 from "),
                Arguments.of(
                        status(403),
                        AmiException.AuthenticationFailed.class,
                        "the web server or a proxy in front of it forbids access (HTTP 403 from "),
                Arguments.of(
                        status(404),
                        AmiException.ProtocolViolation.class,
                        "there is no manager at this path: check httpPath (prefix in http.conf), and webenabled=yes in"
                                + " manager.conf (HTTP 404 from "),
                Arguments.of(
                        status(407),
                        AmiException.AuthenticationFailed.class,
                        "the proxy requires credentials: set http.proxyAuthUsername and http.proxyAuthPassword"
                                + " (HTTP 407 from "),
                Arguments.of(
                        status(418), AmiException.ProtocolViolation.class, "not Asterisk's manager (HTTP 418 from "),
                Arguments.of(
                        status(500),
                        AmiException.ConnectionFailed.class,
                        "the web server or a proxy in front of it has a problem (HTTP 500 from "),
                Arguments.of(
                        HttpFault.badGateway(),
                        AmiException.ConnectionFailed.class,
                        "the web server or a proxy in front of it has a problem (HTTP 502 from "),
                Arguments.of(
                        HttpFault.unavailable(),
                        AmiException.ConnectionFailed.class,
                        "the web server or a proxy in front of it has a problem (HTTP 503 from "),
                Arguments.of(
                        HttpFault.dropBeforeAnswer(Cut.FIN),
                        AmiException.ConnectionFailed.class,
                        "the web server closed the connection without an answer ("));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void E10_aProblemAtTheGreetingHasItsOwnException(HttpFault fault, Class<?> type, String text) {
        pbx.http().faultAlways("*", fault);

        assertThat(catchThrowable(() -> HttpLink.to(pbx).open()))
                .isExactlyInstanceOf(type)
                .hasMessageStartingWith(text)
                .hasMessageContaining("http://127.0.0.1:" + pbx.http().port() + "/rawman");
        assertThat(pbx.http().requestCount()).isEqualTo(1);
    }

    @Test
    void E10_aPortForHttpsIsHintedAtOnlyAtTheGreeting() throws Exception {
        String hint = "/rawman); is it a port for HTTPS (tls=true)?";
        try (HttpLink link = HttpLink.to(pbx).login()) {
            pbx.http().faultAlways("*", HttpFault.dropBeforeAnswer(Cut.FIN));
            link.ping();
            assertThat(link.end()).hasMessageNotContaining("HTTPS");
        }
        assertThat(catchThrowable(() -> HttpLink.to(pbx).open())).hasMessageEndingWith(hint);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void C12_aProblemMeetsAnActionOnce(HttpFault fault, Class<?> type, String text) throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            pbx.http().faultAlways("Ping", fault);
            SentAction ping = link.ping();

            assertThat(link.end()).isExactlyInstanceOf(type).hasMessageStartingWith(text);
            assertThat(pbx.http().requests("Ping")).hasSize(1);
            assertThat(ping.isOut())
                    .as("only of an answer from 300 to 499 it is certain that the PBX did not take the action")
                    .isEqualTo(type == AmiException.ConnectionFailed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void E10_aProblemMeetsAPoll(HttpFault fault, Class<?> type, String text) throws Exception {
        pbx.http().faultAlways("WaitEvent", fault);
        try (HttpLink link = HttpLink.to(pbx).login()) {
            assertThat(link.end()).isExactlyInstanceOf(type).hasMessageStartingWith(text);
            assertThat(pbx.http().polls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml"})
    void E8_aLoginPageIsNoManager(String page) {
        pbx.http().faultAlways("*", HttpFault.loginPage());

        assertThat(catchThrowable(() -> HttpLink.to(pbx).page(page).open()))
                .isInstanceOf(AmiException.ProtocolViolation.class)
                .hasMessageContaining("/" + page + " answers with text/html; charset=utf-8 instead of text/"
                        + (page.equals("mxml") ? "xml" : "plain") + "; it begins with '<!DOCTYPE html>.<html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plainer", "x", "\u00e4"})
    void E8_anotherContentTypeIsRefused(String type) throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            pbx.http().faultNext("Ping", HttpFault.contentType(type));
            link.ping();
            assertThat(link.end())
                    .isInstanceOf(AmiException.ProtocolViolation.class)
                    .hasMessageContaining("instead of text/plain; it begins with 'Response: Success");
        }
    }

    @Test
    void E9_gzipThatNobodyAskedForIsRefused() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login()) {
            pbx.http().faultNext("Ping", HttpFault.gzip());
            link.ping();
            assertThat(link.end())
                    .isInstanceOf(AmiException.ProtocolViolation.class)
                    .hasMessageEndingWith("answers in an encoding that was not requested: gzip");
            assertThat(pbx.http().requests("Ping").get(0).headers()).doesNotContainKey("Accept-Encoding");
        }
    }

    @Test
    void E10_aForeignCookieIsNotSentBack() throws Exception {
        pbx.http()
                .faultNext(
                        "Ping",
                        answer -> answer.send(answer.run()
                                .withHeader("Set-Cookie", "tracker=\"canary\"; Domain=.example.com; Path=/")));
        try (HttpLink link = HttpLink.to(pbx).login()) {
            link.ping().response();
            link.ping().response();
            assertThat(pbx.http().requests()).hasSizeGreaterThan(3).noneMatch(request -> request.header("Cookie")
                    .contains("canary"));
        }
    }

    @Test
    void E10_aRedirectGetsNoCredentialsElsewhere() throws Exception {
        try (SimulatedPbx elsewhere = SimulatedPbx.builder().http().start()) {
            pbx.http().faultAlways("Login", HttpFault.redirect(elsewhere.http().url() + "/rawman"));
            assertThat(catchThrowable(() -> HttpLink.to(pbx).login()))
                    .hasRootCauseInstanceOf(AmiException.ProtocolViolation.class);
            assertThat(elsewhere.http().connections()).isZero();
        }
    }

    @Test
    void nobodyListens() {
        pbx.http().stopListening();
        assertThat(catchThrowable(() -> HttpLink.to(pbx).open()))
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessageContaining("; is the web server of the PBX on (http.conf: enabled, bindaddr, bindport)?");
    }

    @Test
    void thePortOfTcpIsTold() throws Exception {
        // to the lines of a request it answers with errors, of which the client skips the first few
        String answer = "Asterisk Call Manager/11.0.0\r\n"
                + "Response: Error\r\nMessage: Missing action in request\r\n\r\n".repeat(5);
        try (FakePeer manager = FakePeer.answering(answer.getBytes(StandardCharsets.US_ASCII))) {
            HttpSettings settings = new HttpSettings(
                    URI.create("http://127.0.0.1:" + manager.port()),
                    false,
                    false,
                    "admin",
                    () -> "secret",
                    Duration.ofMillis(50),
                    Duration.ofSeconds(5),
                    StandardCharsets.UTF_8,
                    1 << 20,
                    1 << 20);
            HttpTransport transport = new HttpTransport(settings, HttpClients::createMinimal, task -> {});
            assertThat(catchThrowable(() -> transport.open(null, 1)))
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageStartingWith("the server does not speak HTTP on this port; is it the manager port");
        }
    }
}
