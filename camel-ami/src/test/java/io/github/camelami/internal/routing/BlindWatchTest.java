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
package io.github.camelami.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlindWatchTest {
    private final BlindWatch watch = new BlindWatch();

    private static List<AmiEvent> up(String... ids) {
        return Stream.of(ids)
                .map(id -> AmiEvent.parse("Event: CoreShowChannel\r\nUniqueid: " + id + "\r\n\r\n"))
                .toList();
    }

    /** Each list may find it just before its first event. */
    @Test
    void aChannelThatAppearsWithoutAnEventIsNoticedAfterAWhileHoweverYoungItWas() {
        assertThat(watch.isBlind(up("1.1"), 10_000)).isFalse();
        assertThat(watch.isBlind(up("1.1", "1.2"), 20_000)).isFalse();
        assertThat(watch.isBlind(up("1.1", "1.2"), 21_000)).isFalse();
        assertThat(watch.isBlind(up(), 30_000)).isTrue();
    }

    @Test
    void channelsThatWereUpAtTheLoginNeedNoEvent() {
        assertThat(watch.isBlind(up("1.1"), 10_000)).isFalse();
        assertThat(watch.isBlind(up("1.1"), 20_000)).isFalse();
        assertThat(watch.isBlind(up(), 30_000)).isFalse();
    }

    @Test
    void whoReceivesAnEventIsNotBlind() {
        watch.isBlind(up(), 10_000);
        watch.isBlind(up("1.1"), 20_000);
        watch.event();
        assertThat(watch.isBlind(up("1.1"), 30_000)).isFalse();
    }

    @Test
    void whatAppearedWhileThePbxWasLostNeedsNoEvent() {
        watch.isBlind(up(), 10_000);
        watch.isBlind(up("1.1"), 20_000);
        watch.reset();
        assertThat(watch.isBlind(up("1.1", "1.2"), 30_000)).isFalse();
        assertThat(watch.isBlind(up("1.1", "1.2"), 40_000)).isFalse();
    }
}
