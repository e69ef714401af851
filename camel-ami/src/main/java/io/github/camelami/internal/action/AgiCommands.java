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

import java.util.List;
import java.util.Locale;

/** Which AGI commands may be sent without permission. */
final class AgiCommands {
    /** Commands that only concern the call itself. */
    private static final List<String> HARMLESS = List.of(
            "ANSWER",
            "ASYNCAGI BREAK",
            "CHANNEL STATUS",
            "CONTROL STREAM FILE",
            "DATABASE GET",
            "GET DATA",
            "GET FULL VARIABLE",
            "GET OPTION",
            "GET VARIABLE",
            "HANGUP",
            "NOOP",
            "RECEIVE CHAR",
            "RECEIVE TEXT",
            "SAY ALPHA",
            "SAY DATE",
            "SAY DATETIME",
            "SAY DIGITS",
            "SAY NUMBER",
            "SAY PHONETIC",
            "SAY TIME",
            "SEND IMAGE",
            "SEND TEXT",
            "SET AUTOHANGUP",
            "SET CALLERID",
            "SET CONTEXT",
            "SET EXTENSION",
            "SET MUSIC",
            "SET PRIORITY",
            "SET VARIABLE",
            "STREAM FILE",
            "TDD MODE",
            "VERBOSE",
            "WAIT FOR DIGIT");

    private AgiCommands() {}

    /** What is dangerous about a command, for messages; null if nothing is. */
    static String danger(String command) {
        String[] words = command.strip().split("\\s+");
        String upper = String.join(" ", words).toUpperCase(Locale.ROOT) + ' ';
        if (upper.startsWith("EXEC ")) {
            String application = words.length > 1 ? words[1].replace("\"", "") : "";
            // Asterisk removes quotes and backslashes within a word
            boolean clear = application.matches("\\w+") && !DangerousActions.isDangerousApplication(application);
            return clear ? null : "application " + application;
        }
        boolean harmless = HARMLESS.stream().anyMatch(known -> upper.startsWith(known + ' '));
        return harmless ? null : "this command";
    }
}
