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

import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which actions an endpoint may send. */
public final class ActionPolicy {

    /** Actions that belong to the session, or would take its events away, each with what a route uses instead. */
    private static final Map<String, String> INSTEAD = Map.of(
            "login", "use the options username, secret and authType",
            "challenge", "use the options username, secret and authType",
            "logoff", "stop the routes of the session, and it ends",
            "events", "use the option events of a consumer",
            "filter", "use the option serverFilter",
            "waitevent", "receive events with from(\"ami:...\")");

    public static final Set<String> OF_THE_SESSION = INSTEAD.keySet();

    /** Actions that run code, change configuration, database or system, or show configuration and its secrets. */
    public static final Set<String> DANGEROUS = Set.of(
            "command",
            "agi",
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

    /** Applications that run commands, programs or other applications. */
    private static final Set<String> DANGEROUS_APPLICATIONS = Set.of(
            "system",
            "trysystem",
            "exec",
            "tryexec",
            "execif",
            "execiftime",
            "agi",
            "eagi",
            "deadagi",
            "fastagi",
            "externalivr",
            "mixmonitor",
            "monitor",
            "record",
            "dictate",
            "minivmrecord",
            "minivmnotify",
            "minivmaccmess",
            "receivefax",
            "sendfax",
            "chanspy",
            "extenspy",
            "jack",
            "ices",
            "mp3player",
            "nbscat",
            "festival",
            "dahdiras",
            "zapras",
            "set",
            "mset",
            "setvar",
            "originate",
            "macro",
            "macroif",
            "macroexclusive",
            "gosub",
            "gosubif",
            "queuelog",
            "dbdel",
            "dbdeltree");

    /** Dialplan functions that run commands or reach files, networks, databases or other functions. */
    private static final Pattern DANGEROUS_FUNCTION = Pattern.compile(
            "\\b(SHELL|FILE|FILE_COUNT_LINE|FILE_FORMAT|EVAL|ENV|CURL|CURLOPT|ODBC\\w*|REALTIME\\w*|SYSINFO|LOCK|UNLOCK"
                    + "|TRYLOCK|STAT|DB|DB_DELETE|DB_KEYS|AST_CONFIG|SQL_ESC|AUDIOHOOK_INHERIT|MASTER_CHANNEL|SHARED"
                    + "|IMPORT|PRESENCE_STATE|DEVICE_STATE|SYSTEM|GLOBAL|PERIODIC_HOOK|JACK_HOOK|MINIVM\\w*|DNS_QUERY|ENUM\\w*"
                    + "|TXTCIDNAME|SRVQUERY)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    /** Actions whose fields are text for others; Asterisk does not evaluate them. */
    private static final Set<String> TEXT = Set.of("userevent", "sendtext", "messagesend", "jabbersend");

    private final String uriAction;
    private final NamePatterns allowed;
    private final boolean allowDangerous;

    /** @param allowed null if messages may choose any action that is not dangerous */
    ActionPolicy(String uriAction, NamePatterns allowed, boolean allowDangerous) {
        this.uriAction = uriAction;
        this.allowed = allowed;
        this.allowDangerous = allowDangerous;
    }

    /** Whether an endpoint may send this action only if its URI allows it. */
    public static boolean isDangerous(String action) {
        String name = action.toLowerCase(Locale.ROOT);
        return DANGEROUS.contains(name) || OF_THE_SESSION.contains(name);
    }

    /**
     * Checks the options: the constant part of the URI's action, or null, and the names in allowedActions.
     *
     * @throws AmiException.Refused if the endpoint must not send this action, whatever a message adds
     */
    void checkConstants(AmiAction constants, String allowedActions) {
        for (String action : NamePatterns.split(allowedActions)) {
            if (!allowDangerous && DANGEROUS.contains(action.toLowerCase(Locale.ROOT))) {
                throw dangerous("allowedActions", "action " + action);
            }
        }
        if (constants != null) {
            checkParts(constants);
        }
    }

    /** @throws AmiException.Refused if the endpoint must not send this action */
    void check(AmiAction action) {
        checkParts(action);
        if (!allowDangerous
                && action.is("Setvar")
                && action.field("Channel").orElse("").isBlank()) {
            throw dangerous(action.name(), "a global variable, which is set where there is no Channel,");
        }
    }

    private void checkParts(AmiAction action) {
        String name = action.name().toLowerCase(Locale.ROOT);
        if (OF_THE_SESSION.contains(name)) {
            throw new AmiException.Refused(
                    action.name() + " is reserved for the session, which routes share; " + INSTEAD.get(name));
        }
        if (uriAction == null && allowed != null && !allowed.test(action.name())) {
            throw new AmiException.Refused(action.name() + " is not among allowedActions");
        }
        String danger = allowDangerous ? null : danger(action, name);
        if (danger != null) {
            throw dangerous(action.name(), danger);
        }
    }

    private static AmiException.Refused dangerous(String where, String what) {
        return new AmiException.Refused(where + ": " + what
                + " can run code or change the PBX; set allowDangerousActions=true if you intend that");
    }

    private static String danger(AmiAction action, String name) {
        if (DANGEROUS.contains(name)) {
            return "this action";
        }
        for (AmiAction.Field field : action.fields()) {
            String value = field.value().strip();
            if (field.name().equalsIgnoreCase("Application")
                    && DANGEROUS_APPLICATIONS.contains(value.toLowerCase(Locale.ROOT))) {
                return "application " + value;
            }
            if (!TEXT.contains(name) && DANGEROUS_FUNCTION.matcher(value).find()) {
                return "a dialplan function in field " + field.name();
            }
        }
        return null;
    }
}
