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
            + "|(?<feature>(?<![0-9A-Za-z_*#])[*#]{1,2}[0-9]{1,2})" + END
            // its further letters are searched one by one, because the stack limits the length of a repeated group
            + "|(?<word>\\+?" + LETTER + ")");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Digits with waits between them, as in the dial string of a line. */
    private static final Pattern DIGITS_AND_WAITS = Pattern.compile("[0-9wW]*[0-9][0-9wW]*");

    /** The longest text that can be a number, with waits. */
    private static final int LONGEST_NUMBER = 64;

    private static final Pattern SIP_URI = Pattern.compile("sips?:", Pattern.CASE_INSENSITIVE);

    private static final Pattern DIAL_OPTION = Pattern.compile("[nNbBjJmM]");

    private final Replacements replacements;
    private final Pattern parts;

    /** @param kept the names that are kept wherever they occur */
    TextReplacer(Replacements replacements, Set<String> kept) {
        this.replacements = replacements;
        String names = kept.stream()
                .filter(name -> !name.isEmpty())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.parts = names.isEmpty() ? PARTS : Pattern.compile("(?:" + names + ")" + END + "|" + PARTS);
    }

    /** Replaces everything, except the words that tell the kind of a channel. */
    String text(String text) {
        return replace(text, false, false);
    }

    /** Like {@link #text}, but keeps the known words of the context that may follow a {@code @}. */
    String dialled(String text) {
        return replace(text, false, !SIP_URI.matcher(text).find());
    }

    /** Keeps the known words of the name of a context. */
    String context(String text) {
        return replace(text, true, false);
    }

    private String replace(String text, boolean context, boolean contextAfterAt) {
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        Matcher part = parts.matcher(text).useTransparentBounds(true);
        Matcher letter = NEXT_LETTER.matcher(text);
        int end = 0;
        boolean inContext = context;
        while (part.find()) {
            int start = part.start();
            String between = text.substring(end, start);
            inContext = context || contextAfterAt && (between.endsWith("@") || inContext && between.equals("-"));
            end = part.end();
            if (part.group("word") == null) {
                replaced.append(between).append(replaced(part));
            } else {
                while (letter.region(end, text.length()).lookingAt()) {
                    end = letter.end();
                }
                replaced.append(between).append(word(text, start, end, inContext));
                part.region(end, text.length());
            }
        }
        return replaced.append(text, end, text.length()).toString();
    }

    private String replaced(Matcher part) {
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
        }
        return part.group();
    }

    private String word(String text, int start, int end, boolean inContext) {
        String word = text.substring(start, end);
        char before = start == 0 ? 0 : text.charAt(start - 1);
        String after = text.substring(end, Math.min(text.length(), end + 1));
        if (word.startsWith("+")) {
            return '+' + plain(word.substring(1));
        }
        boolean kept = after.equals("/") && HarmlessText.lists("technologies", word)
                || after.equals(":") && HarmlessText.lists("schemes", word.toLowerCase(Locale.ROOT))
                || before == '<' && after.equals(">") && HarmlessText.lists("markers", word)
                || after.equals("@") && HarmlessText.lists("special-extensions", word)
                || inContext && HarmlessText.lists("context-words", word)
                || HarmlessText.lists("channel-words", word)
                || before == '/' && DIAL_OPTION.matcher(word).matches() && isOver(after);
        return kept ? word : plain(word);
    }

    private static boolean isOver(String after) {
        return after.isEmpty() || ",&|)".contains(after);
    }

    private String plain(String word) {
        if (word.length() <= LONGEST_NUMBER && DIGITS_AND_WAITS.matcher(word).matches()) {
            return DIGITS.matcher(word).replaceAll(digits -> replacements.number(digits.group()));
        }
        return replacements.word(word);
    }
}
