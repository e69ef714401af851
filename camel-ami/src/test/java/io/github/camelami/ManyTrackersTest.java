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
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls and queues of many PBXes in one endpoint. */
class ManyTrackersTest {
    private final ManyPbxes pbxes = new ManyPbxes("berlin", "paris");
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger inRoute = new AtomicInteger();

    @AfterEach
    void close() {
        open.countDown();
        pbxes.close();
    }

    private static SimulatedEvent event(String name, String uniqueid) {
        return SimulatedEvent.named(name, "call")
                .with("Channel", "PJSIP/100-" + uniqueid)
                .with("Uniqueid", uniqueid)
                .with("Linkedid", uniqueid);
    }

    private void begin(String pbx, String caller) {
        begin(pbx, caller, "1700000000.1");
    }

    private void begin(String pbx, String caller, String uniqueid) {
        pbxes.pbx(pbx)
                .emit(event("Newchannel", uniqueid).with("ChannelState", 4).with("CallerIDNum", caller));
    }

    private void end(String pbx) {
        pbxes.pbx(pbx).emit(event("Hangup", "1700000000.1").with("Cause", 16));
    }

    private void awaitLook(String action) {
        awaitLook(List.of("berlin", "paris"), action);
    }

    private void awaitLook(List<String> names, String action) {
        for (String name : names) {
            await().until(() -> !pbxes.pbx(name).received(action).isEmpty());
        }
    }

    @Test
    void callsWithEqualChannelsAndIdsInTwoPbxesAreTwoCalls() throws Exception {
        pbxes.consume("ami:*?emit=calls&callGrace=50");
        awaitLook("CoreShowChannels");
        begin("berlin", "100");
        begin("paris", "200");
        await().until(() -> pbxes.consumer().getOpenCalls() == 2);
        end("berlin");
        pbxes.awaitRouted("berlin", 1);
        assertThat(pbxes.consumer().getOpenCalls()).isEqualTo(1);
        assertThat(pbxes.routed("paris")).isEmpty();
        end("paris");
        pbxes.awaitRouted("paris", 1);

        assertCall("berlin", "100");
        assertCall("paris", "200");
        assertThat(pbxes.consumer().getEndedCalls()).isEqualTo(2);
    }

    private void assertCall(String pbx, String caller) {
        Exchange exchange = pbxes.routed(pbx).get(0);
        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
        assertThat(call.pbx()).isEqualTo(pbx);
        assertThat(call.id()).isEqualTo("1700000000.1");
        assertThat(call.callerNumber()).isEqualTo(caller);
        assertThat(call.state()).isEqualTo(CallState.ENDED);
        assertThat(exchange.getMessage().getHeader(AmiConstants.EPOCH)).isEqualTo(1L);
    }

    @Test
    void queuesOfOneNameInTwoPbxesAreTwoQueues() throws Exception {
        for (String name : List.of("berlin", "paris")) {
            pbxes.pbx(name).data().queue("support");
        }
        pbxes.consume("ami:*?emit=queues&queues=support");
        for (String name : List.of("berlin", "paris")) {
            pbxes.awaitRouted(name, 1);
        }
        pbxes.pbx("paris").data().queue("support").join("555", "Ann");
        pbxes.awaitRouted("paris", 2);
        AmiQueue queue = pbxes.routed("paris").get(1).getMessage().getBody(AmiQueue.class);
        assertThat(queue.change()).isEqualTo(QueueChange.CALLER_JOINED);
        assertThat(queue.pbx()).isEqualTo("paris");
        assertThat(pbxes.routed("berlin")).hasSize(1);
        await().untilAsserted(() -> assertThat(pbxes.consumer().getQueues()).isEqualTo(2));
        await().untilAsserted(
                        () -> assertThat(pbxes.consumer().getWaitingCallers()).isEqualTo(1));
    }

    /** It has to be asked for the calls that are open, and the others do not wait for that. */
    @Test
    void aPbxThatDoesNotAnswerItsTrackerDelaysNoOther() throws Exception {
        pbxes.pbx("paris").faultAlways("CoreShowChannels", Fault.ignore());
        pbxes.consume("ami:*?emit=calls&callGrace=50&concurrentConsumers=1&actionTimeout=60s");
        awaitLook("CoreShowChannels");
        begin("berlin", "100");
        end("berlin");
        pbxes.awaitRouted("berlin", 1);
        assertCall("berlin", "100");
    }

