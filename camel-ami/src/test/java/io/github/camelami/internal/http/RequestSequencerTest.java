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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestSequencerTest {
    private final RequestSequencer order = new RequestSequencer();

    private void afterFirst(Runnable end) throws Exception {
        order.begin();
        order.written("first");
        end.run();
        CompletableFuture.runAsync(() -> {
                    order.begin();
                    order.written("second");
                })
                .get(10, TimeUnit.SECONDS);
    }

    /** How long it is really on its way only the server knows: this is the least that is waited for. */
    @Test
    void aRequestIsWrittenFiveMillisecondsBehindTheOneBeforeIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            long began = System.nanoTime();
            afterFirst(() -> {});
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(5_000_000);
            order.ended("second");
        }
    }

    /** Its answer proves that it has arrived. */
    @Test
    void nothingWaitsForARequestThatHasBeenAnswered() throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            long began = System.nanoTime();
            afterFirst(() -> order.ended("first"));
            quickest = Math.min(quickest, System.nanoTime() - began);
            order.ended("second");
        }
        assertThat(quickest).isLessThan(5_000_000);
    }

    @Test
    void aRequestThatIsBeingWrittenIsOvertakenByNone() throws Exception {
        order.begin();
        CompletableFuture<Void> second = CompletableFuture.runAsync(order::begin);
        assertThat(second).isNotDone();
        order.ended("first");
        second.get(10, TimeUnit.SECONDS);
    }
}
