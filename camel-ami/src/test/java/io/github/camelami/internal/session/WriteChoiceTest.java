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
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An action waits for others to be written with it only while many responses are on their way. */
class WriteChoiceTest {
    private static final int MANY = 16;

    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void actionsOfABurstAreWrittenTogether() {
        pbx.start();
        IntStream.range(0, MANY + 5).forEach(i -> pbx.send("Status"));
        assertThat(sentSoon()).hasSize(5);
    }

    @Test
    void anActionBesideManyThatHaveTheirResponsesAndAwaitMoreIsWrittenAtOnce() {
        pbx.on("Originate", id -> ScriptedPbx.response(id, "Success"));
        AmiSession session = pbx.start();
        long before = session.status().answered();
        for (int calls = 1; calls <= MANY + 5; calls++) {
            long answered = before + calls;
            pbx.send("Originate");
            await().until(() -> session.status().answered() >= answered);
        }
        assertThat(session.status().inFlight()).isEqualTo(MANY + 5);
        inTime(pbx.send("Ping"));
        assertThat(sentSoon()).isEmpty();
    }

    @Test
    void whatEndedWithoutResponseIsNotAwaited() {
        AmiSession session = pbx.start();
        IntStream.range(0, MANY + 5).forEach(i -> pbx.send("Status"));
        pbx.link.close();
        await().until(() -> session.status().epoch() == 2 && session.status().state() == SessionState.READY);
        pbx.sentSoon.clear();
        inTime(pbx.send("Ping"));
        assertThat(sentSoon()).isEmpty();
    }

    /** The session's own actions always wait for a thread that writes. */
    private List<String> sentSoon() {
        return pbx.sentSoon.stream()
                .map(each -> each.action().name())
                .filter(name -> !name.matches("Login|Events|Logoff"))
                .toList();
    }
}
