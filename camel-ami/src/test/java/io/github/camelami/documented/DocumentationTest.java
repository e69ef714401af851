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

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and docs show is code that is tested, their links lead somewhere, and pages for users are for users. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    /** What stands in a file that is tested, what is checked here, and what nobody runs. */
    private static final Set<String> CODE = Set.of("java", "yaml", "xml", "properties", "ini");

    private static final Set<String> OTHER = Set.of("shell", "text", "json", "mermaid");
    /** Not {@code [general](+)}, with which a configuration file of Asterisk adds to a section. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|\\+\\))([^)#\\s]*)(?:#([^)\\s]*))?\\)");

    private static final Pattern FENCED = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MODULES = Pattern.compile("mvn [^`]*?-pl '?!?([\\w/,-]+)");
    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([^\\s'`]+)");
    private static final Pattern FILES =
            Pattern.compile("(?<![\\w/.-])(?:\\./)?((?:\\.ci|camel-ami|docs|examples)/[\\w./-]*\\w)");
    private static final Pattern DEPENDENCY =
            Pattern.compile("camel-ami(?:-\\w+)?(?:</artifactId>\\s*<version>|:)(\\d[\\w.-]*)");
    private static final Pattern TEST_NAME = Pattern.compile("\\b(\\w+(?:Test|IT))\\b");

    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> maintainers = Files.list(ROOT.resolve("docs/maintainers"));
                Stream<Path> root = Files.list(ROOT);
                Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            Stream<Path> servers = Stream.of(ROOT.resolve(".ci/asterisk/README.md"));
            return Stream.of(docs, maintainers, root, servers, examples.map(example -> example.resolve("README.md")))
                    .flatMap(paths -> paths)
                    .filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void codeStandsInAFileThatIsTested(Path document) throws IOException {
        for (Snippet snippet : Snippet.of(document)) {
            // ThreeLanguagesTest runs what stands here in each language.
            boolean oneIsEnough = snippet.isComplete() && snippet.isFromAFile();
            for (Snippet.Block block : snippet.blocks()) {
                assertThat(OTHER.contains(block.language()) || CODE.contains(block.language()))
                        .as("%s has a label that is known: '%s'", block.place(), block.language())
                        .isTrue();
                if (block.from() != null) {
                    assertThat(squeezed(Files.readString(ROOT.resolve(block.from()))))
                            .as("%s, from %s", block.place(), block.from())
                            .contains(squeezed(block.code()));
                } else if (!OTHER.contains(block.language())) {
                    assertThat(oneIsEnough)
                            .as("a line <!-- from FILE --> above the block in %s:%n%s", block.place(), block.code())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        Matcher link = LINK.matcher(prose(document));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("anchors of %s", target).contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsNameModulesThatAreThere(Path document) throws IOException {
        assertThat(MODULES.matcher(Files.readString(document))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(","))))
                .allSatisfy(module ->
                        assertThat(ROOT.resolve(module).resolve("pom.xml")).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsNameTestsThatAreThere(Path document) throws IOException {
        List<Path> sources = testSources();
        assertThat(TESTS.matcher(Files.readString(document))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(","))))
                .allSatisfy(test -> assertThat(sources).anyMatch(source -> has(source, test)));
    }

    /** What a build makes may not be there yet. */
    @ParameterizedTest
    @MethodSource("documents")
    void commandsNameFilesThatAreThere(Path document) throws IOException {
        assertThat(FILES.matcher(Files.readString(document))
                        .results()
                        .map(found -> found.group(1))
                        .filter(file -> !file.contains("/target/")))
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    @Test
    void theIndexNamesEachPageOnce() throws IOException {
        Path docs = ROOT.resolve("docs");
        String index = Files.readString(docs.resolve("index.md"));
        assertThat(documents().stream()
                        .filter(page -> page.startsWith(docs))
                        .map(page -> docs.relativize(page).toString())
                        .filter(page -> !page.equals("index.md")))
                .allSatisfy(page -> assertThat(index).containsOnlyOnce("](" + page + ")"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void dependenciesAreOfThisVersion(Path document) throws IOException {
        Matcher project = DEPENDENCY.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(project.find()).isTrue();
        assertThat(DEPENDENCY.matcher(Files.readString(document)).results().map(found -> found.group(1)))
                .allMatch(project.group(1)::equals);
    }

    static Stream<Path> pagesForUsers() throws IOException {
        return Snippet.pages().stream().filter(page -> page.startsWith(ROOT.resolve("docs")));
    }

    @ParameterizedTest
    @MethodSource("pagesForUsers")
    void aPageForUsersNamesNoTestOfThisProject(Path page) throws IOException {
        Set<String> tests = testSources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .filter(name -> name.matches("\\w+(?:Test|IT)"))
                .collect(toSet());
        String text = Files.readString(page);
        assertThat(TEST_NAME
                        .matcher(prose(page).replaceAll("<!--.*-->", ""))
                        .results()
                        .map(found -> found.group(1)))
                .as("tests that %s names and does not show", page)
                .noneMatch(name -> tests.contains(name) && !text.contains("class " + name + " "));
    }

    @ParameterizedTest
    @MethodSource("pagesForUsers")
    void aPageForUsersLeadsToThoseForMaintainersWhereASectionEnds(Path page) throws IOException {
        String[] paragraphs = (prose(page) + "\n\n#").split("\\n\\s*\\n");
        assertThat(IntStream.range(0, paragraphs.length - 1)
                        .filter(i -> !page.endsWith("index.md"))
                        .filter(i -> paragraphs[i].contains("](maintainers/"))
                        .filter(i -> !paragraphs[i + 1].startsWith("#"))
                        .mapToObj(i -> paragraphs[i]))
                .as("paragraphs of %s that lead to pages for maintainers", page)
                .isEmpty();
    }

    @Test
    void theReadmeIsReadToItsEnd() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(200);
    }

    private static List<Path> testSources() {
        return Stream.of(
                        "camel-ami/src/test",
                        "camel-ami-endpointdsl/src/test",
                        "camel-ami-starter/src/test",
                        "camel-ami-kafka-connect/src/test",
                        "examples")
                .flatMap(DocumentationTest::files)
                .toList();
    }

    private static Stream<Path> files(String folder) {
        try {
            return Files.walk(ROOT.resolve(folder)).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a source has what Surefire would run for {@code -Dtest=Class#method}, with * for any letters. */
    private static boolean has(Path source, String test) {
        String[] names = test.replace("*", "\\w*").split("#");
        try {
            return source.getFileName().toString().matches(names[0] + "\\.java")
                    && (names.length == 1
                            || Pattern.compile("void " + names[1] + "\\(")
                                    .matcher(Files.readString(source))
                                    .find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String prose(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document)).replaceAll("");
    }

    /** The names that GitHub gives to the headings of a page. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading ->
                        heading.group(1).replaceAll("\\]\\([^)]*\\)", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
