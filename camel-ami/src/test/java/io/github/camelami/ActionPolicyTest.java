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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPolicyTest extends RouteTestSupport {

    @BeforeEach
    void answerEverything() {
        for (String action : new String[] {"Originate", "Setvar", "Getvar", "Status", "Reload", "Redirect"}) {
            pbx.on(action, received -> Reply.success());
        }
    }

    private void assertRefused(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("allowDangerousActions=true");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    static Stream<String> dangerous() {
        return DangerousActions.DANGEROUS.stream();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void G3_aDangerousActionInTheUriFailsAtStartInAnyCase(String action) throws Exception {
        for (String spelling : new String[] {action, action.toUpperCase(Locale.ROOT)}) {
            assertThatThrownBy(() -> send(ami("action=" + spelling), null))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasStackTraceContaining("set allowDangerousActions=true if you intend that");
        }
        assertThat(pbx.logins()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void G3_aDangerousActionIsRefusedWhoeverChoosesIt(String action) throws Exception {
        assertRefused(send(ami(""), Map.of("Action", action.toUpperCase(Locale.ROOT))));
        assertRefused(send(ami("allowedActions=.*"), null, Map.of(AmiConstants.ACTION, action)));
    }

    /** Nobody knows what such an action does, unless the author of the route names it. */
    @Test
    void G3_anActionThatTheCatalogueDoesNotKnowMustBeAllowed() throws Exception {
        Map<String, Object> fields = Map.of("Action", "QueueFlush");
        pbx.on("QueueFlush", action -> Reply.success());
        for (String options : List.of("", "allowedActions=Queue*", "allowedActions=*")) {
            assertRefused(send(ami(options), fields));
        }
        sendWell(ami("allowedActions=Ping,queueflush"), fields, NO_HEADERS);
        sendWell(ami("allowDangerousActions=true"), fields, NO_HEADERS);
        sendWell(ami("action=QueueFlush"), null, NO_HEADERS);
    }

    @Test
    void G3_withAllowDangerousActionsItIsSent() throws Exception {
        sendWell(ami("action=Reload&allowDangerousActions=true"), null, NO_HEADERS);
        sendWell(ami("allowDangerousActions=true"), Map.of("Action", "Reload"), NO_HEADERS);
        assertThat(receivedFromRoutes()).containsExactly("Reload", "Reload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System",
                "SYSTEM",
                " trysystem ",
                "Exec",
                "TryExec",
                "ExecIf",
                "AGI",
                "EAGI",
                "DeadAGI",
                "ExternalIVR",
                "MixMonitor",
                "Monitor",
                "Record",
                "Set",
                "MSet",
                "Originate",
                "Macro",
                "Gosub",
                "GosubIf",
                "MacroIf",
                "ChanSpy",
                "ExtenSpy",
                "MP3Player",
                "NBScat",
                "ICES",
                "DAHDIRAS",
                "Dictate",
                "MinivmNotify",
                "SendFAX",
                "Reload",
                "WaitForCondition",
                "AudioSocket",
                "ChangeMonitor",
                "PJSIPNotify",
                "QueueUpdate"
            })
    void G3_originateOfADangerousApplicationIsRefused(String application) throws Exception {
        assertRefused(send(
                ami("action=Originate"),
                Map.of("Channel", "Local/200@default", "Application", application, "Data", "x")));
        assertRefused(send(ami(""), Map.of("Action", "ORIGINATE", "aPPLICATION", application)));
        assertRefused(send(ami(""), Map.of("Action", "Originate", "Application", List.of("Playback", application))));
    }

    /** From its sixth argument on, Queue runs a script or a subroutine on the caller's channel. */
    @Test
    void G3_aQueueWithAScriptIsRefused() throws Exception {
        Map<String, Object> fields = Map.of("Channel", "PJSIP/100", "Application", "Queue");
        for (String data : List.of("support,,,,,script.sh", "support,tc,,,300,,subroutine")) {
            assertRefused(send(ami("action=Originate&field.Data=" + data + "&lazyStartProducer=true"), fields));
        }
        sendWell(
                ami("action=Originate&awaitOutcome=false&field.Data=support,tc,,,300&lazyStartProducer=true"),
                fields,
                NO_HEADERS);
    }

    static Stream<String> functions() {
        return Stream.of(
                "${SHELL(rm -rf /)}",
                "${shell(id)}",
                "${ Shell (id) }",
                "x${FILE(/etc/passwd)}",
                "${EVAL(${x})}",
                "${CURL(http://evil/)}",
                "${ODBC_SQL(drop)}",
                "${ODBC(x)}",
                "${odbc_fetch\t(x)}",
                "${DB(a/b)}",
                "${DB_DELETE(a/b)}",
                "${ENV(PATH)}",
                "${REALTIME(x)}",
                "${REALTIME_STORE(x)}",
                "${AST_CONFIG(manager.conf,admin,secret)}",
                "${LOCK(a)}",
                "${GLOBAL(TRUNK)}",
                "${IMPORT(a,b)}",
                "${PERIODIC_HOOK(a,b,1)}",
                "${DNS_QUERY(secret.evil)}",
                "${AST_SORCERY(res_pjsip,auth,100,password)}",
                "${AMI_CLIENT(admin,sessions)}",
                "${VM_INFO(100,password)}",
                "${EVAL_SUB(a,1,1)}",
                "${EXPORT(a,b)}",
                "F\\ILE(/etc/x)",
                "\"D\"B(a/b)",
                "MONITOR\"\"_EXEC",
                "MONITOR_EXEC",
                "__MONITOR_EXEC_ARGS",
                "${GLOBAL_DELETE(a)}",
                "${DIALGROUP(a,add)}",
                "${CONFBRIDGE( bridge, record_file)}");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void G3_dataWithADangerousFunctionIsRefused(String data) throws Exception {
        Map<String, Object> originate = new LinkedHashMap<>();
        originate.put("Channel", "Local/200@default");
        originate.put("Application", "Playback");
        originate.put("Data", data);
        assertRefused(send(ami("action=Originate"), originate));
        String bare = data.replaceAll("^x?\\$\\{|}$", "");
        assertRefused(send(ami("action=Originate"), Map.of("Variable", Map.of("X", data))));
        assertRefused(send(ami("action=Originate"), Map.of("Variable", bare + "=y")));
        assertRefused(send(ami("action=Originate"), Map.of("Variable", List.of("a=b", "c=d," + bare + "=y"))));
        assertRefused(send(ami("action=Setvar"), Map.of("Channel", "a", "Variable", bare, "Value", "x")));
        assertRefused(send(ami("action=Getvar"), Map.of("Channel", "a", "Variable", bare)));
        assertRefused(send(ami("action=Status"), Map.of("Variables", "a," + bare)));
        assertRefused(send(ami("action=Redirect"), Map.of("Exten", data)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=Originate&field.Application=System",
                "action=Originate&field.Application=Playback&field.Data=RAW(${SHELL(id)})",
                "action=Originate&variable.A=RAW(${CURL(http://evil)})",
                "action=Getvar&field.Variable=RAW(SHELL(id))",
                "action=Command",
                "action=REloAD",
                "action=Login",
                "action=Getvar&field.Variable=RAW(a,SHELL(id))",
                "allowedActions=Ping,updateconfig"
            })
    void G3_anUriThatNamesSomethingDangerousFailsAtStart(String options) throws Exception {
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(ami(options));
            }
        });
        assertThatThrownBy(context::start)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageStartingWith("ami:127.0.0.1: ");
        assertThat(pbx.logins()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Login     | use the options username, secret and authType
                    Challenge | use the options username, secret and authType
                    Logoff    | stop the routes of the session, and it ends
                    Events    | use the option events of a consumer
                    Filter    | use the option serverFilter
                    WAITEVENT | receive events with from("ami:...")
                    """)
    void whatIsLeftToTheSessionIsRefusedWithWhatToDoInstead(String action, String instead) throws Exception {
        Throwable refused = send(ami("allowDangerousActions=true"), Map.of("Action", action))
                .getException();
        assertThat(refused)
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageEndingWith(action + " is reserved for the session, which routes share; " + instead);
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void G3_setvarWithoutAChannelIsGlobalAndRefused() throws Exception {
        assertRefused(send(ami(""), Map.of("Action", "Setvar", "Variable", "TRUNK", "Value", "Local/premium")));
        assertRefused(send(ami(""), Map.of("Action", "Setvar", "Channel", " ", "Variable", "TRUNK", "Value", "x")));
        sendWell(ami("action=Setvar"), Map.of("Channel", "a", "Variable", "X", "Value", "y"), NO_HEADERS);
    }

    @Test
    void harmlessValuesPass() throws Exception {
        for (String data : new String[] {
            "tt-monkeys",
            "${CALLERID(num)}",
            "profile(x)",
            "dbl (a)",
            "${CHANNEL(state)}",
            "Mr. Shell",
            "file.wav",
            "Evaluation (1)"
        }) {
            sendWell(
                    ami("action=Originate&awaitOutcome=false"),
                    Map.of("Application", "Playback", "Data", data),
                    NO_HEADERS);
        }
        assertThat(receivedFromRoutes()).hasSize(8);
    }

    @Test
    void textForPeopleIsNotReadAsDialplan() throws Exception {
        pbx.on("SendText", received -> Reply.success());
        sendWell(ami("action=SendText"), Map.of("Channel", "a", "Message", "see the file (page 2)"), NO_HEADERS);
        sendWell(
                ami("action=Originate&awaitOutcome=false"),
                Map.of("Channel", "a", "Application", "Echo", "CallerID", "\"Import (Hamburg)\" <100>"),
                NO_HEADERS);
        assertThat(receivedFromRoutes()).containsExactly("SendText", "Originate");
    }
}
