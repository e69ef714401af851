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
package io.github.camelami.internal.tracking.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and lists as Asterisk 22.11 sent them. */
class QueueRecordingsTest {
    private final Map<String, AmiQueue> last = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final QueueTracker tracker = new QueueTracker(
            QueueSettings.of("pbx", false), out -> last.put(((AmiQueue) out).name(), (AmiQueue) out), nanos::get);
    private int compared;

    private static List<AmiEvent> recorded(String recording) throws IOException {
        try (InputStream in = QueueRecordingsTest.class.getResourceAsStream("/queues/" + recording + ".txt")) {
            List<AmiEvent> events = new ArrayList<>();
            for (String event : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n")) {
                events.add(AmiEvent.parse(event.strip().replace("\n", "\r\n") + "\r\n\r\n"));
            }
            return events;
        }
    }

    /** The caller is moved out of the conversation; the queue reports its end when the caller hangs up. */
    @ParameterizedTest
    @ValueSource(strings = {"moved-by-redirect-22.11", "parked-22.11"})
    void M1_theMembersAreAsEachListHasThem(String recording) throws IOException {
        List<AmiEvent> list = new ArrayList<>();
        long now = 0;
        for (AmiEvent event : recorded(recording)) {
            switch (event.name()) {
                case "QueueParams", "QueueMember", "QueueEntry" -> list.add(event);
                case "QueueStatusComplete" -> {
                    list.forEach(this::compare);
                    tracker.queues(list, now);
                    list.clear();
                }
                default -> {
                    now = event.occurredAt();
                    nanos.set(now * 1_000_000);
                    tracker.event(event);
                }
            }
        }
        assertThat(compared).isGreaterThan(4);
    }

    private void compare(AmiEvent item) {
        AmiQueue queue = last.get(item.first("Queue"));
        if (queue == null || !item.name().equals("QueueMember")) {
            return;
        }
        for (QueueMember member : queue.members()) {
            if (member.interfaceName().equals(item.first("Location"))) {
                assertThat(member.callsTaken()).isEqualTo(Integer.parseInt(item.first("CallsTaken")));
                assertThat(member.inCall()).isEqualTo(item.first("InCall").equals("1"));
                compared++;
            }
        }
    }
}
