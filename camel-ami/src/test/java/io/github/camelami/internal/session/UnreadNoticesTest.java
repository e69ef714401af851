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

import io.github.camelami.internal.codec.Decoding;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notices of a link that comes and goes while the route reads nothing. */
class UnreadNoticesTest {
    private static final int LOGINS = 1_000;
    private static final int ROOM = 5;

    private final Subscriptions subscriptions = new Subscriptions(() -> EventClasses.NONE);

    @Test
    void D4_lossesThatNobodyHasReadBecomeOne() throws Exception {
        EventSubscription calls = subscribed(WhenFull.DROP_OLDEST);
        Instant before = Instant.now();
        subscriptions.connected(1, "PBX", "");
        subscriptions.disconnected("first");
        Instant lost = Instant.now();
        for (int epoch = 2; epoch <= LOGINS; epoch++) {
            subscriptions.connected(epoch, "PBX", "");
            subscriptions.disconnected("later");
        }
        subscriptions.connected(LOGINS + 1, "PBX", "");

        List<AmiEvent> read = read(calls);
        assertThat(read).extracting(AmiEvent::name).containsExactly("Connected", "Disconnected", "Connected", "Gap");
        assertThat(read).extracting(AmiEvent::epoch).containsExactly(1L, 1L, LOGINS + 1L, LOGINS + 1L);
        assertThat(read.get(1)).containsEntry("Cause", "first");
        assertThat(Instant.parse(read.get(3).get("From"))).isBetween(before, lost);
        assertThat(Instant.parse(read.get(3).get("To"))).isAfter(lost);
        assertThat(calls.gaps()).isEqualTo(LOGINS);
    }

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            names = {"DROP_OLDEST", "DROP_NEWEST"})
    void D4_betweenTwoEventsStandFewNoticesAndWhatIsDroppedAddsUp(WhenFull whenFull) throws Exception {
        EventSubscription calls = subscribed(whenFull);
        for (int epoch = 1; epoch <= LOGINS; epoch++) {
            subscriptions.connected(epoch, "PBX", "");
            Decoding.receive("Event: Hangup\r\nPrivilege: call,all\r\n\r\n", calls::offer);
            calls.flush("");
            subscriptions.disconnected("cut");
        }
        List<AmiEvent> read = read(calls);
        assertThat(read).hasSizeLessThan(8 * (ROOM + 1));
        assertThat(read).filteredOn(event -> event.name().equals("Hangup")).hasSize(ROOM);
        assertThat(read.stream()
                        .filter(event -> "overflow".equals(event.get("Reason")))
                        .mapToLong(event -> Long.parseLong(event.get("Dropped")))
                        .sum())
                .isEqualTo(LOGINS - ROOM)
                .isEqualTo(calls.dropped());
        assertThat(read.get(read.size() - 1))
                .containsEntry("Event", "Disconnected")
                .containsEntry("Epoch", "" + LOGINS);
    }

    @Test
    void D5_aRestartThatNobodyHasReadOfIsStillTold() throws Exception {
        EventSubscription calls = subscribed(WhenFull.DROP_OLDEST);
        int epoch = 1;
        for (String started : List.of("10:00", "10:00", "10:07", "10:07")) {
            subscriptions.connected(epoch++, "PBX", started);
            subscriptions.disconnected("cut");
        }
        List<AmiEvent> read = read(calls);
        assertThat(read.subList(2, 4)).allSatisfy(notice -> assertThat(notice).containsEntry("Restarted", "true"));
    }

    @Test
    void theFieldsOfALoginStandInTheOrderOfTheDocs() throws Exception {
        EventSubscription calls = subscribed(WhenFull.DROP_OLDEST);
        subscriptions.connected(1, "PBX", "10:00");
        assertThat(read(calls).get(0).keySet()).containsExactly("Event", "Epoch", "Server", "Started", "Restarted");
    }

    private EventSubscription subscribed(WhenFull whenFull) {
        EventSubscription calls = ScriptedPbx.subscription("call", ROOM, whenFull);
        subscriptions.add(calls);
        return calls;
    }

    private static List<AmiEvent> read(EventSubscription calls) throws InterruptedException {
        List<AmiEvent> read = new ArrayList<>();
        for (Object next = Polled.from(calls, 0); next != null; next = Polled.from(calls, 0)) {
            read.add(next instanceof Notice notice ? notice.event() : (AmiEvent) next);
        }
        return read;
    }
}
