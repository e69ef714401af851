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

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces every word, number and address in a text, and keeps the punctuation between them. A number, a word or an
 * address therefore has the same replacement wherever it occurs: alone, in the name of a channel, or in a SIP URI.
 */
final class TextReplacer {

    /** A letter, or its code in JSON or in a URL. Bytes that are not ASCII always count as letters. */
    private static final String LETTER = "(?:\\\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2}|[0-9A-Za-z_]|[^\\x00-\\x7F])";

    private static final Pattern NEXT_LETTER = Pattern.compile(LETTER);

    private static final String END = "(?![0-9A-Za-z_%]|[^\\x00-\\x7F])";

    private static final Pattern PARTS = Pattern.compile("(?<escape>\\\\[abfnrtv\\\\'\"?])"
            + "|(?<uuid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})" + END
            + "|(?<mac>[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})" + END
            + "|(?<ipv6>(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            + "|(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?::[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})" + END
            + "|(?<ipv4>[0-9]{1,3}(?:\\.[0-9]{1,3}){3})" + END
            // the id of a channel: the second in which it was created, since 2017, and a counter
            + "|(?<id>1[5-9][0-9]{8}\\.[0-9]{1,6})" + END + "(?!\\.[0-9])"
            + "|(?<counter>(?<=-)[0-9a-f]{8})" + END
            + "|(?<half>(?<=;)[12])" + END
            + "|(?<feature>(?<![0-9A-Za-z_*#])[*#]{1,2}[0-9]{1,2})" + END + "(?![*#])"
            // its further letters are searched one by one, because the stack limits the length of a repeated group
            + "|(?<word>\\+?" + LETTER + ")");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Digits with waits between them, as in the dial string of a line. */
    private static final Pattern DIGITS_AND_WAITS = Pattern.compile("[0-9wW]*[0-9][0-9wW]*");

    /** The longest text that can be a number, with waits. */
    private static final int LONGEST_NUMBER = 64;

    private static final Pattern SIP_URI = Pattern.compile("sips?:", Pattern.CASE_INSENSITIVE);

    /** What precedes the port of an address. */
    private static final Pattern BEFORE_PORT =
            Pattern.compile("(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}[:/]|\\]:|[@.][0-9A-Za-z_-]{1,63}:)$");

    /** Everybody knows these ports, so that a replacement would show how other numbers are replaced. */
    private static final Set<String> WELL_KNOWN_PORTS = Set.of("5038", "5060", "5061");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private static final Pattern HOST = Pattern.compile("[^\\s@/,;:&|<>()\"]{0,255}");

    private static final Pattern DIAL_OPTION = Pattern.compile("[nNbBjJmM]");

    private final Replacements replacements;
    private final ChannelIds ids;
    private final Pattern parts;

    /** What a text contains, which tells the words that may be kept. */
    private enum Kind {
        /** A name or a text of somebody, in which no word is kept. */
        FREE,
        /** A text of Asterisk, in which the words stay that tell the kind of a channel. */
        TEXT,
        /** What is dialled, in which also the known words of the context stay that may follow a {@code @}. */
        DIALLED,
        /** The name of a context, of which the known words stay. */
        CONTEXT
    }

    /** @param kept the names that are kept wherever they occur */
    TextReplacer(Replacements replacements, ChannelIds ids, Set<String> kept) {
        this.replacements = replacements;
        this.ids = ids;
        String names = kept.stream()
                .filter(name -> !name.isEmpty())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.parts = names.isEmpty() ? PARTS : Pattern.compile("(?:" + names + ")" + END + "|" + PARTS);
    }

    /** Replaces every word, because somebody chose the text. */
    String free(String text) {
        return replace(text, Kind.FREE);
    }

    /** Replaces everything, except the words that tell the kind of a channel. */
    String text(String text) {
        return replace(text, Kind.TEXT);
    }

