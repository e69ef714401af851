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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user can read in an exception or in the log stands in the FAQ or in the guide to operating. */
class DocumentedTextsTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("../camel-ami-endpointdsl/src/main/java"),
            Path.of("../camel-ami-starter/src/main/java"),
            Path.of("../camel-ami-kafka-connect/src/main/java"));
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern EDGE = Pattern.compile("^[\\s:;,.()'=]+|[\\s:;,.()'=]+$");
    private static final Pattern EXCEPTION = Pattern.compile(
            "new (?:AmiException\\.\\w+|IllegalArgumentException|IOException|SSLPeerUnverifiedException|"
                    + "RuntimeCamelException)\\((?:[^;\"]++|\"[^\"]*+\")*+;");
    private static final Pattern LOG =
            Pattern.compile("(?:LOG\\.(?:info|warn|error)\\(|LOG\\.atLevel|\\bwarn\\()(?:[^;\"]++|\"[^\"]*+\")*+;");

    /** Shorter pieces are punctuation between values. */
    private static final int LEAST = 12;

    @Test
    void theTextOfEachExceptionStandsInTheFaq() throws IOException {
        assertThat(texts(EXCEPTION)).hasSizeGreaterThan(50).allSatisfy(text -> assertThat(page("faq.md"))
                .contains(text));
    }

    @Test
    void eachLineOfTheLogStandsInTheGuideToOperating() throws IOException {
        assertThat(texts(LOG)).hasSizeGreaterThan(15).allSatisfy(text -> assertThat(page("operating.md"))
                .contains(text));
    }

    /** The longest constant piece of the text in each statement that matches. */
    private static List<String> texts(Pattern statement) throws IOException {
        try (Stream<Path> files = SOURCES.stream().flatMap(DocumentedTextsTest::walk)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentedTextsTest::read)
                    .map(source -> JOINED.matcher(source).replaceAll(""))
                    .flatMap(source -> statement.matcher(source).results())
                    .flatMap(found -> longest(found.group()).stream())
                    .filter(text -> text.length() >= LEAST)
                    .distinct()
                    .toList();
        }
    }

    private static Optional<String> longest(String statement) {
        return LITERAL.matcher(statement)
                .results()
                .flatMap(literal -> Stream.of(literal.group(1).split("\\{}")))
                .map(piece -> squeezed(EDGE.matcher(piece).replaceAll("")))
                .max(Comparator.comparing(String::length));
    }

    private static String page(String name) throws IOException {
        return squeezed(Files.readString(Path.of("../docs", name)));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static Stream<Path> walk(Path root) {
        try {
            return Files.walk(root);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
