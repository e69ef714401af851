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
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReaderBugTest {

    static Stream<Throwable> bugs() {
        return Stream.of(new IllegalStateException("bug"), new StackOverflowError("bug"), new AssertionError("bug"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void E12_aBugThrownWhileReadingEndsThatConnectionAloneAndTheSessionReconnects(Throwable bug) {
        EventSubscription broken = new EventSubscription(
                EventClasses.parse("user"),
                null,
                event -> event.matches("Number", number -> fail(bug, number)),
                List.of(),
                ScriptedPbx.TIMEOUT,
                false,
                100,
                1 << 20,
                WhenFull.DROP_OLDEST);
        EventSubscription sound = ScriptedPbx.subscription("user");
        try (SimulatedPbx pbx = SimulatedPbx.start();
                TcpSession first = new TcpSession(pbx.port()).start(broken);
                TcpSession second = new TcpSession(pbx.port()).start(sound)) {
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("Number", "bad"));
            await().until(() -> first.session.status().epoch() == 2
                    && first.session.status().state() == SessionState.READY);
            await().until(() -> pbx.sessions() == 2);
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("Number", "good"));
            await().until(() -> broken.received() == 1);
            await().until(() -> sound.received() == 2);
            assertThat(second.session.status().epoch()).isEqualTo(1);
            assertThat(first.session.status().lastFailure()).contains("internal error while reading");
        }
    }

    private static boolean fail(Throwable bug, String number) {
        if ("bad".equals(number)) {
            ReaderBugTest.<RuntimeException>sneakyThrow(bug);
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