    /** Like {@link #text}, but keeps the known words of the context that may follow a {@code @}. */
    String dialled(String text) {
        return replace(text, SIP_URI.matcher(text).find() ? Kind.TEXT : Kind.DIALLED);
    }

    /** Keeps the known words of the name of a context. */
    String context(String text) {
        return replace(text, Kind.CONTEXT);
    }

    private String replace(String text, Kind kind) {
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        Matcher part = parts.matcher(text).useTransparentBounds(true);
        Matcher letter = NEXT_LETTER.matcher(text);
        int end = 0;
        boolean inContext = false;
        while (part.find()) {
            int start = part.start();
            String between = text.substring(end, start);
            inContext = kind == Kind.CONTEXT
                    || kind == Kind.DIALLED && between.endsWith("@") && !isHost(text, start)
                    || inContext && between.equals("-");
            end = part.end();
            if (part.group("word") == null) {
                replaced.append(between).append(replaced(part, kind));
            } else {
                while (letter.region(end, text.length()).lookingAt()) {
                    end = letter.end();
                }
                replaced.append(between).append(word(text, start, end, kind, inContext));
                part.region(end, text.length());
            }
        }
        return replaced.append(text, end, text.length()).toString();
    }

    private String replaced(Matcher part, Kind kind) {
        if (part.group("uuid") != null) {
            return replacements.uuid(part.group());
        } else if (part.group("mac") != null) {
            return replacements.mac(part.group());
        } else if (part.group("ipv6") != null) {
            return replacements.ipv6(part.group());
        } else if (part.group("ipv4") != null) {
            return replacements.ipv4(part.group());
        } else if (part.group("counter") != null) {
            return replacements.channelCounter(part.group());
        } else if (part.group("id") != null && !ids.isReal(part.group())
                || part.group("feature") != null && kind == Kind.FREE) {
            return numbers(part.group());
        }
        return part.group();
    }

    /** Whether a host with a domain follows, as in an e-mail address. */
    private static boolean isHost(String text, int start) {
        Matcher host = HOST.matcher(text).region(start, text.length());
        return host.lookingAt() && host.group().contains(".");
    }

    private String word(String text, int start, int end, Kind kind, boolean inContext) {
        String word = text.substring(start, end);
        char before = start == 0 ? 0 : text.charAt(start - 1);
        String after = text.substring(end, Math.min(text.length(), end + 1));
        if (word.startsWith("+")) {
            return '+' + plain(word.substring(1));
        }
        if (PORT.matcher(word).matches()
                && BEFORE_PORT
                        .matcher(text.substring(Math.max(0, start - 66), start))
                        .find()) {
            return WELL_KNOWN_PORTS.contains(word) ? word : replacements.port(word);
        } else if (kind == Kind.FREE) {
            return plain(word);
        }
        boolean kept = after.equals("/") && HarmlessText.lists("technologies", word)
                || after.equals(":") && HarmlessText.lists("schemes", word.toLowerCase(Locale.ROOT))
                || before == '<' && after.equals(">") && HarmlessText.lists("markers", word)
                || kind == Kind.DIALLED
                        && after.equals("@")
                        && HarmlessText.lists("special-extensions", word)
                        && !isHost(text, end + 1)
                || inContext && HarmlessText.lists("context-words", word)
                || kind == Kind.DIALLED && HarmlessText.lists("channel-words", word)
                || before == '/' && DIAL_OPTION.matcher(word).matches() && isOver(after);
        return kept ? word : plain(word);
    }

    private static boolean isOver(String after) {
        return after.isEmpty() || ",&|)".contains(after);
    }

    private String plain(String word) {
        if (word.length() <= LONGEST_NUMBER && DIGITS_AND_WAITS.matcher(word).matches()) {
            return numbers(word);
        }
        return replacements.word(word);
    }

    private String numbers(String text) {
        return DIGITS.matcher(text).replaceAll(digits -> replacements.number(digits.group()));
    }
}
