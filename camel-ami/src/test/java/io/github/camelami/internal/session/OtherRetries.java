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

import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;

/**
 * A session that is cut off before its login, and so tries again and again after the shortest delay. A test that says that
 * something else is not tried again waits until this session has tried a few times more: another retry would have come by
 * then.
 */
public final class OtherRetries implements AutoCloseable {
    private static final int SOME = 3;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final FaultProxy proxy = FaultProxy.to(pbx);
    private final RunningSession session;

    public OtherRetries() {
        proxy.serverToClient().cutEachAt(0, Cut.FIN);
        TestSettings settings = new TestSettings();
        settings.reconnectDelay = Duration.ofMillis(1);
        session = new RunningSession(settings, proxy.port()).start();
    }

    public void awaitSome() {
        int before = proxy.connections();
        await().until(() -> proxy.connections() >= before + SOME);
    }

    @Override
    public void close() {
        session.close();
        proxy.close();
        pbx.close();
    }
}
