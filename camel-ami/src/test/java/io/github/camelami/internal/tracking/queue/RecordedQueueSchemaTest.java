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
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.transform.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change of a recorded queue and of its agents is as its JSON Schema says. */
class RecordedQueueSchemaTest {
    private final List<Object> out = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final QueueTracker queues = new QueueTracker(QueueSettings.of("pbx", false), out::add, nanos::get);
    private final QueueTracker agents = new QueueTracker(QueueSettings.of("pbx", true), out::add, nanos::get);

    @ParameterizedTest
    @CsvSource({
        "queues/moved-by-redirect-22.11, true",
        "queues/parked-22.11, true",
        "calls/queues/ends-16, false",
        "calls/queues/ends-22, false",
        "calls/queues/ends-22.11, false",
        "calls/agent-16, false",
        "calls/queue-22, false"
    })
    void L6_eachChangeOfARecordedQueueIsValid(String recording, boolean hasLists) throws IOException {
        String text = Files.readString(Path.of("src/test/resources", recording + ".txt"));
        List<AmiEvent> list = new ArrayList<>();
        long now = 0;
        for (String each : text.strip().split("\n\n")) {
            AmiEvent event = AmiEvent.parse(each.strip().replace("\n", "\r\n") + "\r\n\r\n");
            if (List.of("QueueParams", "QueueMember", "QueueEntry").contains(event.name())) {
                list.add(event);
            } else if (event.name().equals("QueueStatusComplete")) {
                queues.queues(list, now);
                agents.queues(list, now);
                list.clear();
            } else {
                now = event.occurredAt();
                nanos.set(now * 1_000_000);
                queues.event(event);
                agents.event(event);
            }
        }
        assertThat(out).hasAtLeastOneElementOfType(AmiQueue.class).allSatisfy(Schemas::assertValid);
        if (hasLists) {
            assertThat(out).hasAtLeastOneElementOfType(AmiAgent.class);
        }
    }
}
