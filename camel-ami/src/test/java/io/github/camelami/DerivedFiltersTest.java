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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.session.DerivedFilters;
import io.github.camelami.internal.session.PbxFilter;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.wire.Catalogue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serverFilter=auto} makes of the options of a consumer, against a model of the filters of Asterisk. */
class DerivedFiltersTest {
    private static final String[] FIELDS = {"Queue", "queue", "Channel", "Event", "Linkedid"};
    private static final String[] VALUES = {
        "support",
        "Support",
        "\u017fupport",
        "SIP/1",
        "sip/",
        "SIP",
        "\u212aiosk",
        "kiosk",
        "k\u0131osk",
        "S\u0130P/1",
        "x support",
        "a",
        ""
    };

    /** What a byte that is not valid in UTF-8 is to the model, which neither a dot nor a negated bracket matches. */
    private static final String INVALID = "\udc80-\udcff";

    record Options(List<String> include, List<String> exclude, Map<String, String> match, Charset charset) {

        Options(List<String> include, List<String> exclude, Map<String, String> match) {
            this(include, exclude, match, StandardCharsets.UTF_8);
        }

        Set<PbxFilter> derived() {
            Map<String, List<String>> patterns = new TreeMap<>();
            match.forEach((field, value) -> patterns.put(field, NamePatterns.split(value)));
            return DerivedFilters.of(include, exclude, patterns, charset);
        }

        boolean want(Event event) {
            return (include.isEmpty() || new NamePatterns(String.join(",", include)).test(event.name))
                    && (exclude.isEmpty() || !new NamePatterns(String.join(",", exclude)).test(event.name))
                    && match.entrySet().stream().allMatch(each -> event.matches(each.getKey(), each.getValue()));
        }
    }

    record Event(String name, String field, String value) {

        boolean matches(String wanted, String pattern) {
            NamePatterns patterns = new NamePatterns(pattern);
            return wanted.equalsIgnoreCase("Event") && patterns.test(name)
                    || wanted.equalsIgnoreCase(field) && patterns.test(value);
        }

        /** As a consumer with this charset reads it. */
        Event in(Charset charset) {
            return new Event(name, field, new String(value.getBytes(charset), charset));
        }

        /** As glibc reads it in the locale C.UTF-8. */
        String text(Charset charset) {
            String text = "Event: " + name + "\r\nPrivilege: call,all\r\nCallerIDName: M\u00fcller\r\n" + field + ": "
                    + value + "\r\nUniqueid: 1.1\r\n";
            return glibc(text.getBytes(charset));
        }

        private static String glibc(byte[] bytes) {
            CharBuffer read = CharBuffer.allocate(bytes.length);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            while (decoder.decode(rest, read, true).isError()) {
                read.put((char) (0xdc00 + (rest.get() & 0xff)));
            }
            return read.flip().toString();
        }
    }

    private static boolean passes(Set<PbxFilter> filters, Event event, Charset charset) {
        return filters.stream().anyMatch(filter -> passes(filter, event, event.text(charset)));
    }

    private static boolean passes(PbxFilter filter, Event event, String text) {
        if (filter.criteria().equals("method(starts_with)")) {
            return text.startsWith(filter.expression());
        }
        assertThat(filter.criteria()).matches("(name\\([\\w-]+\\))?,?(method\\(regex\\))?");
        String name = filter.criteria().replaceAll("name\\((.*?)\\).*|.*", "$1");
        String expression = filter.expression()
                .replace("[^", "[^" + INVALID)
                .replace(".", "[^" + INVALID + ']')
                .replace("[:space:]", "\\s");
        return (name.isEmpty() || name.equals(event.name))
                && Pattern.compile(expression, Pattern.DOTALL).matcher(text).find();
    }

    @Property(tries = 5000)
    void D12_noFilterExcludesWhatTheConsumerWants(@ForAll("options") Options options, @ForAll("events") Event event) {
        if (options.want(event.in(options.charset))) {
            assertThat(passes(options.derived(), event, options.charset))
                    .as("%s %s %s", options, options.derived(), event)
                    .isTrue();
        }
    }

