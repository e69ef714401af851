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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Blocks of code that stand together in a page: the same in Java, YAML and XML, or one alone. */
record Snippet(List<Block> blocks) {
    /** {@code from} is the file that has this code, {@code only} the reason why the code has no other language. */
    record Block(Path page, int line, String language, String from, String only, String code) {
        boolean isRoute() {
            return switch (language) {
                case "java" -> Pattern.compile("\\bfrom\\(").matcher(code).find();
                case "yaml" ->
                    Pattern.compile("^ *(- *)?(route|from|routeTemplate|onException):", Pattern.MULTILINE)
                            .matcher(code)
                            .find();
                case "xml" -> code.contains("<route") || code.contains("<from ");
                default -> false;
            };
        }

        String place() {
            return page.getFileName() + ":" + line;
        }
    }

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile(
            "((?:^ *<!-- [^\\n]* -->\\n)*)^ *```([^\\n]*)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FROM = Pattern.compile("<!-- from (\\S+) -->");
    private static final Pattern ONLY = Pattern.compile("<!-- (?:Java|YAML|XML) only: (\\S.*) -->");
    private static final Pattern FOLD = Pattern.compile("</?details>|<summary>[^<]*</summary>|\\s+");

    /** The pages for users. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(docs, Stream.of(Path.of("..", "README.md")))
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static List<Snippet> of(Path page) throws IOException {
        String text = Files.readString(page);
        List<Snippet> snippets = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        int end = 0;
        while (found.find()) {
            int line = (int) text.substring(0, found.start(2)).lines().count();
            Block block = new Block(
                    page,
                    line,
                    found.group(2),
                    first(FROM, found.group(1)),
                    first(ONLY, found.group(1)),
                    found.group(3).stripIndent());
            boolean follows = FOLD.matcher(text.substring(end, found.start()))
                    .replaceAll("")
                    .isEmpty();
            if (!follows
                    || snippets.isEmpty()
                    || !snippets.get(snippets.size() - 1).lacks(block.language())) {
                snippets.add(new Snippet(new ArrayList<>()));
            }
            snippets.get(snippets.size() - 1).blocks().add(block);
            end = found.end();
        }
        return snippets;
    }

    boolean isRoute() {
        return blocks.stream().anyMatch(Block::isRoute);
    }

    boolean isComplete() {
        return isRoute() && Stream.of("java", "yaml", "xml").noneMatch(this::lacks);
    }

    boolean isOfOneLanguage() {
        return blocks.stream().anyMatch(block -> block.only() != null);
    }

    /** Whether one of the blocks stands in a file, so that its routes are those that a test runs. */
    boolean isFromAFile() {
        return blocks.stream().anyMatch(block -> block.from() != null);
    }

    boolean lacks(String language) {
        return block(language).isEmpty();
    }

    Optional<Block> block(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .findFirst();
    }

    @Override
    public String toString() {
        return blocks.get(0).place();
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
