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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A PBX that is stopped reads nothing: once all buffers are full, a write blocks until the connection is closed. */
class StoppedPbxTest {
    private final StubPbx pbx = new StubPbx();
    private final AmiSession session = pbx.session(new TestSettings());
    private final EventSubscription calls = ScriptedPbx.subscription("call");

    StoppedPbxTest() {
        inTime(session.start());
        session.subscribe(calls);
        pbx.stopped = true;
    }

    @AfterEach
    void resume() {
        pbx.resumed.countDown();
    }

    private static CompletableFuture<Void> beside(Runnable task) {
        return CompletableFuture.runAsync(task, run -> new Thread(run).start());
    }

    private static void endsSoon(Runnable task) throws Exception {
        beside(task).get(10, TimeUnit.SECONDS);
    }

    @Test
    void B3_consumersStartAndStopWhileAWriteBlocks() throws Exception {
        EventSubscription agents = ScriptedPbx.subscription("agent");
        endsSoon(() -> session.subscribe(agents));
        endsSoon(() -> session.unsubscribe(calls));
        endsSoon(() -> session.unsubscribe(agents));
    }

    @Test
    void A10_theSessionClosesWhileAWriteBlocks() throws Exception {
        endsSoon(session::close);
        assertThat(session.status().state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void K5_aRouteStopsWhileAWriteBlocks() throws Exception {
        CompletableFuture<Void> drained = beside(session::drain);
        await().until(() -> session.status().inFlight() > 0);
        pbx.time.pass(Duration.ofSeconds(5));
        drained.get(10, TimeUnit.SECONDS);
    }
}
