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

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import jakarta.mail.Message;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/missed-calls.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX and an embedded mail server, and prints the mails that arrive.
 */
public final class MissedCallMail {

    private MissedCallMail() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        GreenMail mails = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mails.start();
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(200))
                .dialTimeout(Duration.ofSeconds(1))
                .start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.setProperty(
                    "mail.server", "smtp://127.0.0.1:" + mails.getSmtp().getPort());
            System.setProperty(
                    "mail.outbox", Files.createTempDirectory("mail-outbox").toString());
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    play(pbx);
                    mails.waitForIncomingEmail(30_000, 3);
                    main.completed();
                }
            });
            main.run(args);
            for (Message mail : mails.getReceivedMessages()) {
                System.out.println("Subject: " + mail.getSubject() + "\n" + mail.getContent());
            }
        } finally {
            mails.stop();
        }
    }

    /**
     * Places four calls: one that is answered, one that nobody answers, one to a group of three phones, and one that
     * leaves a queue.
     */
    private static void play(SimulatedPbx pbx) {
        pbx.data().callerName("0301234", "Ann Smith");
        pbx.data().ringGroup("300", "301", "302", "303");
        List.of("301", "302", "303").forEach(phone -> pbx.data().extension(phone, CallOutcome.NO_ANSWER));
        pbx.data().queueExtension("500", "sales");
        pbx.placeCall("0301234", "100");
        pbx.placeCall("0301234", "103");
        pbx.placeCall("0405678", "300");
        pbx.placeCall("0509999", "500");
    }
}
