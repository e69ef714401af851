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

import java.util.ArrayList;
import java.util.List;

/** Decides which AGI commands may be sent without allowDangerousActions. */
final class AgiCommands {
    /** Commands that affect only the call itself. */
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

    /** The dangerous part of a command, for the text of an exception; null if the command is not dangerous. */
    static String danger(String command) {
        List<String> words = words(command);
        if (DangerousActions.hasDangerousFunction("agi", String.join(" ", words))) {
            return "a dialplan function or variable in field Command";
        }
        String application = application(words);
        if (application != null) {
            String data = String.join(" ", words.subList(Math.min(2, words.size()), words.size()));
            boolean clear = application.matches("\\w+") && !DangerousActions.isDangerousApplication(application, data);
            return clear ? null : "application " + application;
        }
        if (begins(words, "GET FULL VARIABLE") && isComposed(String.join(" ", words))) {
            return "an expression within an expression";
        }
        return HARMLESS.stream().anyMatch(known -> begins(words, known)) ? null : "this command";
    }

    /** The dialplan application that the command EXEC runs; null for other commands. */
    static String application(String command) {
        return application(words(command));
    }

    private static String application(List<String> words) {
        return !begins(words, "EXEC") ? null : words.size() > 1 ? words.get(1) : "";
    }

    private static boolean begins(List<String> words, String command) {
        List<String> names = List.of(command.split(" "));
        return words.size() >= names.size()
                && String.join("\n", words.subList(0, names.size())).equalsIgnoreCase(String.join("\n", names));
    }

    /**
     * Splits a command into words as Asterisk does. Blanks and tabs outside quotes separate words. Quotes and
     * backslashes are removed, even within a word.
     */
    private static List<String> words(String command) {
        List<StringBuilder> words = new ArrayList<>();
        boolean within = false;
        boolean quoted = false;
        boolean escaped = false;
        for (char character : command.toCharArray()) {
            boolean mark = !escaped && (character == '"' || character == '\\');
            quoted ^= mark && character == '"';
            if (!mark && !quoted && !escaped && (character == ' ' || character == '\t')) {
                within = false;
                continue;
            }
            escaped = mark && character == '\\';
            if (!within && !escaped) {
                words.add(new StringBuilder());
                within = true;
            }
            if (!mark) {
                words.get(words.size() - 1).append(character);
            }
        }
        return words.stream().map(StringBuilder::toString).toList();
    }

    /**
     * Whether a dialplan expression contains another one. Asterisk then evaluates the result of the inner one, which
     * may be the name of a function, for example.
     */
    private static boolean isComposed(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '{') {
                depth++;
            } else if (character == '}') {
                depth = Math.max(0, depth - 1);
            } else if (depth > 0 && (text.startsWith("${", i) || text.startsWith("$[", i))) {
                return true;
            }
        }
        return false;
    }
}
