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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Batch batch = new Batch(3, Long.MAX_VALUE);
    private final List<AmiEvent> events = IntStream.range(0, 3)
            .mapToObj(i -> AmiEvent.parse("Event: Hangup\r\nNumber: " + i))
            .toList();

    /** The thread that routes has seen the next event when another one gives up what is left. */
    @Test
    void D2_D9_whatIsGivenUpInTheMidstOfItsTakingIsCountedAndNotRouted() {
        events.forEach(batch::add);
        assertThat(batch.next()).isSameAs(events.get(0));
        assertThat(batch.discard()).isEqualTo(2);
        assertThat(batch.take(1, events.get(1))).isNull();
        assertThat(batch.left()).isZero();
        assertThat(batch.discard()).isZero();
        assertThat(batch.next()).isNull();
    }
}
