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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What queues say of the end of a wait, and what calls say of the same visit. */
public class QueueVisitsAgreeTest {

    static Stream<String> recordings() throws IOException, URISyntaxException {
        return Stream.concat(CallSituationsTest.recordings(), composed())
                .filter(recording -> TrackedCalls.recorded(recording).stream()
                        .anyMatch(event -> event.name().equals("QueueCallerJoin")));
    }

    private static Stream<String> composed() throws IOException, URISyntaxException {
        Path path = Path.of(
                QueueVisitsAgreeTest.class.getResource("/calls/composed").toURI());
        try (Stream<Path> files = Files.list(path)) {
            return files
                    .map(file -> "composed/" + file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void M2_thereAreRecordingsOfQueues() throws Exception {
        assertThat(recordings()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void M2_queuesAndCallsAgreeAboutEachVisitOfARecording(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        assertThat(ends(queues(events))).containsExactlyInAnyOrderElementsOf(visits(TrackedCalls.of(events)));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void M2_queuesAndCallsAgreeAboutEachConversationOfARecording(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        assertAgree(queues(events), TrackedCalls.of(events));
    }

    /** The Local channel of the caller is optimised away at once, and the queue reports the end of the conversation. */
    @Test
    void M2_aConversationWhoseEventsAreLostEndsAsTheQueueSays() {
        List<AmiQueue> queues = new ArrayList<>();
        QueueTracker tracker =
                new QueueTracker(QueueSettings.of("pbx", false), out -> queues.add((AmiQueue) out), () -> 0);
        List<AmiEvent> events = TrackedCalls.recorded("queues/caller_by_local_optimised");
        List<String> names = events.stream().map(AmiEvent::name).toList();
        int end = names.indexOf("AgentComplete");
        events.subList(0, end + 1).forEach(tracker::event);
        assertThat(queues).extracting(AmiQueue::change).doesNotContain(QueueChange.MEMBER_COMPLETED);
        tracker.gap();
        tracker.event(events.get(end + 1));
        events.subList(end + 2, events.size()).forEach(event -> {
            assertThat(queues)
                    .filteredOn(queue -> queue.change() == QueueChange.MEMBER_COMPLETED)
                    .singleElement()
                    .satisfies(queue -> assertThat(queue.talkTime()).isLessThan(100));
            tracker.event(event);
        });
        assertThat(queues.get(queues.size() - 1).figures().completed()).isEqualTo(1);
    }

    /** Each conversation is said once, counted once, and has the length and the end that the call has. */
    static void assertAgree(List<AmiQueue> queues, List<AmiCall> calls) {
        List<Talk> byQueues = queues.stream()
                .filter(queue -> queue.change() == QueueChange.MEMBER_COMPLETED)
                .map(queue -> new Talk(queue.name(), queue.completedBy(), queue.talkTime()))
                .sorted()
                .toList();
        List<Talk> byCalls = calls.stream()
                .flatMap(call -> call.queues().stream())
                .filter(visit -> visit.completedBy() != null)
                .map(visit -> new Talk(visit.queue(), visit.completedBy(), visit.talkTime()))
                .sorted()
                .toList();
        assertThat(byQueues).usingElementComparator(Talk::compareRounded).containsExactlyElementsOf(byCalls);
        Map<String, AmiQueue> last = new LinkedHashMap<>();
        queues.forEach(queue -> last.put(queue.name(), queue));
        last.forEach((name, queue) -> {
            List<Talk> its =
                    byQueues.stream().filter(talk -> talk.queue().equals(name)).toList();
            assertThat(queue.figures().completed()).isEqualTo(its.size());
            assertThat(queue.figures().talkTime())
                    .isEqualTo(its.stream().mapToLong(Talk::talkTime).sum());
        });
    }

    /** A conversation with an agent. */
    record Talk(String queue, String by, Long talkTime) implements Comparable<Talk> {
        private static final Comparator<Talk> BY_PARTIES =
                Comparator.comparing(Talk::queue).thenComparing(Talk::by);

        @Override
        public int compareTo(Talk other) {
            return BY_PARTIES.thenComparing(Talk::talkTime).compare(this, other);
        }

        /** The events of queues have lengths in whole seconds, which the PBX does not round up. */
        int compareRounded(Talk other) {
            long more = talkTime - other.talkTime;
            int parties = BY_PARTIES.compare(this, other);
            return parties != 0 ? parties : Math.abs(more) <= 1_020 ? 0 : Long.signum(more);
        }
    }

    private static List<AmiQueue> queues(List<AmiEvent> events) {
        List<AmiQueue> queues = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        QueueTracker tracker =
                new QueueTracker(QueueSettings.of("pbx", false), out -> queues.add((AmiQueue) out), nanos::get);
        events.forEach(tracker::event);
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        tracker.tick(System.currentTimeMillis());
        return queues;
    }

    /** The end of each wait, the last one said of it. */
    public static Collection<String> ends(List<AmiQueue> queues) {
        Map<String, String> ends = new LinkedHashMap<>();
        for (AmiQueue queue : queues) {
            if (queue.caller() != null && queue.caller().waitTime() != null) {
                ends.put(
                        queue.name() + queue.caller().id() + queue.caller().since(),
                        text(
                                queue.name(),
                                queue.caller().since(),
                                queue.change(),
                                queue.caller().waitTime()));
            }
        }
        return ends.values();
    }

    /** The same by calls. */
    public static List<String> visits(List<AmiCall> calls) {
        return calls.stream()
                .flatMap(call -> call.queues().stream())
                .map(visit -> text(visit.queue(), visit.joinedAt(), changeOf(visit.outcome()), visit.waitTime()))
                .toList();
    }

    private static String text(String queue, Long since, QueueChange change, Long waitTime) {
        return queue + ": since " + since + ", " + change + " after " + waitTime + " ms";
    }

    private static QueueChange changeOf(QueueOutcome outcome) {
        return switch (outcome) {
            case CONNECTED -> QueueChange.MEMBER_CONNECTED;
            case ABANDONED -> QueueChange.CALLER_ABANDONED;
            case TIMEOUT -> QueueChange.CALLER_TIMED_OUT;
            case LEFT -> QueueChange.CALLER_LEFT;
            case WAITING -> null;
        };
    }
}
