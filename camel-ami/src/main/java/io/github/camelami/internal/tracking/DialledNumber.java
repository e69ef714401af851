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
package io.github.camelami.internal.tracking;

import java.util.Locale;

/**
 * Which number was dialled. No field has it in all cases: a phone has its own number as its caller id, or the extension of
 * the dialplan in its place; the dial string has the user of a phone's contact, which may be random, or the number that a
 * trunk is to dial. {@code docs/calls.md} has the rule with its cases.
 */
final class DialledNumber {
    private DialledNumber() {}

    /**
     * @param dialString as DialBegin has it, after the technology: {@code 8202/sip:x@10.0.0.5}, {@code 04099@trunk}
     * @param shown the caller id number of the channel that was dialled, or null
     * @param exten the extension in which it was dialled, which is its caller id where it has none of its own
     */
    static String of(String dialString, String shown, String exten) {
        String own = shown == null || shown.equals("s") || shown.equals(exten) ? null : shown;
        String usable = "s".equals(shown) ? null : shown;
        if (dialString == null) {
            return usable;
        }
        String rest = withoutTechnology(dialString);
        int uri = uri(rest);
        if (uri >= 0) {
            String endpoint = uri == 0 ? null : rest.substring(0, uri - 1);
            return ofContact(endpoint, user(rest.substring(uri)), own, usable);
        }
        int at = rest.indexOf('@');
        if (at > 0) {
            // a number for a trunk; of a Local channel the extension that its name begins with
            return rest.substring(0, at);
        }
        int slash = rest.lastIndexOf('/');
        String number = slash < 0 ? null : rest.substring(slash + 1);
        if (number != null && isNumber(number)) {
            return number;
        }
        if (own != null) {
            return own;
        }
        return isNumber(rest) || usable == null ? rest : usable;
    }

    /** A phone has a contact; a trunk may be dialled by one, too. */
    private static String ofContact(String endpoint, String user, String own, String usable) {
        if (endpoint != null && isNumber(endpoint)) {
            return own == null ? endpoint : own;
        }
        if (user != null && isNumber(user)) {
            return user;
        }
        return own != null ? own : usable != null ? usable : endpoint != null ? endpoint : user;
    }

    /** Where a SIP URI begins, or -1. */
    private static int uri(String text) {
        if (text.indexOf(':') < 0) {
            return -1;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int sip = lower.indexOf("sip:");
        return sip >= 0 ? sip : lower.indexOf("sips:");
    }

    private static String user(String uri) {
        String address = uri.substring(uri.indexOf(':') + 1);
        int at = address.indexOf('@');
        String user = at < 0 ? null : address.substring(0, at);
        int parameter = user == null ? -1 : user.indexOf(';');
        return parameter < 0 ? user : user.substring(0, parameter);
    }

    /** A queue writes {@code PJSIP/8202}, Dial only {@code 8202}; a Local channel may end in options. */
    private static String withoutTechnology(String dialString) {
        int slash = dialString.indexOf('/');
        String first = slash < 0 ? "" : dialString.substring(0, slash);
        boolean technology =
                switch (first) {
                    case "PJSIP", "SIP", "Local", "IAX2", "DAHDI", "SCCP", "Motif", "Agent" -> true;
                    default -> false;
                };
        return technology ? dialString.substring(slash + 1) : dialString;
    }

    static boolean isNumber(String text) {
        int first = text.startsWith("+") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if ("0123456789*#".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.length() > first;
    }

    /** The extension of a Local channel's name, {@code Local/8203@grp-0001;1}, or of a member's interface; or null. */
    static String ofInterface(String name) {
        int slash = name == null ? -1 : name.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String rest = name.substring(slash + 1);
        int at = rest.indexOf('@');
        String number = at < 0 ? rest : rest.substring(0, at);
        return number.isEmpty() || number.indexOf('/') >= 0 ? null : number;
    }
}
