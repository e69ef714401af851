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

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.camelami.examples.FreePort;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissedCallMailTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().dialTimeout(Duration.ofMillis(200)).start();
    private final int mailPort = FreePort.next();
    private final GreenMail mails = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", "smtp"));
    private Main main = new Main();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        main.stop();
        pbx.close();
        mails.stop();
    }

    private void start(String retries) {
        start(retries, Map.of());
    }

    private void start(String retries, Map<String, Object> properties) {
        main = new Main();
        main.addOverrideProperty("ami.host", pbx.host());
        main.addOverrideProperty("ami.port", Integer.toString(pbx.port()));
        main.addOverrideProperty("mail.server", "smtp://127.0.0.1:" + mailPort);
        main.addOverrideProperty("mail.retries", retries);
        main.addOverrideProperty("mail.retryDelay", "50");
        main.addOverrideProperty("mail.outbox", folder.resolve("outbox").toString());
        main.addOverrideProperty("mail.unsent", folder.resolve("unsent").toString());
        properties.forEach((name, value) -> main.addOverrideProperty(name, value.toString()));
        main.start();
    }

    private MimeMessage[] received(int count) {
        await().until(() -> mails.getReceivedMessages().length >= count);
        return mails.getReceivedMessages();
    }

    private List<String> subjects(int count) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : received(count)) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    /** The files of that folder in the order of their names. */
    private List<Path> files(String name) throws IOException {
        Path path = folder.resolve(name);
        try (Stream<Path> files = Files.exists(path) ? Files.list(path) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static void awaitEnd(SimulatedCall call) {
        call.ended().orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static String text(Message mail) throws Exception {
        return mail.getContent().toString();
    }

    @Test
    void oneMailForAWholeRingGroup() throws Exception {
        mails.start();
        start("0");
        List.of("301", "302", "303").forEach(phone -> pbx.data().extension(phone, CallOutcome.NO_ANSWER));
        pbx.data().ringGroup("300", "301", "302", "303");
        awaitEnd(pbx.placeCall("0301", "300"));
        awaitEnd(pbx.placeCall("0302", "103"));

        MimeMessage[] mail = received(2);
        assertThat(mail).hasSize(2);
        assertThat(mail[0].getSubject()).isEqualTo("Missed call from 0301");
        assertThat(text(mail[0])).contains("Called:  300", "Phones:  301, 302, 303", "Result:  NO_ANSWER");
        assertThat(text(mail[1])).contains("Called:  103", "Phones:  103");
    }

    @Test
    void noMailForAnAnsweredCallNorForOneThatThePbxPlaced() throws Exception {
        mails.start();
        start("0");
        awaitEnd(pbx.placeCall("0301", "100"));
        main.getCamelTemplate()
                .requestBody(
                        "ami:pbx?action=Originate&field.Channel=PJSIP/103&field.Timeout=100&field.Application=Wait",
                        (Object) null);
        awaitEnd(pbx.placeCall("0302", "102"));

        MimeMessage[] mail = received(1);
        assertThat(mail).hasSize(1);
        assertThat(text(mail[0])).contains("Caller:  0302", "Result:  BUSY");
    }

    @Test
    void callerWhoGivesUpOrLeavesTheQueue() throws Exception {
        mails.start();
        start("0");
        pbx.data().queueExtension("500", "sales");
        SimulatedCall ringing = pbx.placeCall("0301", "103");
        await().until(() -> ringing.channelNames().size() == 2);
        ringing.hangup();
        awaitEnd(ringing);
        awaitEnd(pbx.placeCall("0302", "500"));

        MimeMessage[] mail = received(2);
        assertThat(text(mail[0])).contains("Caller:  0301", "Result:  CANCELLED");
        assertThat(text(mail[1])).contains("Caller:  0302", "Result:  ABANDONED", "Queues:  sales");
    }

    @Test
    void callerWritesNoHeaderNoLineAndNoSecondMail() throws Exception {
        mails.start();
        start("0");
        pbx.data()
                .callerName(
                        "0301",
                        "Ann\r\nBcc: all@example.com\r\n\r\nCalled:  none\n.\r\nMAIL FROM:<a@b>\u2028\u202Etxt ${exchangeId}");
        awaitEnd(pbx.placeCall("0301", "103"));

        MimeMessage[] mail = received(1);
        assertThat(mail).hasSize(1);
        String name = "Ann Bcc: all@example.com Called:  none . MAIL FROM:<a@b> txt ${exchangeId} <0301>";
        assertThat(mail[0].getSubject()).isEqualTo("Missed call from " + name);
        assertThat(text(mail[0]).lines()).startsWith("Caller:  " + name, "Called:  103");
        assertThat(mail[0].getAllRecipients()).extracting(Object::toString).containsExactly("reception@example.com");
        assertThat(mail[0].getHeader("Bcc")).isNull();
        assertThat(GreenMailUtil.getHeaders(mail[0])).doesNotContain("CamelAmi");
    }

    @Test
    void passwordOfAnySigns() throws Exception {
        mails.setUser("pbx", "a&to=b+c%41");
        mails.start();
        start("0", Map.of("mail.username", "pbx", "mail.password", "RAW(a&to=b+c%41)"));
        awaitEnd(pbx.placeCall("0301", "103"));

        assertThat(received(1)[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("reception@example.com");
    }

    @Test
    void mailsWaitOnTheDiskForTheirServerAndGoInOrder() throws Exception {
        start("0");
        for (String caller : List.of("0301", "0302", "0303")) {
            awaitEnd(pbx.placeCall(caller, "103"));
        }
        await().until(() -> files("outbox").size() == 3);
        mails.start();

        assertThat(subjects(3))
                .containsExactly("Missed call from 0301", "Missed call from 0302", "Missed call from 0303");
        await().until(() -> files("outbox").isEmpty());
        assertThat(files("unsent")).isEmpty();
    }

    @Test
    void mailOutlivesAStopOfTheProgram() throws Exception {
        start("0");
        awaitEnd(pbx.placeCall("0301", "103"));
        await().until(() -> files("outbox").size() == 1);
        main.stop();
        mails.start();
        start("0");

        assertThat(subjects(1)).containsExactly("Missed call from 0301");
    }

    @Test
    void mailThatTheServerRefusesIsKeptAndHoldsNothingUp() throws Exception {
        mails.start();
        MessageDeliveryHandler usual = mails.getUserManager().getMessageDeliveryHandler();
        mails.getUserManager().setMessageDeliveryHandler((mail, recipient) -> {
            if (mail.getMessage().getSubject().contains("0301")) {
                throw new IllegalStateException("451");
            }
            return usual.handle(mail, recipient);
        });
        start("1");
        awaitEnd(pbx.placeCall("0301", "103"));
        awaitEnd(pbx.placeCall("0302", "103"));

        assertThat(subjects(1)).containsExactly("Missed call from 0302");
        assertThat(files("unsent")).singleElement().satisfies(file -> assertThat(Files.readString(file))
                .startsWith("Subject: Missed call from 0301\n\nCaller:  0301\nCalled:  103\n"));
    }

    @Test
    void mailIsNotSentOnceItsFileIsDeleted() throws Exception {
        start("0");
        awaitEnd(pbx.placeCall("0301", "103"));
        awaitEnd(pbx.placeCall("0302", "103"));
        await().until(() -> files("outbox").size() == 2);
        Files.delete(files("outbox").get(0));
        mails.start();

        assertThat(subjects(1)).containsExactly("Missed call from 0302");
        await().until(() -> files("outbox").isEmpty());
    }
}
