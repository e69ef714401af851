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
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.camelami.CamelModule;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes in the pages for users stand there in Java, YAML and XML, and are the same routes in each language. */
class ThreeLanguagesTest {
    static List<Path> pages() throws IOException {
        return Snippet.pages();
    }

    static Stream<Snippet> complete() throws IOException {
        return pages().stream().flatMap(ThreeLanguagesTest::snippets).filter(Snippet::isComplete);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aRouteStandsThereInThreeLanguages(Path page) {
        List<String> missing = snippets(page)
                .filter(snippet -> snippet.isRoute() && !snippet.isOfOneLanguage())
                .flatMap(snippet -> Stream.of("java", "yaml", "xml")
                        .filter(snippet::lacks)
                        .map(language -> snippet + " lacks " + language))
                .toList();
        assertThat(missing)
                .as("a reason above a block such as <!-- Java only: reason -->, or:")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aReasonForOneLanguageIsNeeded(Path page) {
        assertThat(snippets(page).filter(Snippet::isOfOneLanguage))
                .allMatch(snippet -> snippet.isRoute() && !snippet.isComplete());
    }

    @ParameterizedTest
    @MethodSource("complete")
    void theLanguagesSayTheSame(Snippet snippet, @TempDir Path folder) throws Exception {
        CamelModule.XML_IO_DSL.assumePresent();
        Snippet.Block java = snippet.block("java").orElseThrow();
        Snippet.Block yaml = snippet.block("yaml").orElseThrow();
        Snippet.Block xml = snippet.block("xml").orElseThrow();
        String routes =
                xml.code().strip().startsWith("<route>") || xml.code().strip().startsWith("<route ")
                        ? "<routes>\n" + xml.code() + "</routes>"
                        : xml.code();
        Properties properties = properties(java.page());
        try (CompiledSnippet compiled = new CompiledSnippet(java, folder);
                SimulatedPbx pbx = SimulatedPbx.start()) {
            Map<Snippet.Block, SnippetRoutes.Loader> loaders = new LinkedHashMap<>();
            loaders.put(java, camel -> camel.addRoutes(compiled.routes()));
            loaders.put(yaml, SnippetRoutes.text("routes.yaml", yaml.code()));
            loaders.put(xml, SnippetRoutes.text("routes.xml", routes));
            List<SnippetRoutes> running = new ArrayList<>();
            try {
                for (Map.Entry<Snippet.Block, SnippetRoutes.Loader> each : loaders.entrySet()) {
                    Snippet.Block block = each.getKey();
                    SnippetRoutes loaded =
                            new SnippetRoutes(block.code(), properties, compiled.loader(), each.getValue());
                    running.add(loaded);
                    assertThat(loaded.models())
                            .as("%s of %s, compared with Java", block.language(), block.place())
                            .isEqualTo(running.get(0).models());
                    assertThatCode(() -> loaded.start(pbx))
                            .as("start of the %s of %s", block.language(), block.place())
                            .doesNotThrowAnyException();
                    assertThat(loaded.isStarted())
                            .as("%s of %s is started", block.language(), block.place())
                            .isTrue();
                }
            } finally {
                // a context with events under way takes a second to stop
                running.parallelStream().forEach(SnippetRoutes::close);
            }
        }
    }

    private static Properties properties(Path page) throws IOException {
        Properties properties = new Properties();
        for (Snippet snippet : Snippet.of(page)) {
            for (Snippet.Block block : snippet.blocks()) {
                if (block.language().equals("properties")) {
                    properties.load(new StringReader(block.code()));
                }
            }
        }
        return properties;
    }

    private static Stream<Snippet> snippets(Path page) {
        try {
            return Snippet.of(page).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
