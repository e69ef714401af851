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
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulated.Alike;
import io.github.camelami.simulator.Anonymizer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded calls come out alike once their names and numbers have been replaced. */
class AnonymizedCallsTest {
    /** The variables in the recordings. */
    private static final Set<String> VARIABLES = Set.of("CALLNO", "CITY");

    @ParameterizedTest
    @MethodSource("io.github.camelami.internal.tracking.TrackedCalls#recordings")
    void H7_theCallsDifferOnlyInReplacedValues(String recording) {
        Anonymizer anonymizer = new Anonymizer();
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<AmiEvent> anonymized = events.stream()
                .map(event -> AmiEvent.parse(anonymizer.message(event.wireText())))
                .toList();
        assertThat(Alike.replacements(progress(events), progress(anonymized)))
                .as("something was replaced")
                .anySatisfy((original, replacement) -> assertThat(replacement).isNotEqualTo(original));
    }

    private static List<AmiCall> progress(List<AmiEvent> events) {
        TrackedCalls calls = new TrackedCalls(
                new CallSettings("pbx", null, VARIABLES, Duration.ofMillis(TrackedCalls.GRACE), 1_000, 1_000, true));
        events.forEach(calls.tracker::event);
        calls.after(Duration.ofDays(1).toMillis());
        return calls.out;
    }
}
