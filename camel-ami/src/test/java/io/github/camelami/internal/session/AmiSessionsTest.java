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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.session.AmiSessions.Opened;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AmiSessionsTest {
    private final AmiSessions sessions = new AmiSessions();
    private final List<String> ended = new ArrayList<>();

    @AfterEach
    void close() {
        sessions.closeAll(Runnable::run);
    }

    @Test
    void theLastReleaseOfASessionClosesItAndNoOther() {
        AmiSession berlin = acquire("berlin");
        AmiSession paris = acquire("paris");
        AmiSession rome = acquire("rome");
        assertThat(acquire("paris")).isSameAs(paris);

        sessions.release(paris);
        assertThat(ended).isEmpty();
        sessions.release(paris);

        assertThat(ended).containsExactly("paris");
        assertThat(state(paris)).isEqualTo(SessionState.CLOSED);
        assertThat(List.of(berlin, rome)).allMatch(session -> state(session) == SessionState.READY);
        assertThat(acquire("berlin")).isSameAs(berlin);
        assertThat(acquire("paris")).isNotSameAs(paris);
    }

    private AmiSession acquire(String name) {
        return sessions.acquire(name, () -> {
            AmiSession session = new StubPbx().session(new TestSettings());
            inTime(session.start());
            return new Opened(session, () -> ended.add(name));
        });
    }

    private static SessionState state(AmiSession session) {
        return session.status().state();
    }
}
