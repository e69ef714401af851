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
package io.github.camelami.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListMemoryTest {
    private static final AmiEvent ITEM = AmiEvent.of("Agents", Map.of("Filler", "x".repeat(700)), 1, 0);

    /** Room for ten items. */
    private final ListMemory memory = new ListMemory(4 * 10_000);

    @Test
    void C9_theListsOfAConnectionShareTheRoom() {
        ListMemory.Part first = memory.new Part();
        ListMemory.Part second = memory.new Part();
        assertThat(fill(first, 5)).isEqualTo(5);
        assertThat(fill(second, 20)).isEqualTo(5);
    }

    @Test
    void C9_aListThatEndsGivesItsRoomBackOnce() {
        ListMemory.Part ended = memory.new Part();
        fill(ended, 10);
        ended.remove(ITEM);
        ended.end();
        ended.remove(ITEM);
        ended.end();
        assertThat(fill(memory.new Part(), 20)).isEqualTo(10);
    }

    @Test
    void C9_aStreamThatIsReadAsItComesMayBeOfAnyLength() {
        ListMemory.Part part = memory.new Part();
        ListStream stream = new ListStream(part);
        for (int i = 0; i < 1_000; i++) {
            assertThat(part.add(ITEM)).isTrue();
            stream.add(ITEM);
            assertThat(stream.next()).isSameAs(ITEM);
        }
    }

    /** How many items find room. */
    private static long fill(ListMemory.Part part, int items) {
        return Stream.generate(() -> part.add(ITEM))
                .limit(items)
                .takeWhile(added -> added)
                .count();
    }
}
