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
package io.github.camelami.examples.missedcallmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.camelami.call.AmiCall;
import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The phones that call are the server itself: a call that it sends by SIP comes back in as a call of its own. */
class MissedCallMailAsteriskIT {
    private static final List<String> CALLED = List.of("101", "103", "106", "120");

    private final GreenMail mails = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final List<AmiCall> calls = new CopyOnWriteArrayList<>();
    private final Main main = new Main();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        main.stop();
        mails.stop();
    }

    @EachAsterisk
    void oneMailForEachCallerWhoWasNotAnswered(String version) throws Exception {
        mails.start();
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            AsteriskServer asterisk = user.asterisk();
            main.addOverrideProperty("ami.host", asterisk.host());
            main.addOverrideProperty("ami.port", Integer.toString(asterisk.port()));
            main.addOverrideProperty("ami.username", user.name());
            main.addOverrideProperty("ami.secret", user.secret());
            main.addOverrideProperty(
                    "mail.server", "smtp://127.0.0.1:" + mails.getSmtp().getPort());
            main.addOverrideProperty("mail.outbox", folder.resolve("outbox").toString());
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx?emit=calls")
                            .process(exchange -> calls.add(exchange.getMessage().getBody(AmiCall.class)));
                }
            });
            main.start();
            for (String number : CALLED) {
                call(asterisk, version, number);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> calls.stream()
                    .filter(call -> !call.originated())
                    .map(AmiCall::calledNumber)
                    .toList()
                    .containsAll(CALLED));
            await().until(() -> texts().size() >= 3);

            assertThat(texts())
                    .hasSize(3)
                    .anyMatch(text -> text.contains("Called:  103\n") && text.contains("Result:  CANCELLED"))
                    .anyMatch(text -> text.contains("Called:  106\n") && text.contains("Queues:  support"))
                    .anyMatch(text -> text.contains("Caller:  Ann Bcc: evil@example.com <200>\nCalled:  120\n")
                            && text.contains("Result:  NO_ANSWER"));
        }
    }

    private void call(AsteriskServer asterisk, String version, String number) throws Exception {
        String sip = System.getenv(AsteriskServer.variable(version) + "_SIP");
        main.getCamelTemplate()
                .requestBody(
                        "ami:" + asterisk.host() + "?port=" + asterisk.port() + "&username=admin&secret="
                                + AsteriskServer.SECRET + "&action=Originate&awaitOutcome=false",
                        Map.of(
                                "Channel", "PJSIP/phone/sip:" + number + "@" + sip,
                                "Timeout", "2500",
                                "Application", "Wait",
                                "Data", "2"));
    }

    private List<String> texts() throws Exception {
        List<String> texts = new CopyOnWriteArrayList<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            String text = mail.getContent().toString().replace("\r\n", "\n");
            if (CALLED.stream().anyMatch(number -> text.contains("Called:  " + number + "\n"))) {
                texts.add(text);
            }
        }
        return texts;
    }
}
