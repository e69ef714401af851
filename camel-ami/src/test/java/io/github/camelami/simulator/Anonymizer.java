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
package io.github.camelami.simulator;

import io.github.camelami.internal.wire.VariableNames;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the names, numbers, addresses and secrets in messages of a PBX. What is not known to be harmless is replaced.
 * The same text has the same replacement in all messages, so that the messages still tell the same calls. Not
 * thread-safe.
 */
public final class Anonymizer {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,5}(\\.[0-9]{1,6})?|[0-9]{1,4}:[0-9]{2}:[0-9]{2}");
    private static final Pattern EPOCH = Pattern.compile("0|1[5-9][0-9]{8}");
    private static final Pattern TIME = Pattern.compile("([0-9]{9,11}\\.[0-9]{3})[0-9]{3}");
    private static final Pattern LISTED_VARIABLE = Pattern.compile("_{0,2}[A-Z][A-Z_]*[0-9]?");
    private static final Pattern EXTRA =
            Pattern.compile("\"(?<key>[a-z_]+)\":(?:([0-9]{1,3})(?=[,}])|\"([^\"\\\\]*)\"(?=[,}]))?");
    private static final Pattern DATE = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})?[ T]?" + "([0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?([+-][0-9]{4})?)?");

    /** The name of a channel, and nothing before or after it. */
    private static final Pattern CHANNEL = Pattern.compile("([A-Za-z0-9]+)/[^ ]*");

    private final Replacements replacements = new Replacements();
    private final ChannelIds ids = new ChannelIds();
    private final Set<String> keptVariables;
    private final TextReplacer replacer;

    /** Creates an anonymizer with a random table of its own. */
    public Anonymizer() {
        this(Set.of(), Set.of());
    }

    /**
     * Creates an anonymizer with a random table of its own, which keeps some texts.
     *
     * @param kept the names that are kept wherever they occur, for example of dialplan contexts and trunks
     * @param keptVariables the channel variables whose names and values are kept
     */
    public Anonymizer(Set<String> kept, Set<String> keptVariables) {
        this.keptVariables = Set.copyOf(keptVariables);
        this.replacer = new TextReplacer(replacements, ids, kept);
    }

    /** Returns a message, given as its text on the wire, with everything replaced that is not harmless. */
    public String message(String text) {
        StringBuilder result = new StringBuilder(text.length());
        Message message = new Message();
        replacements.expect(text);
        // Asterisk ends its own lines with CR LF. A lone LF is part of a value, which somebody may have chosen
        for (int start = 0; start < text.length(); ) {
            int lineEnd = text.indexOf("\r\n", start);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            int next = lineEnd < 0 ? end : end + 2;
            result.append(message.line(text.substring(start, end))).append(text, end, next);
            start = next;
        }
        return result.toString();
    }

    /** How much was replaced so far, one kind a line, without any original. */
    public String summary() {
        return replacements.summary();
    }

    /** The lines of one message. */
    private final class Message {
        private String name = "";
        private String variable = "";

        /** Whether a sender chose the fields that follow, so that their names say nothing about their values. */
        private boolean foreign;

        private boolean begun;

        /** Whether Asterisk may write its Timestamp now, which comes before all other fields. */
        private boolean atTimestamp = true;

        String line(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return replacer.free(line);
            }
            String key = line.substring(0, colon);
            int start = colon + (line.startsWith(" ", colon + 1) ? 2 : 1);
            String value = line.substring(start);
            String replaced =
                    value.indexOf('\n') >= 0 ? replacer.free(value) : begun ? value(key, value) : first(key, value);
            foreign |= !begun && value.indexOf('\n') >= 0;
            begun = true;
            atTimestamp &= key.equals("Event") || key.equals("Privilege");
            return key(key) + line.substring(colon, start) + replaced;
        }

        private String first(String key, String value) {
            if (key.equals("Event")) {
                name = value;
                foreign = !HarmlessText.isEvent(value);
                return foreign ? named(value) : value;
            }
            foreign = !key.equals("Response");
            return value(key, value);
        }

        private String key(String key) {
            return HarmlessText.isField(key) ? key : named(key);
        }

        private String value(String key, String value) {
            String field = HarmlessText.base(key);
            if (field.equals("Privilege")) {
                return privilege(value);
            } else if (atTimestamp
                    && key.equals("Timestamp")
                    && TIME.matcher(value).matches()) {
                // the component reads no more than milliseconds, and six random digits look like numbers
                ids.timestamp(value);
                return TIME.matcher(value).replaceFirst("$1000");
            } else if (foreign) {
                return replacer.free(value);
            } else if (name.equals("UserEvent") && key.equals("UserEvent")) {
                foreign = true;
                return replacer.free(value);
            } else if (HarmlessText.lists("names-in", field)) {
                return HarmlessText.lists("no-name", value) ? value : chosen(value);
            } else if (isDigitsPressed(field)) {
                return value.isEmpty() ? value : replacements.pressedDigit();
            } else if (isHarmless(field, value)) {
                return value;
            }
            return byKind(field, value);
        }

        private boolean isDigitsPressed(String field) {
            return HarmlessText.lists("digits-in", field);
        }

        private boolean isHarmless(String field, String value) {
            return value.isEmpty()
                    || HarmlessText.lists("everywhere", value)
                    || HarmlessText.isValueOf(field, value)
                    || HarmlessText.lists("numbers", field)
                            && NUMBER.matcher(value).matches()
                    || HarmlessText.lists("epochs", field)
                            && EPOCH.matcher(value).matches()
                    || HarmlessText.lists("dates", field) && DATE.matcher(value).matches()
                    || HarmlessText.lists("applications-in", field) && HarmlessText.lists("applications", value)
                    || HarmlessText.lists("extensions-in", field) && HarmlessText.lists("special-extensions", value);
        }

        private String byKind(String field, String value) {
            if (HarmlessText.lists("ids-in", field)) {
                ids.add(value);
                return replacer.text(value);
            }
            if (field.equals("ChanVariable") || field.equals("Variable") && !name.equals("VarSet")) {
                return assignment(value);
            } else if (field.equals("Variable")) {
                variable = value;
                return variableName(value);
            } else if (field.equals("Value") && name.equals("VarSet")) {
                return variableValue(variable, value);
            } else if (HarmlessText.lists("contexts-in", field)) {
                return replacer.context(value);
            } else if (HarmlessText.lists("dialled-in", field)) {
                return replacer.dialled(value);
            } else if (field.equals("Extra") && value.startsWith("{")) {
                return extra(value);
            }
            return replacer.text(value);
        }

        private String assignment(String value) {
            int equals = VariableNames.end(value);
            if (equals < 0) {
                return variableName(value);
            }
            String variableName = value.substring(0, equals);
            // the option callVariables selects by these names, which channelvars in manager.conf lists
            boolean listed = LISTED_VARIABLE.matcher(variableName).matches();
            return (listed ? variableName : variableName(variableName))
                    + '='
                    + variableValue(variableName, value.substring(equals + 1));
        }

        private String variableName(String variableName) {
            boolean harmless = keptVariables.contains(variableName)
                    || HarmlessText.lists("variables", variableName)
                    || HarmlessText.lists("number-variables", variableName);
            return harmless ? variableName : named(variableName);
        }

        private String variableValue(String variableName, String value) {
            boolean harmless = keptVariables.contains(variableName)
                    || HarmlessText.lists("everywhere", value)
                    || HarmlessText.lists("variables", variableName) && HarmlessText.lists("status-values", value)
                    || HarmlessText.lists("number-variables", variableName)
                            && NUMBER.matcher(value).matches();
            return harmless ? value : chosen(value);
        }

        /** A text that somebody chose, unless it is the name of a channel. */
        private String chosen(String value) {
            Matcher channel = CHANNEL.matcher(value);
            boolean dialled = channel.matches() && HarmlessText.lists("technologies", channel.group(1));
            return dialled ? replacer.dialled(value) : replacer.free(value);
        }

        /** The JSON of a CEL event. */
        private String extra(String value) {
            StringBuilder result = new StringBuilder();
            Matcher entries = EXTRA.matcher(value);
            int end = 0;
            while (entries.find()) {
                if (HarmlessText.lists("extra-keys", entries.group("key"))) {
                    result.append(replacer.text(value.substring(end, entries.start())))
                            .append(entry(entries));
                    end = entries.end();
                }
            }
            return result.append(replacer.text(value.substring(end))).toString();
        }

        private String entry(MatchResult entry) {
            String key = entry.group(1);
            String number = entry.group(2);
            String text = entry.group(3);
            String replaced = "";
            if (number != null) {
                replaced = key.equals("hangupcause") ? number : replacer.text(number);
            } else if (text != null) {
                boolean status = HarmlessText.lists("status-values", text)
                        || key.equals("duration_ms") && NUMBER.matcher(text).matches();
                replaced = '"'
                        + (key.equals("digit") ? replacements.pressedDigit() : status ? text : replacer.text(text))
                        + '"';
            }
            return '"' + key + "\":" + replaced;
        }

        private String named(String text) {
            replacements.name();
            return replacer.free(text);
        }

        private String privilege(String value) {
            for (String eventClass : value.split(",")) {
                if (!HarmlessText.lists("classes", eventClass.toLowerCase(Locale.ROOT))) {
                    return replacer.free(value);
                }
            }
            return value;
        }
    }
}
