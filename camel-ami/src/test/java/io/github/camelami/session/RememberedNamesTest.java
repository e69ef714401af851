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
package io.github.camelami.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.EventClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether a consumer wants events of a name is remembered, for so many names: others can be made up without end. */
class RememberedNamesTest {
    private static final int REMEMBERED = 4096;
    private static final int NAMES = REMEMBERED + 100;

    private final List<String> asked = new ArrayList<>();
    private final EventSubscription calls = new EventSubscription(
            EventClasses.ALL,
            name -> {
                asked.add(name);
                return name.endsWith("0");
            },
            null,
            List.of(),
            ScriptedPbx.TIMEOUT,
            false,
            1000,
            1 << 20,
            Overflow.dropOldest);

    @Test
    void E13_soManyNamesAreRememberedAndNoMore() {
        List<String> names = IntStream.range(0, NAMES).mapToObj(i -> "Name" + i).toList();
        offer(names);
        assertThat(asked).isEqualTo(names);
        long wanted = calls.received();
        assertThat(wanted).isEqualTo(NAMES / 10 + 1);

        asked.clear();
        offer(names);
        assertThat(asked).isEqualTo(names.subList(REMEMBERED, NAMES));
        assertThat(calls.received()).as("the same again").isEqualTo(2 * wanted);
    }

    private void offer(List<String> names) {
        names.forEach(name -> calls.offer(AmiEvent.parse("Event: " + name + "\r\n")));
        calls.flush("");
    }
}
