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
import static org.awaitility.Awaitility.await;

import io.github.camelami.FakePeer;
import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that have no end, are too long, or break off. */
class HttpBodyTest {
    private static final String PAGE = "<html><body>" + "please wait ".repeat(100) + "\r\n\r\n";

    /** Far below a megabyte, beside what the kernel's buffers take. */
    private static final int BUFFERS = 8 << 20;

    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @CsvSource({
        "rawman, text/html, 'Connection: close', '<html>'",
        "rawman, text/html, 'Content-Length: 900000000000', '<html>'",
        "rawman, text/plain, 'Connection: close', '<html>'",
        "rawman, text/plain, 'Content-Length: 900000000000', '<html>'",
        "rawman, text/plain, 'Content-Length: 900000000000', '\r\n\r\n  <html>'",
        "rawman, text/plain, 'Content-Length: 900000000000', '\u00ef\u00bb\u00bf<html>'",
        "mxml, text/html, 'Content-Length: 900000000000', '<html>'",
        "mxml, text/xml, 'Content-Length: 900000000000', '<html>'",
        "mxml, text/xml, 'Content-Length: 900000000000', 'no markup'"
    })
    void E8_aPageWithoutEndIsNotReadOn(String format, String type, String length, String start) throws Exception {
        try (FakePeer page = FakePeer.endlessPage("Content-Type: " + type + "\r\n" + length, start + PAGE)) {
            assertThat(catchThrowable(() -> new HttpLink.Options("127.0.0.1", page.port())
                            .page(format)
                            .open()))
                    .isInstanceOf(AmiException.ProtocolViolation.class);
            page.left.get(5, TimeUnit.SECONDS);
            assertThat(page.sent.get()).isLessThan(BUFFERS);
        }
    }

    @Test
    void E9_aBodyLongerThanAllowedIsRefused() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).maxResponseSize(100_000).login()) {
            pbx.http().faultNext("Ping", HttpFault.endlessBody());
            link.ping();
            assertThat(link.end())
                    .isInstanceOf(AmiException.ProtocolViolation.class)
                    .hasMessage("the answer is longer than maxResponseSize=100000 bytes");
        }
    }

    @Test
    void E9_aBodyOfExactlyTheAllowedLengthIsTaken() throws Exception {
        pbx.on("Long", action -> Reply.raw(text(action.actionId(), 5000)));
        try (HttpLink link = HttpLink.to(pbx).maxResponseSize(5000).login()) {
            assertThat(link.send(AmiAction.named("Long").build()).response().wireText())
                    .hasSize(5000);
        }
        try (HttpLink link = HttpLink.to(pbx).maxResponseSize(4999).login()) {
            link.send(AmiAction.named("Long").build());
            assertThat(link.end()).hasMessage("the answer is longer than maxResponseSize=4999 bytes");
        }
    }

    private static String text(String actionId, int length) {
        String head = "Response: Success\r\nActionID: " + actionId + "\r\nMessage: ";
        return head + "x".repeat(length - head.length() - 4) + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml"})
    void D7_anAnswerCutAtAnyByteGivesWholeMessagesOnly(String format) throws Exception {
        int length = bodyOfOnePoll(format);
        for (int cut = 0; cut < length; cut += format.equals("mxml") ? 23 : 7) {
            try (HttpLink link = HttpLink.to(pbx).page(format).open()) {
                emitThree();
                pbx.http().faultNext("WaitEvent", HttpFault.dropInsideAnswer(cut, Cut.FIN));
                link.send(LoginActions.plain("admin", "secret", "user")).response();
                emitThree();
                assertThat(link.end()).isInstanceOf(AmiException.ConnectionFailed.class);
                assertThat(link.discarded).as("cut at %s", cut).hasPositiveValue();
                assertThat(link.values("N")).isEqualTo(List.of("0", "1", "2").subList(0, link.events.size()));
                assertThat(link.events).allSatisfy(event -> assertThat(event).containsEntry("Last", "x"));
            }
            pbx.http().forgetSessions();
        }
    }

    private void emitThree() {
        IntStream.range(0, 3)
                .forEach(i -> pbx.emit(
                        SimulatedEvent.named("UserEvent", "user").with("N", i).with("Last", "x")));
    }

    private int bodyOfOnePoll(String format) throws Exception {
        int[] length = new int[1];
        pbx.http().faultNext("WaitEvent", answer -> {
            length[0] = answer.run().body().length;
            answer.send(answer.run());
        });
        try (HttpLink link = HttpLink.to(pbx).page(format).open()) {
            emitThree();
            link.send(LoginActions.plain("admin", "secret", "user")).response();
            await().until(() -> link.events.size() == 3);
        }
        return length[0];
    }
}
