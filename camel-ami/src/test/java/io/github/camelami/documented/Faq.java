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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code docs/faq.md} that explain messages. */
public final class Faq {
    private static final Path PAGE = Path.of("../docs/faq.md");
    private static final Pattern TEXT = Pattern.compile("`([^`]+)`");

    private Faq() {}

    /** One message, with why it comes and what to do. */
    public record Row(String section, List<String> cells) {
        public String text() {
            return cells.get(0);
        }

        /** The texts that the row explains. */
        public List<String> texts() {
            return TEXT.matcher(text()).results().map(found -> found.group(1)).toList();
        }

        @Override
        public String toString() {
            return section + ": " + text();
        }
    }

    /** All rows, except for those of the overview and of the questions. */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String section = "";
        String header = "";
        boolean explains = false;
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.matches("\\|[- |]+")) {
                explains = !header.matches("\\| (question|your task) \\|.*");
            } else if (explains && line.startsWith("| ")) {
                rows.add(new Row(section, cells(line)));
            } else if (line.isEmpty()) {
                explains = false;
            }
            header = line;
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.replaceAll("^\\||\\|$", "").split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
