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
import java.util.regex.Pattern;

/**
 * Determines which number was dialled. No single field contains the number in all cases. The caller id of a dialled
 * phone is its own number, or the extension of the dialplan. The dial string contains the number that a trunk is to
 * dial, or the user in the contact of a phone, which may be random. {@code docs/maintainers/calls.md} has the rule with
 * its cases.
 */
final class DialledNumber {
    /**
     * Two numbers are considered equal if they end with the same digits, this many of them. By chance, this happens in
     * one of ten thousand cases.
     */
    private static final int TAIL = 4;

    private static final Pattern WAITS = Pattern.compile("[wW]+");

    private DialledNumber() {}

    /**
     * The dialled number, or null.
     *
     * @param channel the name of the dialled channel, which begins with its technology
     * @param dialString the dial string of DialBegin, without the technology: {@code 8202/sip:x@10.0.0.5}, {@code
     *     04099@trunk}
     * @param shown the caller id number of the dialled channel, or null
     * @param exten the extension of the dialplan that dialled the channel; a channel without its own caller id shows it
     *     as its caller id
     * @param wanted the extension that the dialling channel requested, or null
     */
    static String of(String channel, String dialString, String shown, String exten, String wanted) {
        String own = shown == null || shown.equals(exten) ? null : shown;
        if (dialString == null) {
            return shown;
        }
        String named = technology(dialString);
        String rest = named.isEmpty() ? dialString : dialString.substring(named.length() + 1);
        String number =
                switch (named.isEmpty() ? technology(channel) : named) {
                    case "IAX2" -> ofIax(rest, own, shown);
                    case "DAHDI" -> ofLine(rest, shown);
                    default -> of(rest, own, shown, wanted);
                };
        // the part after a colon may be a password
        return number != null && number.indexOf(':') >= 0 ? shown : number;
    }

    private static String of(String rest, String own, String shown, String wanted) {
        int uri = uri(rest);
        if (uri >= 0) {
            String endpoint = uri == 0 ? null : rest.substring(0, uri - 1);
            return ofContact(endpoint, user(rest.substring(uri)), own, shown, wanted);
        }
        int at = rest.indexOf('@');
        if (at > 0) {
            // the number for a trunk or, for a Local channel, the extension at the start of its name
            String user = withoutSecret(rest.substring(0, at));
            if (user.length() == at || isNumber(user)) {
                return user;
            }
        }
        int slash = rest.lastIndexOf('/');
        String number = slash < 0 ? null : withoutSecret(rest.substring(slash + 1));
        if (number != null && isNumber(number)) {
            return number;
        }
        return at > 0 ? shown : ofEndpoint(rest, own, shown);
    }

    private static String ofEndpoint(String endpoint, String own, String shown) {
        if (own != null) {
            return own;
        }
        return isNumber(endpoint) || shown == null ? endpoint : shown;
    }

    /**
     * The number in an IAX2 dial string, {@code user:secret@host/number@context/options}. The part before the host is
     * the user that logs in there.
     */
    private static String ofIax(String rest, String own, String shown) {
        String[] parts = rest.split("/");
        for (int i = parts.length - 1; i > 0; i--) {
            int at = parts[i].indexOf('@');
            String number = at < 0 ? parts[i] : parts[i].substring(0, at);
            if (isNumber(number)) {
                return number;
            }
        }
        boolean endpoint = parts.length == 1 && rest.indexOf('@') < 0;
        return endpoint ? ofEndpoint(rest, own, shown) : shown;
    }

    /**
     * The number in the dial string of a line, such as {@code g0/9w04099}, which consists of a group or port and the
     * digits to dial. If waits ({@code w}) divide the digits into several parts, the longest part is the number.
     * Without digits, there is no number.
     */
    private static String ofLine(String rest, String shown) {
        int slash = rest.indexOf('/');
        String number = null;
        for (String digits : slash < 0 ? new String[0] : WAITS.split(rest.substring(slash + 1))) {
            String dialled = digits.indexOf('/') < 0 ? digits : digits.substring(0, digits.indexOf('/'));
            number = isNumber(dialled) && (number == null || dialled.length() > number.length()) ? dialled : number;
        }
        return number == null ? shown : number;
    }

    private static boolean endsAlike(String user, String wanted) {
        int from = user.length() - TAIL;
        return wanted != null && from >= 0 && wanted.endsWith(user.substring(from));
    }

    private static String withoutSecret(String user) {
        int colon = user.indexOf(':');
        return colon < 0 ? user : user.substring(0, colon);
    }

    /** The number of a phone or trunk that was dialled by its contact. The name of a trunk may be a number, too. */
    private static String ofContact(String endpoint, String user, String own, String shown, String wanted) {
        boolean toNumber = user != null && isNumber(user);
        if (endpoint != null && isNumber(endpoint)) {
            boolean phone = wanted != null && wanted.endsWith(endpoint);
            boolean trunk = toNumber && !user.equals(endpoint) && (own == null ? !phone : endsAlike(user, wanted));
            return trunk ? user : own == null ? endpoint : own;
        }
        if (toNumber) {
            return user;
        }
        return own != null ? own : shown != null ? shown : endpoint != null ? endpoint : user;
    }

    /** The index at which a SIP URI begins, or -1. */
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
        String plain = parameter < 0 ? user : user.substring(0, parameter);
        return plain == null ? null : withoutSecret(plain);
    }

    /**
     * The technology at the beginning of a name, or an empty text if there is none. A queue writes {@code PJSIP/8202},
     * but Dial writes only {@code 8202}.
     */
    private static String technology(String name) {
        int slash = name == null ? -1 : name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        return switch (first) {
            case "PJSIP", "SIP", "Local", "IAX2", "DAHDI", "SCCP", "Motif", "Agent" -> first;
            default -> "";
        };
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

    /**
     * The extension in the name of a Local channel, such as {@code Local/8203@grp-0001;1}, or in the interface of a
     * member; null if there is none.
     */
    static String ofInterface(String name) {
        int slash = name == null ? -1 : name.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String rest = name.substring(slash + 1);
        if (technology(name).equals("IAX2")) {
            return of(name, name, null, null, null);
        }
        int at = rest.indexOf('@');
        String number = at < 0 ? rest : rest.substring(0, at);
        return number.isEmpty() || number.indexOf('/') >= 0 || number.indexOf(':') >= 0 ? null : number;
    }

    /**
     * The number of a queue member. For a Local member, it is the extension, even if the agent takes the call on a
     * mobile phone.
     */
    static String ofMember(String member, Channel phone) {
        String number = ofInterface(member);
        boolean extension = number != null && member.startsWith("Local/") && isNumber(number);
        return phone == null || extension ? number : phone.number();
    }
}
