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

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.internal.codec.ReceivedEvent;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiMessage;
import java.nio.charset.StandardCharsets;
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
            WhenFull.DROP_OLDEST);

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
        AmiDecoder decoder = new AmiDecoder(StandardCharsets.UTF_8, 1 << 20, 1, false);
        for (String name : names) {
            byte[] event = ("Event: " + name + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            decoder.decode(event, 0, event.length, new MessageSink() {
                @Override
                public void event(ReceivedEvent received) {
                    calls.offer(received);
                }

                @Override
                public void message(AmiMessage message) {}
            });
        }
        calls.flush("");
    }
}