    /** At most eight comparisons run at the same time, unless they take long. */
    @Test
    void eightPbxesThatDoNotAnswerTheirTrackersDelayNoOther() throws Exception {
        List<String> mute = IntStream.range(0, 8).mapToObj(i -> "mute-" + i).toList();
        for (String name : mute) {
            pbxes.ami.addConnection(name, pbxes.start(name));
            pbxes.pbx(name).faultAlways("QueueStatus", Fault.ignore());
        }
        pbxes.consume("ami:mute-*,ro*?emit=queues");
        awaitLook(mute, "QueueStatus");
        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        pbxes.pbx("rome").data().queue("support");
        pbxes.awaitRouted("rome", 1);
    }

    /** A comparison runs on a thread of its own, and what it finds is routed by the workers. */
    @Test
    void K1_theCallsThatARestartHasEndedAreRoutedByTheWorkers() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        pbxes.start(route -> route.from("ami:*?emit=calls&callGrace=50")
                .routeId("many")
                .process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    pbxes.keep(exchange);
                }));
        awaitLook("CoreShowChannels");
        begin("berlin", "100");
        await().until(() -> pbxes.consumer().getOpenCalls() == 1);
        pbxes.pbx("berlin").restart();
        pbxes.awaitRouted("berlin", 1);
        assertThat(threads).hasSize(1).allMatch(name -> name.endsWith("AmiConsumerRoute"));
    }

    @Test
    void N3_aRemovedPbxReportsTheCallsThatHaveEnded() throws Exception {
        pbxes.consume("ami:*?emit=calls&callGrace=1000");
        awaitLook("CoreShowChannels");
        begin("paris", "200");
        end("paris");
        await().until(() -> pbxes.consumer().getReceived() == 2);
        pbxes.ami.removeConnection("paris");
        pbxes.awaitRouted("paris", 1);
        assertCall("paris", "200");
    }

    @Test
    void theLagGrowsWhileACallWaitsForTheRoute() throws Exception {
        consumeUntilOpen("ami:*?emit=calls&callGrace=50&orderBy=Linkedid&concurrentConsumers=2");
        awaitLook("CoreShowChannels");
        begin("berlin", "100");
        end("berlin");
        await().until(() -> pbxes.consumer().getLag() >= 200);
        open.countDown();
        pbxes.awaitRouted("berlin", 1);
    }

    /** The PBX has handed over as many messages as it may, and the end of a call is due. */
    @Test
    void theWorkerRestsWhileAPbxWaitsForTheRoute() throws Exception {
        consumeUntilOpen("ami:paris*?emit=callProgress&callGrace=500&orderBy=Linkedid&concurrentConsumers=2");
        awaitLook(List.of("paris"), "CoreShowChannels");
        for (int i = 1; i < 64; i++) {
            begin("paris", "200", "1700000000." + i);
        }
        end("paris");
        begin("paris", "200", "1700000000.64");
        await().until(() -> pbxes.consumer().getReceived() == 65 && inRoute.get() == 2);
        await().until(() -> !isWorkerInUse());
        open.countDown();
        pbxes.awaitRouted("paris", 65);
    }

    private boolean isWorkerInUse() {
        String context = '(' + pbxes.routes.camel.getName() + ')';
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().contains(context)
                        && each.getKey().getName().endsWith("AmiConsumer"))
                .flatMap(each -> Stream.of(each.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith("SharedWorkers"));
    }

    private void consumeUntilOpen(String uri) throws Exception {
        pbxes.start(route -> route.from(uri).routeId("many").process(exchange -> {
            inRoute.incrementAndGet();
            open.await();
            pbxes.keep(exchange);
        }));
    }

    /** A producer keeps the session, so the PBX could be asked at once. */
    @Test
    void aPbxThatIsAddedDuringASuspensionIsNotAskedBeforeTheResume() throws Exception {
        AmiConfiguration paris = pbxes.ami.getConnections().get("paris").copy();
        pbxes.start(route -> {
            route.from("ami:*?emit=queues").routeId("many").process(pbxes::keep);
            route.from("direct:in").to("ami:paris?action=Ping");
        });
        awaitLook("QueueStatus");
        int before = pbxes.pbx("paris").received("QueueStatus").size();
        pbxes.ami.removeConnection("paris");
        pbxes.routes.camel.getRouteController().suspendRoute("many");
        pbxes.ami.addConnection("paris", paris);
        await().until(() -> {
            pbxes.pbx("paris")
                    .emit(SimulatedEvent.named("QueueCallerJoin", "agent").with("Queue", "support"));
            return pbxes.consumer().getPassedBy() > 0;
        });
        assertThat(pbxes.pbx("paris").received("QueueStatus")).hasSize(before);
        pbxes.routes.camel.getRouteController().resumeRoute("many");
        await().until(() -> pbxes.pbx("paris").received("QueueStatus").size() > before);
    }
}
