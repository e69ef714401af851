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

import io.github.camelami.CamelModule;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of docs/ivr.md, in Java, YAML and XML. */
class IvrTest {
    private static final String CHANNEL = "PJSIP/100-00000001";

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, String> results = new ConcurrentHashMap<>();

    /** The command at which the caller hangs up. */
    private volatile String hangup = "none";

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    private void start(String language) throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.getPropertiesComponent().setLocation("classpath:documented/ivr.properties");
        camel.getShutdownStrategy().setTimeout(2);
        if (language.equals("xml")) {
            CamelModule.XML_IO_DSL.assumePresent();
        }
        if (language.equals("java")) {
            camel.addRoutes(new Ivr());
        } else {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:documented/ivr." + language));
        }
        pbx.data().database("balance", "100", "42");
        pbx.on("AGI", action -> Reply.success("Added AGI command to queue").then(() -> run(action)));
        camel.start();
    }

    private void run(ReceivedAction action) {
        String command = action.field("Command");
        boolean hungUp = command.startsWith(hangup);
        String result = results.entrySet().stream()
                .filter(each -> command.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("0");
        String text = "200 result=" + (hungUp ? "-1" : result) + "\n";
        pbx.emit(event("AsyncAGIExec")
                .with("Result", URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))
                .with("CommandId", action.field("CommandID")));
        if (hungUp) {
            pbx.emit(event("AsyncAGIEnd"));
        }
    }

    private static SimulatedEvent event(String name) {
        return SimulatedEvent.named(name, "agi")
                .with("Channel", CHANNEL)
                .with("CallerIDNum", "100")
                .with("Uniqueid", "1.1")
                .with("Linkedid", "1.1");
    }

    /** The commands of a call until it is hung up. */
    private List<String> call() {
        pbx.emit(event("AsyncAGIStart"));
        await().until(() -> commands().contains("HANGUP"));
        return commands();
    }

    private List<String> commands() {
        return pbx.received("AGI").stream()
                .map(action -> action.field("Command"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theMenuLeadsToALookUp(String language) throws Exception {
        start(language);
        results.put("GET DATA", " (timeout)");
        assertThat(call()).containsExactly("ANSWER", "GET DATA vm-opts 5000 1", "SAY NUMBER 42 *", "HANGUP");
        assertThat(pbx.received("AGI"))
                .allMatch(action -> action.field("Channel").equals(CHANNEL));
    }

    /** The form for Spring Boot, which takes any other placeholder of a property for its own. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theExpressionOfAPropertyMayNameTheLanguage(String language) throws Exception {
        String agi = "ami:pbx?action=AGI&field.Channel=RAW($simple{header.call})&field.Command=";
        camel.getPropertiesComponent().addOverrideProperty("agi", agi);
        start(language);
        assertThat(call()).startsWith("ANSWER", "GET DATA vm-opts 5000 1").endsWith("HANGUP");
        assertThat(pbx.received("AGI"))
                .allMatch(action -> action.field("Channel").equals(CHANNEL));
    }

    /** Else the caller would stay in AGI, and hear nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aStepThatFailsEndsTheCall(String language) throws Exception {
        start(language);
        pbx.on("DBGet", action -> Reply.error("Database entry not found"));
        assertThat(call())
                .startsWith("ANSWER", "GET DATA vm-opts 5000 1", "STREAM FILE im-sorry \"\"", "HANGUP")
                .doesNotContain("SAY NUMBER 42 *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aMessageIsRecorded(String language) throws Exception {
        start(language);
        results.put("GET DATA", "2");
        List<String> commands = call();
        assertThat(commands.get(2)).isEqualTo("STREAM FILE vm-intro \"\"");
        assertThat(commands.get(3)).matches("RECORD FILE /tmp/[\\w-]+ wav \\* 60000 BEEP");
        assertThat(commands.subList(4, 6)).containsExactly("STREAM FILE auth-thankyou \"\"", "HANGUP");
    }

    @ParameterizedTest
    @CsvSource({"java, BUSY", "yaml, BUSY", "java, CHANUNAVAIL", "yaml, CHANUNAVAIL", "xml, BUSY", "xml, CHANUNAVAIL"})
    void aCallIsTransferredAndAPhoneThatCannotBeReachedLeadsToTheRecording(String language, String status)
            throws Exception {
        start(language);
        results.put("GET DATA", "1");
        results.put("GET VARIABLE DIALSTATUS", "1 (" + status + ")");
        assertThat(call())
                .startsWith(
                        "ANSWER",
                        "GET DATA vm-opts 5000 1",
                        "EXEC Dial PJSIP/200,20",
                        "GET VARIABLE DIALSTATUS",
                        "STREAM FILE vm-intro \"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aCallIsTransferredAndAnswered(String language) throws Exception {
        start(language);
        results.put("GET DATA", "1");
        results.put("GET VARIABLE DIALSTATUS", "1 (ANSWER)");
        assertThat(call())
                .containsExactly(
                        "ANSWER",
                        "GET DATA vm-opts 5000 1",
                        "EXEC Dial PJSIP/200,20",
                        "GET VARIABLE DIALSTATUS",
                        "HANGUP");
    }

    /** At whichever step. */
    @ParameterizedTest
    @ValueSource(strings = {"ANSWER", "GET DATA", "STREAM FILE vm-intro", "RECORD FILE"})
    void aCallerWhoHangsUpEndsTheRouteWithoutAFailure(String step) throws Exception {
        start("java");
        results.put("GET DATA", "2");
        hangup = step;
        assertThat(call()).doesNotContain("STREAM FILE auth-thankyou \"\"");
        await().until(() -> camel.getInflightRepository().size() == 0);
    }
}
