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

import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IvrTest {
    private static final SimulatedPbx PBX = SimulatedPbx.start();
    private static final SimulatedCallers CALLERS = new SimulatedCallers(PBX);
    private static final Main MAIN = new Main();

    @BeforeAll
    static void start() {
        MAIN.addOverrideProperty("ami.host", PBX.host());
        MAIN.addOverrideProperty("ami.port", Integer.toString(PBX.port()));
        MAIN.addOverrideProperty("db.url", Ivr.EMBEDDED.replace("mem:accounts", "mem:tested"));
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
        PBX.close();
    }

    private static List<String> call(String... keys) {
        List<String> commands = CALLERS.call(List.of(keys));
        await().until(() -> MAIN.getCamelContext().getInflightRepository().size() == 0);
        return commands;
    }

    @Test
    void theBalanceOfACustomerIsSaid() {
        assertThat(call("1", "102"))
                .containsExactly(
                        "ANSWER",
                        "GET DATA basic-pbx-ivr-main 5000 1 -> 1",
                        "GET DATA vm-enter-num-to-call 5000 3 -> 102",
                        "SAY NUMBER 7 \"\"",
                        "HANGUP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "1", ""})
    void anUnknownCustomerIsInvalid(String customer) {
        assertThat(call("1", customer)).endsWith("STREAM FILE pbx-invalid \"\"", "HANGUP");
    }

    @Test
    void aMessageIsRecorded() {
        List<String> commands = call("2");
        assertThat(commands.get(2)).isEqualTo("STREAM FILE vm-intro \"\"");
        assertThat(commands.get(3)).matches("RECORD FILE /tmp/message-\\d{8}-\\d{6}-[\\w-]+ wav \\* 60000 BEEP");
        assertThat(commands.subList(4, commands.size())).containsExactly("STREAM FILE auth-thankyou \"\"", "HANGUP");
    }

    @Test
    void whoIsNotPutThroughMayLeaveAMessage() {
        assertThat(call("0").subList(2, 5))
                .containsExactly("EXEC Dial PJSIP/100,20", "GET VARIABLE DIALSTATUS", "STREAM FILE vm-intro \"\"");
    }

    @Test
    void aCommandThatThePbxRefusesEndsTheCall() {
        PBX.on(
                "AGI",
                action -> action.field("Command").startsWith("EXEC Dial")
                        ? Reply.error("There is no such command")
                        : CALLERS.answer(action));
        try {
            assertThat(call("0"))
                    .containsExactly(
                            "ANSWER", "GET DATA basic-pbx-ivr-main 5000 1 -> 0", "STREAM FILE im-sorry \"\"", "HANGUP");
        } finally {
            PBX.on("AGI", CALLERS::answer);
        }
    }

    @Test
    void aCallerWhoHangsUpEndsTheRoute() {
        assertThat(call(SimulatedCallers.HANGS_UP))
                .startsWith("ANSWER", "GET DATA basic-pbx-ivr-main 5000 1 -> hangs up")
                .doesNotContain("STREAM FILE im-sorry \"\"");
        assertThat(call("1", SimulatedCallers.HANGS_UP))
                .contains("GET DATA vm-enter-num-to-call 5000 3 -> hangs up")
                .doesNotContain("STREAM FILE im-sorry \"\"");
    }
}
