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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/maintainers/guarantees.md names the tests that there are. */
class GuaranteesTest {
    private static final List<Path> TESTS = List.of(
            Path.of("src/test/java"),
            Path.of("../camel-ami-endpointdsl/src/test/java"),
            Path.of("../camel-ami-kafka-connect/src/test/java"));
    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-O]\\d+) \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\| [^|]*\\|$", Pattern.MULTILINE);
    private static final Pattern NUMBERED = Pattern.compile("\\bvoid ((?:[A-O]\\d+_)+)");

    @Test
    void eachPromiseHasATestOfItsNumberAndEachNumberedTestHasItsPromise() throws IOException {
        assertThat(documented()).isEqualTo(tested());
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/maintainers/guarantees.md")));
        while (row.find()) {
            rows.put(row.group(1), new TreeSet<>(Set.of(row.group(2).split(", "))));
        }
        return rows;
    }

    private static Map<String, Set<String>> tested() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path folder : TESTS) {
            collect(folder, tests);
        }
        return tests;
    }

    private static void collect(Path folder, Map<String, Set<String>> tests) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String test = file.getFileName().toString().replace(".java", "");
                Matcher name = NUMBERED.matcher(Files.readString(file));
                while (name.find()) {
                    for (String number : name.group(1).split("_")) {
                        tests.computeIfAbsent(number, key -> new TreeSet<>()).add(test);
                    }
                }
            }
        }
    }
}
