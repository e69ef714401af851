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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A route that is behind looks at the PBX of the next login before it has handled the loss of the one before. */
class CallLooksAfterLossTest {
    @AutoClose
    private final SimulatedPbx simulated =
            SimulatedPbx.builder().user("admin", "secret").start();

    @AutoClose
    private final PbxRoutes routes = new PbxRoutes(simulated);

    private static SimulatedEvent of(String name, String id) {
        return SimulatedEvent.named(name, "call")
                .with("Channel", "PJSIP/" + id)
                .with("Uniqueid", id)
                .with("Linkedid", id);
    }

    @Test
    void aLookOfTheNewLoginWaitsForTheLossOfTheOldOne() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        simulated.on("CoreShowChannels", action -> {
            if (simulated.logins() == 1) {
                return Reply.success().list("CoreShowChannelsComplete", List.of());
            }
            if (begun.compareAndSet(false, true)) {
                simulated.emit(of("Newchannel", "1.1"));
            }
            return Reply.success()
                    .list(
                            "CoreShowChannelsComplete",
                            List.of(of("CoreShowChannel", "1.1").withIdOf(action)));
        });
        routes.start(route -> route.from("ami:pbx?callGrace=50&emit=callProgress&callCheckInterval=1")
                .routeId("calls")
                .process(exchange -> {
                    AmiCall call = exchange.getMessage().getBody(AmiCall.class);
                    if (call.id().equals("0.1") && call.state() == CallState.STARTED) {
                        blocked.countDown();
                        go.await();
                    }
                    if (call.id().equals("1.1") && call.state() == CallState.ENDED) {
                        ended.add(call);
                    }
                }));
        await().until(() -> !simulated.received("QueueStatus").isEmpty());
        simulated.emit(of("Newchannel", "0.1"));
        await().until(() -> blocked.getCount() == 0);
        // the one after which the PBX is looked at
        simulated.emit(of("Newstate", "0.1"));
        await().until(() -> routes.consumer("calls").getBuffered() == 1);
        simulated.disconnectAll();
        await().until(() -> simulated.logins() == 2);
        simulated.emit(of("Newstate", "0.1"));
        await().until(() -> routes.consumer("calls").getBuffered() == 2);
        go.countDown();
        await().until(begun::get);
        await().until(() -> simulated.received("QueueStatus").size() >= 2);
        simulated.emit(of("Hangup", "1.1"));
        await().until(() -> ended.size() == 1);
        assertThat(ended.get(0).partial()).as("it began after the loss").isFalse();
    }
}
