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

import io.github.camelami.internal.uri.NamePatterns;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternsTest {

    @ParameterizedTest
    @CsvSource({
        "Hangup, hANGUP, true",
        "Hangup, Hangups, false",
        "PJSIP/*, pjsip/alice-1, true",
        "PJSIP/*, PJSIP, true",
        "PJSIP/*, PJSI, false",
        "k*, \u212a, true",
        "i*, \u0130, true",
        "ix*, \u0130x, false",
        "*, anything, true",
        "Queue.*, QueueCallerJoin, true",
        "ab*, a, true",
        "abc*, a, false",
        "Queue.*Call, QueueCallerCall, true",
        "Queue.*Call, QueueCall2, false",
    })
    void aNameAWildcardAndARegularExpressionMatchInAnyCase(String pattern, String text, boolean matches) {
        assertThat(new NamePatterns(pattern).test(text)).isEqualTo(matches);
    }

    /** As {@code include=Agent*} and {@code allowedActions=Z*}: the alphabet has no letter that is left out at its ends. */
    @ParameterizedTest
    @ValueSource(strings = {"%s*", "%sgent*", "x%s*"})
    void eachLetterMayStandBeforeTheWildcard(String pattern) {
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            char next = letter == 'Z' ? 'A' : (char) (letter + 1);
            for (String written : List.of("" + letter, ("" + letter).toLowerCase(Locale.ROOT))) {
                NamePatterns patterns = new NamePatterns(String.format(pattern, written));
                String name = pattern.replace("*", "").replace("gent", "gentCalled");
                assertThat(patterns.test(String.format(name, letter)))
                        .as(written)
                        .isTrue();
                assertThat(patterns.test(String.format(name, letter).toLowerCase(Locale.ROOT)))
                        .as(written)
                        .isTrue();
                assertThat(patterns.test(String.format(name, next))).as(written).isFalse();
            }
        }
    }

    /** What is exact or a wildcard, or else is a regular expression: the plain way to say it. */
    @Property(tries = 5_000)
    void shortcutsMeanTheSame(@ForAll @From("texts") String pattern, @ForAll @From("texts") String text) {
        String stripped = pattern.strip();
        Assume.that(!stripped.isEmpty() && !stripped.contains(","));
        Pattern regex = compiled(stripped);
        Assume.that(regex != null || stripped.endsWith("*"));
        boolean literal = stripped.endsWith("*")
                ? text.toLowerCase(Locale.ENGLISH)
                        .startsWith(stripped.substring(0, stripped.length() - 1).toLowerCase(Locale.ENGLISH))
                : stripped.equalsIgnoreCase(text);
        boolean expected = literal || regex != null && regex.matcher(text).matches();

        assertThat(new NamePatterns(pattern).test(text)).isEqualTo(expected);
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "A", "k", "\u212a", "i", "I", "\u0130", "\u0131", "\u0307", "s", "\u017f", "\u03a3", "/",
                        "-", ".", "*", "+", "1", " ", "(", "\\")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }
}
