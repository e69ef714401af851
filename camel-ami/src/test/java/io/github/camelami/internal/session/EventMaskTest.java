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
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventMaskTest {
    private final ScriptedPbx pbx = new ScriptedPbx();

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void theMaskIsTheUnionOfWhatConsumersWantAndFollowsThem() {
        EventSubscription calls = subscription("call");
        EventSubscription agents = subscription("agent,call");
        EventSubscription all = subscription("all");
        pbx.start();
        inTime(pbx.session().subscribe(calls));
        inTime(pbx.session().subscribe(agents));
        inTime(pbx.session().subscribe(subscription("call")));
        inTime(pbx.session().subscribe(all));
        pbx.session().unsubscribe(all);
        pbx.session().unsubscribe(agents);
        assertThat(pbx.masks()).containsExactly("off", "call", "call,agent", "on", "call,agent", "call");
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == 2);
        assertThat(pbx.masks()).containsExactly("call");
    }

    @Test
    void whereNobodyWantsEventsNoneAreAskedFor() {
        EventSubscription calls = subscription("call");
        pbx.session().subscribe(calls);
        pbx.start();
        pbx.session().unsubscribe(calls);
        assertThat(pbx.masks()).containsExactly("call", "off");
    }

    @Test
    void C11_theOutcomeOfAnOriginateIsAskedForBeforeItIsSent() {
        pbx.start();
        pbx.session().send(new ActionRequest(ScriptedPbx.action("Originate"), ScriptedPbx.TIMEOUT, false, false));
        assertThat(pbx.masks()).containsExactly("off");
        pbx.send("Originate");
        pbx.send("Originate");
        assertThat(pbx.masks()).containsExactly("off", "call");
        assertThat(pbx.sent)
                .extracting(each -> each.action().name())
                .containsExactly("Login", "Originate", "Events", "Originate", "Originate");
    }

    @Test
    void aMaskThatThePbxDoesNotTakeEndsTheConnection() {
        pbx.on("Events", id -> response(id, "Error", "Message: Invalid event mask"));
        pbx.start();
        pbx.session().subscribe(subscription("call"));
        await().until(() -> pbx.session().status().epoch() == 2);
        assertThat(pbx.masks()).containsExactly("call");
    }

    @Test
    void consumersThatComeAndGoAtOnceLeaveTheMaskOfThoseWhoStay() throws Exception {
        pbx.start();
        for (int round = 0; round < 300; round++) {
            List<EventSubscription> come = Stream.of("call", "agent", "user", "dtmf")
                    .map(ScriptedPbx::subscription)
                    .toList();
            together(come.stream()
                    .<Runnable>map(each -> () -> pbx.session().subscribe(each))
                    .toList());
            assertThat(last(pbx.masks())).as("round %d", round).isEqualTo("call,agent,user,dtmf");
            together(come.stream()
                    .<Runnable>map(each -> () -> pbx.session().unsubscribe(each))
                    .toList());
            assertThat(last(pbx.masks())).as("round %d", round).isEqualTo("off");
            pbx.sent.clear();
        }
    }

    private static void together(List<Runnable> tasks) {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        inTime(CompletableFuture.allOf(tasks.stream()
                .map(task -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                start.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            task.run();
                        },
                        each -> new Thread(each).start()))
                .toArray(CompletableFuture[]::new)));
    }

    private static String last(List<String> masks) {
        return masks.get(masks.size() - 1);
    }
}
