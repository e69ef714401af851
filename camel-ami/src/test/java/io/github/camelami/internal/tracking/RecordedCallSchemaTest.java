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
import io.github.camelami.transform.Schemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recorded call, at each of its changes, is as its JSON Schema says. */
class RecordedCallSchemaTest {
    @ParameterizedTest
    @MethodSource("io.github.camelami.internal.tracking.TrackedCalls#recordings")
    void L6_eachChangeOfARecordedCallIsValid(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<AmiCall> calls = new ArrayList<>(TrackedCalls.of(events));
        TrackedCalls progress = TrackedCalls.progress();
        events.forEach(progress.tracker::event);
        progress.after(Duration.ofDays(1).toMillis());
        calls.addAll(progress.out);
        assertThat(calls).hasSizeGreaterThan(2).allSatisfy(Schemas::assertValid);
        assertThat(events).allSatisfy(Schemas::assertValid);
    }
}
