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
package io.github.camelami.internal.action;

import io.github.camelami.internal.wire.AnyCaseMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The actions, applications and dialplan functions that an endpoint never sends, or sends only if its URI allows them.
 * {@link ActionFactory} applies these lists to each action.
 */
public final class DangerousActions {

    /**
     * Actions that routes must not send, with a hint at the alternative. Only the session sends them, or they would
     * take away its events.
     */
    private static final Map<String, String> INSTEAD = new AnyCaseMap<>(Map.of(
            "login", "use the options username, secret and authType",
            "challenge", "use the options username, secret and authType",
            "logoff", "stop the routes of the session, and it ends",
            "events", "use the option events of a consumer",
            "filter", "use the option serverFilter",
            "waitevent", "receive events with from(\"ami:...\")"));

    public static final Set<String> OF_THE_SESSION = INSTEAD.keySet();

    /** Actions that run code, change configuration, database or system, or show configuration and its secrets. */
    public static final Set<String> DANGEROUS = AnyCaseMap.setOf(
            "command",
            "reload",
            "queuereload",
            "moduleload",
            "loggerrotate",
            "updateconfig",
            "createconfig",
            "getconfig",
            "getconfigjson",
            "listcategories",
            "showdialplan",
            "dialplanextensionadd",
            "dialplanextensionremove",
            "dbput",
            "dbdel",
            "dbdeltree",
            "monitor",
            "mixmonitor",
            "changemonitor",
            "confbridgestartrecord",
            "dahdirestart",
            "zaprestart",
            "pridebugfileset",
            "pridebugset",
            "bridgetechnologysuspend",
            "bridgetechnologyunsuspend",
            "pjsipsetmaintenance",
            "pjsipunregister",
            "pjsipshowauths",
            "pjsipshowendpoint",
            "pjsipnotify",
            "sipnotify",
            "sorcerymemorycacheexpire",
            "sorcerymemorycacheexpireobject",
            "sorcerymemorycachepopulate",
            "sorcerymemorycachestale",
            "sorcerymemorycachestaleobject",
            "voicemailremove",
            "voicemailforward",
            "voicemailmove");

    /** Applications that run commands, programs or other applications, reach files or networks, or listen in. */
    private static final Set<String> DANGEROUS_APPLICATIONS = Set.of(
            ("system trysystem exec tryexec execif execiftime waitforcondition agi eagi deadagi fastagi externalivr"
                            + " originate macro macroif macroexclusive gosub gosubif alarmreceiver dahdiras zapras"
                            + " mixmonitor monitor changemonitor record dictate readfile testclient testserver sms"
                            + " minivmrecord minivmnotify minivmaccmess minivmdelete receivefax sendfax speechloadgrammar"
                            + " chanspy extenspy dahdiscan broadcast jack ices mp3player nbscat festival audiosocket"
                            + " set mset setvar setglobalvar importvar dbput dbdel dbdeltree mysql queuelog queueupdate"
                            + " reload iax2provision pjsipnotify")
                    .split(" "));

    /**
     * The index of the argument AGI of the application Queue, which names a script. It follows the timeout. The
     * arguments behind it name scripts or subroutines, too. An endpoint must not set any of them unless it allows
     * dangerous actions.
     */
    private static final int QUEUE_SCRIPT = 5;

    /**
     * Dialplan functions that run commands or reach files, networks, databases, passwords, other channels or other
     * functions. Also matches the variable that contains the command that Queue and Monitor run at the end of a
     * recording.
     */
    private static final Pattern DANGEROUS_FUNCTION = Pattern.compile(
            "\\b(SHELL|FILE|FILE_COUNT_LINE|FILE_FORMAT|EVAL|EVAL_\\w*|ENV|CURL|CURLOPT|ODBC\\w*|REALTIME\\w*|SYSINFO|LOCK"
                    + "|UNLOCK|TRYLOCK|STAT|DB|DB_\\w*|AST_CONFIG|AST_SORCERY|AMI_CLIENT|VM_INFO|SQL_ESC"
                    + "|AUDIOHOOK_INHERIT|MASTER_CHANNEL|SHARED|IMPORT|EXPORT|PRESENCE_STATE|DEVICE_STATE|SYSTEM"
                    + "|GLOBAL|GLOBAL_\\w*|DIALGROUP|PERIODIC_HOOK|JACK_HOOK|MINIVM\\w*|DNS_QUERY|ENUM\\w*|TXTCIDNAME|SRVQUERY"
                    + "|CALENDAR_\\w*|DUNDI\\w*|CONFBRIDGE(?=\\W*bridge\\W+record))\\s*\\(|MONITOR_EXEC",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTING = Pattern.compile("[\"\\\\]");

    /** Actions that only pass text on. Asterisk does not evaluate their fields. */
    private static final Set<String> TEXT = AnyCaseMap.setOf("UserEvent", "SendText", "MessageSend", "JabberSend");

    /** Fields that contain names of people. Asterisk does not evaluate them. */
    private static final Set<String> TEXT_FIELDS = AnyCaseMap.setOf("CallerID", "MemberName");

    private DangerousActions() {}

    /** Whether an endpoint never sends this action, or sends it only if its URI allows it. */
    public static boolean isDangerous(String action) {
        return isAllowable(action) || instead(action) != null;
    }

    /** Whether an endpoint with allowDangerousActions may send this action. */
    static boolean isAllowable(String action) {
        return DANGEROUS.contains(action);
    }

    /** What to use instead of this action, for the text of an exception; null if routes may send it. */
    static String instead(String action) {
        return INSTEAD.get(action);
    }

    /** Whether this dialplan application, with these arguments, runs code or changes the PBX. */
    public static boolean isDangerousApplication(String name, String data) {
        String lower = name.toLowerCase(Locale.ROOT);
        return DANGEROUS_APPLICATIONS.contains(lower)
                || lower.equals("queue")
                        && Stream.of(data.split("[,|]")).skip(QUEUE_SCRIPT).anyMatch(argument -> !argument.isBlank());
    }

    /** Whether the field with this name contains only text for people. */
    static boolean isText(String field) {
        return TEXT_FIELDS.contains(field);
    }

    /**
     * Whether Asterisk would evaluate a dangerous function or run a command if a field had this value.
     *
     * @param value the value of a field of the action
     */
    public static boolean hasDangerousFunction(String action, String value) {
        // Asterisk removes quotes and backslashes from a list of variables or arguments, also within a name
        return mayHaveFunction(value)
                && !TEXT.contains(action)
                && (DANGEROUS_FUNCTION.matcher(value).find()
                        || DANGEROUS_FUNCTION
                                .matcher(QUOTING.matcher(value).replaceAll(""))
                                .find());
    }

    /** Whether the value has one of the characters without which {@link #DANGEROUS_FUNCTION} finds nothing. */
    private static boolean mayHaveFunction(String value) {
        return value.indexOf('(') >= 0 || value.indexOf('_') >= 0;
    }
}
