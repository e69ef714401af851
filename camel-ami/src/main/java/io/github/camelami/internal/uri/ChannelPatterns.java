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
package io.github.camelami.internal.uri;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds patterns that match no channel. The name of a channel consists of its technology, the name of the endpoint and a
 * number, as in {@code PJSIP/provider-0000001a}. Users tend to write the name of the endpoint alone.
 */
final class ChannelPatterns {
    /** Patterns that match only texts of their own length. */
    private static final Pattern WHOLE = Pattern.compile("[a-zA-Z0-9 _/@:;=.-]+");

    /** Patterns that match only texts with this beginning. */
    private static final Pattern BEGINNING = Pattern.compile("([a-zA-Z0-9_@:;=-]+)\\.?\\*");

    /** A name without the number of a channel, for the technologies whose numbers are known. */
    private static final Pattern UNNUMBERED = Pattern.compile(
            "(PJSIP|SIP)/(?!.*-[0-9a-f]{8}$).*|(IAX2|DAHDI)/(?!.*-[0-9]+$).*", Pattern.CASE_INSENSITIVE);

    /** A group of lines in a dial string, which does not occur in the names of channels. */
    private static final Pattern GROUP = Pattern.compile("(DAHDI/)[gr][0-9]+", Pattern.CASE_INSENSITIVE);

    private static final List<String> TECHNOLOGIES = List.of(
            "alsa",
            "audiosocket",
            "bridge",
            "capi",
            "console",
            "dahdi",
            "dongle",
            "h323",
            "iax2",
            "khomp",
            "local",
            "mgcp",
            "misdn",
            "mobile",
            "motif",
            "multicastrtp",
            "ooh323",
            "oss",
            "phone",
            "pjsip",
            "quectel",
            "sccp",
            "sip",
            "skinny",
            "unicastrtp",
            "unistim",
            "ustm",
            "websocket",
            "woomera",
            "zap");

    private ChannelPatterns() {}

    /** The pattern that was probably meant; empty if this one may match a channel. */
    static Optional<String> meant(String pattern) {
        if (pattern.indexOf('/') < 0) {
            return withTechnology(pattern);
        }
        Matcher group = GROUP.matcher(pattern);
        if (group.matches()) {
            return Optional.of(group.group(1) + "*");
        }
        return Optional.of(pattern)
                .filter(name -> WHOLE.matcher(name).matches())
                .filter(name -> UNNUMBERED.matcher(name).matches())
                .map(ChannelPatterns::open);
    }

    private static Optional<String> withTechnology(String pattern) {
        if (WHOLE.matcher(pattern).matches()) {
            boolean technology = TECHNOLOGIES.contains(pattern.toLowerCase(Locale.ROOT));
            return Optional.of(technology ? pattern + "/*" : "PJSIP/" + open(pattern));
        }
        Matcher beginning = BEGINNING.matcher(pattern);
        if (!beginning.matches()) {
            return Optional.empty();
        }
        String start = beginning.group(1).toLowerCase(Locale.ROOT);
        return TECHNOLOGIES.stream().anyMatch(each -> each.startsWith(start))
                ? Optional.empty()
                : Optional.of("PJSIP/" + pattern);
    }

    private static String open(String name) {
        return name + (name.endsWith("/") || name.endsWith("-") ? "*" : "-*");
    }
}
