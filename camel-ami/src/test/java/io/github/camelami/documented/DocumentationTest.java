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
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and docs show is code that is tested, and their links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile(
            "(?:<!-- from (\\S+) -->\\n)?^```(java|yaml|xml|properties|ini)\\n(.*?)^```",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern FENCED = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MODULES = Pattern.compile("mvn [^`]*?-pl '?!?([\\w/,-]+)");
    private static final Pattern DEPENDENCY =
            Pattern.compile("camel-ami(?:-\\w+)?(?:</artifactId>\\s*<version>|:)(\\d[\\w.-]*)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> root = Files.list(ROOT);
                Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.of(docs, root, examples.map(example -> example.resolve("README.md")))
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
        Matcher code = CODE.matcher(Files.readString(document));
        while (code.find()) {
            assertThat(code.group(1))
                    .as("a line <!-- from FILE --> above the block in %s:%n%s", document, code.group(3))
                    .isNotNull();
            assertThat(squeezed(Files.readString(ROOT.resolve(code.group(1)))))
                    .as("%s, from %s", document, code.group(1))
                    .contains(squeezed(code.group(3)));
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

    @Test
    void theIndexNamesEachPageOnce() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/index.md"));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("index.md")))
                    .allSatisfy(name -> assertThat(index).containsOnlyOnce("](" + name + ")"));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void dependenciesAreOfThisVersion(Path document) throws IOException {
        Matcher project = DEPENDENCY.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(project.find()).isTrue();
        assertThat(DEPENDENCY.matcher(Files.readString(document)).results().map(found -> found.group(1)))
                .allMatch(project.group(1)::equals);
    }

    @Test
    void theReadmeIsReadToItsEnd() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(200);
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
