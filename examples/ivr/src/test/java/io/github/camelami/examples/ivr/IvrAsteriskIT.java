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
package io.github.camelami.examples.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import io.github.camelami.message.AmiEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;

/** The phone that calls is the server itself, by SIP: it presses its keys there, and hears the files of the server. */
class IvrAsteriskIT {
    private final Main main = new Main();

    /** The commands that the server has begun to run on the calls of this test. */
    private final List<String> begun = new CopyOnWriteArrayList<>();

    private AsteriskServer asterisk;

    @AfterEach
    void stop() {
        main.stop();
    }

    @EachAsterisk
    void aPhoneIsServed(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            asterisk = user.asterisk();
            String number = user.name();
            start(user, number);
            extension(number, 1, "AGI", "agi:async");
            extension(number, 2, "Hangup", "");
            String sip = System.getenv(AsteriskServer.variable(version) + "_SIP");
            try {
                String caller = call(number, sip);
                press(caller, "GET DATA basic-pbx-ivr-main", "1");
                press(caller, "GET DATA vm-enter-num-to-call", "101");
                awaitCommand("SAY NUMBER 42");
                awaitCommand("HANGUP");

                begun.clear();
                String other = call(number, sip);
                press(other, "GET DATA basic-pbx-ivr-main", "2");
                awaitCommand("STREAM FILE vm-intro");
                admin("Hangup", Map.of("Channel", other));
                await().atMost(Duration.ofSeconds(20))
                        .until(() ->
                                main.getCamelContext().getInflightRepository().size() == 0);
                assertThat(begun).noneMatch(command -> command.startsWith("STREAM FILE auth-thankyou"));
            } finally {
                user.admin("Command", Map.of("Command", "dialplan remove extension " + number + "@test"));
            }
        }
    }

    private void start(ManagerUser user, String number) {
        main.addOverrideProperty("ami.host", asterisk.host());
        main.addOverrideProperty("ami.port", Integer.toString(asterisk.port()));
        main.addOverrideProperty("ami.username", user.name());
        main.addOverrideProperty("ami.secret", user.secret());
        main.addOverrideProperty("ivr.number", number);
        main.addOverrideProperty("db.url", Ivr.EMBEDDED.replace("mem:accounts", "mem:" + number));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=agi&include=AGIExecStart&match.Exten=" + number)
                        .process(exchange -> begun.add(
                                exchange.getMessage().getBody(AmiEvent.class).get("Command")));
            }
        });
        main.start();
    }

    private void extension(String number, int priority, String application, String data) throws Exception {
        admin(
                "DialplanExtensionAdd",
                Map.of(
                        "Context", "test",
                        "Extension", number,
                        "Priority", priority,
                        "Application", application,
                        "ApplicationData", data));
    }

    /** Calls, and returns the channel of the phone once the route has answered. */
    private String call(String number, String sip) throws Exception {
        return ((AmiEvent) admin(
                        "Originate",
                        Map.of(
                                "Channel", "PJSIP/phone/sip:" + number + "@" + sip,
                                "Application", "Wait",
                                "Data", "60")))
                .get("Channel");
    }

    private void press(String channel, String command, String keys) throws Exception {
        awaitCommand(command);
        for (String key : keys.split("")) {
            admin("PlayDTMF", Map.of("Channel", channel, "Digit", key));
        }
    }

    private void awaitCommand(String command) {
        await().atMost(Duration.ofSeconds(20)).until(() -> begun.stream().anyMatch(each -> each.startsWith(command)));
    }

    private Object admin(String action, Map<String, ?> fields) throws Exception {
        return main.getCamelTemplate()
                .requestBody(
                        "ami:" + asterisk.host() + "?port=" + asterisk.port() + "&username=admin&secret="
                                + AsteriskServer.SECRET + "&allowDangerousActions=true&action=" + action,
                        fields);
    }
}