    @Provide
    Arbitrary<Options> options() {
        Arbitrary<String> names = Arbitraries.of(
                "Hangup", "hangup", "Hang*", "H*", "Unknown", "unk*", "Newexten", "AOC-D", "Queue.*", "Var.et", "*");
        Arbitrary<String> values =
                Arbitraries.of("support", "SUPPORT,a", "sip/*", "s*", "KIOSK", "k*", "x support", ".+", "a*", "hangup");
        return Combinators.combine(
                        names.list().ofMaxSize(3),
                        names.list().ofMaxSize(3),
                        Arbitraries.maps(Arbitraries.of(FIELDS), values).ofMaxSize(2),
                        Arbitraries.of("UTF-8", "ISO-8859-1", "ISO-8859-9", "GB18030")
                                .map(Charset::forName))
                .as(Options::new);
    }

    @Provide
    Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.of(
                                "Hangup",
                                "HangupRequest",
                                "Hang",
                                "Han",
                                "Unknown",
                                "UNKNOWNX",
                                "Unk",
                                "NewExten",
                                "Newexten",
                                "Newext",
                                "VarSet",
                                "AOC-D",
                                "AOC-",
                                "AOC-E",
                                "QueueX",
                                "H"),
                        Arbitraries.of("Queue", "Channel", "Linkedid", "QUEUE"),
                        Arbitraries.of(VALUES))
                .as(Event::new);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
                    Hangup,QueueParams   ;           ; ; name(Hangup)= name(QueueParams)=
                    newexten             ;           ; ; name(NewExten)= name(Newexten)=
                    Hangup,VarSet        ; VarSet    ; ; name(Hangup)=
                    Hangup,Hang.p        ;           ; ; method(starts_with)=Event:
                    Ab*                  ;           ; ; method(regex)=^Event: [Aa]([Bb]|[[:space:]])
                    Ab*                  ;           ; Queue=ab ; method(regex)=^Event: [Aa]([Bb]|[[:space:]])
                    Other                ;           ; ; method(regex)=^Event: [Oo][Tt][Hh][Ee][Rr][[:space:]]
                                         ; Dial,Xyz  ; ; method(regex)=^Event: ([^D]|D([^i]|i([^a]|a([^l]|l([^[:space:]])))))
                                         ; Hang*     ; ; method(starts_with)=Event:
                                         ;           ; ; method(starts_with)=Event:
                    Hangup               ;           ; Queue=a.+ ; name(Hangup)=
                    Hangup               ;           ; Queue=ab ; name(Hangup),method(regex)=(^|[[:space:]])[Qq][Uu][Ee][Uu][Ee][[:space:]]*:[[:space:]]*([Aa][Bb][[:space:]])
                    """)
    void theFiltersOfAConsumer(String include, String exclude, String match, String filters) {
        Options options = new Options(
                NamePatterns.split(include),
                NamePatterns.split(exclude),
                match == null ? Map.of() : Map.of(match.split("=")[0], match.split("=")[1]));
        assertThat(options.derived().stream()
                        .map(filter ->
                                filter.criteria() + "=" + filter.expression().strip())
                        .sorted())
                .isEqualTo(List.of(filters.split(" (?=name|method)")));
    }

    /** A condition that does not fit into a line of Asterisk is left to the session. */
    @Test
    void aLongConditionIsLeftOut() {
        Options options = new Options(List.of("Hangup"), List.of(), Map.of("Queue", "q".repeat(300)));
        assertThat(options.derived()).extracting(PbxFilter::expression).containsExactly("");
        List<String> all = List.copyOf(Catalogue.EVENT_NAMES);
        assertThat(new Options(List.of(), all, Map.of()).derived()).isEqualTo(PbxFilter.ALL);
    }

    /** Otherwise a filter for the events of a tracker would exclude some of them. */
    @Test
    void everyEventThatATrackerNeedsIsInTheCatalogue() throws Exception {
        for (String table : List.of("tracking.Translator CHANGES", "tracking.queue.QueueTranslator FACTS")) {
            String[] place = table.split(" ");
            var field = Class.forName("io.github.camelami.internal." + place[0]).getDeclaredField(place[1]);
            field.setAccessible(true);
            for (Object name : ((Map<?, ?>) field.get(null)).keySet()) {
                assertThat(Catalogue.EVENT_NAMES).contains((String) name);
            }
        }
        assertThat(DerivedFilters.named(CallTracker::needs)).hasSizeBetween(30, 60);
        assertThat(DerivedFilters.named(QueueTracker::needs)).hasSizeBetween(40, 90);
    }
}
