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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*         | berlin    | true",
                "emea-*    | emea-1    | true",
                "emea-*    | emea-     | true",
                "emea-*    | EMEA-1    | false",
                "emea-*    | x-emea-1  | false",
                "*.de      | berlin.de | true",
                "*.de      | berlinxde | false",
                "a*c       | abc       | true",
                "a*c       | abd       | false",
                "a,b       | b         | true",
                "a,b       | ab        | false",
                "a, b*     | bc        | true",
                "(x),y     | (x)       | true",
                "(x),y     | x         | false"
            })
    void aNameMatchesLiterallyAndWithAsterisks(String names, String name, boolean matches) {
        assertThat(new ConnectionNames(names, null).include(name)).isEqualTo(matches);
    }

    @Test
    void onlyNamesWithoutAsterisksAreWrittenOut() {
        assertThat(new ConnectionNames("berlin, emea-*,paris", null).writtenOut())
                .containsExactly("berlin", "paris");
        assertThat(ConnectionNames.areMany("berlin")).isFalse();
    }

    /** Other programs may compute it, as the documentation describes, and it must never change. */
    @ParameterizedTest
    @CsvSource({"berlin,8,8", "emea-1,8,6", "emea-2,8,8", "paris,8,5", "paris,2,1", "berlin,1,1", "zürich,1000,838"})
    void thePartOfANameIsThatOfTheDocumentation(String name, int parts, int part) {
        assertThat(ConnectionNames.part(name, parts)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbx-%d", "customer%d.example.com", "%d"})
    void theShardsShareAllNamesAndAreOfSimilarSize(String pattern) {
        List<String> names =
                IntStream.range(0, 1_000).mapToObj(pattern::formatted).toList();
        Map<Integer, Long> sizes = names.stream()
                .map(name -> IntStream.rangeClosed(1, 8)
                        .filter(part -> new ConnectionNames("*", part + "/8").include(name))
                        .boxed()
                        .toList())
                .peek(parts -> assertThat(parts).hasSize(1))
                .map(parts -> parts.get(0))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(sizes.values()).hasSize(8).allMatch(size -> size > 95 && size < 160);
    }
}
