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
package io.github.camelami.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyCaseMapTest {
    private final Map<String, Integer> map = new AnyCaseMap<>(Map.of("Ping", 1, "QueueAdd", 2, "DBGet", 3));

    @ParameterizedTest
    @ValueSource(strings = {"QueueAdd", "queueadd", "QUEUEADD", "queueAdd"})
    void aNameIsFoundInAnyCase(String name) {
        assertThat(map.get(name)).isEqualTo(2);
        assertThat(map.containsKey(name)).isTrue();
        assertThat(map.getOrDefault(name, 7)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Queue", "QueueAdds", "Pong"})
    void anotherNameIsNotFound(String name) {
        assertThat(map.get(name)).isNull();
        assertThat(map.containsKey(name)).isFalse();
        assertThat(map.getOrDefault(name, 7)).isEqualTo(7);
        assertThat(map.keySet().contains(name)).isFalse();
    }

    /** As {@link String#equalsIgnoreCase} and the sorted maps of Java do: the Kelvin sign is a K. */
    @Test
    void charactersAreComparedLikeInASortedMap() {
        assertThat(AnyCaseMap.setOf("Park").contains("PAR\u212a")).isTrue();
        assertThat(new AnyCaseMap<>(Map.of("\u017f", 1)).get("s")).isEqualTo(1);
    }

    @Test
    void allOfManyNamesAreFoundAndInOrder() {
        String[] names = IntStream.range(0, 1000).mapToObj(i -> "Name" + i).toArray(String[]::new);
        Set<String> set = AnyCaseMap.setOf(names);

        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(Set.of(names));
        assertThat(set).containsExactlyElementsOf(sorted);
        for (String name : names) {
            assertThat(set.contains(name.toUpperCase(Locale.ROOT))).isTrue();
            assertThat(set.contains(name + 'x')).isFalse();
        }
    }

    @Test
    void aMapMayBeEmpty() {
        assertThat(AnyCaseMap.setOf()).isEmpty();
        assertThat(new AnyCaseMap<>(Map.of()).get("a")).isNull();
        assertThat(new AnyCaseMap<>(Map.of()).get(1)).isNull();
    }
}
