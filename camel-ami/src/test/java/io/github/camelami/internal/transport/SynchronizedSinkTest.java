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
package io.github.camelami.internal.transport;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SynchronizedSinkTest {
    private static final Map<String, Consumer<AmiTransport.Sink>> CALLS = Map.of(
            "wants", sink -> sink.wants(null),
            "event", sink -> sink.event(null),
            "message", sink -> sink.message(null),
            "received", sink -> sink.received(1),
            "answerEnded", sink -> sink.answerEnded(null),
            "unreadable", sink -> sink.unreadable(null),
            "readable", AmiTransport.Sink::readable,
            "banner", sink -> sink.banner(""),
            "closed", sink -> sink.closed(null, 0));

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final SynchronizedSink sink = new SynchronizedSink((AmiTransport.Sink) Proxy.newProxyInstance(
            AmiTransport.Sink.class.getClassLoader(),
            new Class<?>[] {AmiTransport.Sink.class},
            (proxy, method, arguments) -> {
                if (method.getName().equals("closed") && inside.getCount() > 0) {
                    inside.countDown();
                    go.await();
                }
                seen.add(method.getName());
                return method.getReturnType() == boolean.class ? true : null;
            }));

    static Stream<String> calls() {
        return CALLS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void itPassesEachCallOn(String call) {
        inside.countDown();
        CALLS.get(call).accept(sink);
        assertThat(seen).containsExactly(call);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void twoThreadsAreNeverInTheSessionsSinkTogether(String call) {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> sink.closed(null, 0));
        await().until(() -> inside.getCount() == 0);
        Thread second = new Thread(() -> CALLS.get(call).accept(sink));
        second.start();
        await().until(() -> second.getState() == Thread.State.BLOCKED || !second.isAlive());
        assertThat(second.isAlive()).isTrue();
        assertThat(seen).isEmpty();
        go.countDown();
        inTime(first);
        await().until(() -> !second.isAlive());
        assertThat(seen).startsWith("closed");
    }

    @Test
    void afterItsEndItPassesNothingOn() {
        inside.countDown();
        sink.closed(null, 0);
        assertThat(sink.wants(null)).isFalse();
        Stream.of("event", "message", "received", "answerEnded", "unreadable", "readable")
                .forEach(call -> CALLS.get(call).accept(sink));
        assertThat(seen).containsExactly("closed");
    }
}
