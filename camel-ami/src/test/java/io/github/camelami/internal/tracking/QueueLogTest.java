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
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How callers leave a queue, as the queue_log of the same server says. In this order: a phone hangs up; the phone that a
 * click connected with the queue hangs up; the application of an Originate ends; a command ends all channels, the Local
 * channel in the queue, the phone in the queue, and that where the dialplan has an extension h; the time of the call is
 * up; the timeout of the queue, as the last step, as the only step behind a Local channel, before a Hangup with an
 * extension h, and before another step; a command sends the phone to another extension.
 */
class QueueLogTest {

    private static List<AmiCall> calls(String version) {
        return TrackedCalls.of(TrackedCalls.recorded("queues/ends-" + version)).stream()
                .filter(call -> !call.queues().isEmpty())
                .sorted(Comparator.comparing(AmiCall::startedAt))
                .toList();
    }

    /** For whom a command sends elsewhere, the log has no word of its own. */
    private static List<QueueOutcome> log(String version) {
        List<QueueOutcome> outcomes = new ArrayList<>();
        try (InputStream in = QueueLogTest.class.getResourceAsStream("/calls/queues/ends-" + version + ".queue_log")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                switch (line.split("\\|")[4]) {
                    case "ABANDON" -> outcomes.add(QueueOutcome.ABANDONED);
                    case "EXITWITHTIMEOUT" -> outcomes.add(QueueOutcome.TIMEOUT);
                    default -> assertThat(line).contains("|ENTERQUEUE|");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(outcomes.set(outcomes.size() - 1, QueueOutcome.LEFT)).isEqualTo(QueueOutcome.ABANDONED);
        return outcomes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "22", "22.11"})
    void M2_theOutcomeOfAVisitIsThatOfTheQueueLog(String version) {
        assertThat(log(version)).hasSize(13).contains(QueueOutcome.TIMEOUT);
        assertThat(calls(version))
                .flatExtracting(AmiCall::queues)
                .extracting(QueueVisit::outcome)
                .containsExactlyElementsOf(log(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "22", "22.11"})
    void L1_aCallThatEndsInAQueueIsAbandonedThere(String version) {
        assertThat(calls(version)).allSatisfy(call -> {
            boolean abandoned = call.queues().get(0).outcome() == QueueOutcome.ABANDONED;
            assertThat(call.disposition()).isEqualTo(abandoned ? CallDisposition.ABANDONED : CallDisposition.NO_ANSWER);
            assertThat(call.missed()).isTrue();
        });
    }
}
