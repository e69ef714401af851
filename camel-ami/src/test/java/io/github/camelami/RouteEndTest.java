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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.routing.ExchangeCompletion;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteEndTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);
    private final CompletableFuture<AsyncCallback> callback = new CompletableFuture<>();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(Predicate<AsyncCallback> route) throws Exception {
        ExchangeCompletion.process(
                new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange same, AsyncCallback end) {
                        return route.test(end);
                    }
                },
                exchange);
    }

    @Test
    void aRouteThatGoesOnElsewhereIsWaitedForInTheSightOfCamel() {
        AsyncProcessorAwaitManager awaited = PluginHelper.getAsyncProcessorAwaitManager(camel);
        CompletableFuture<Void> routed = CompletableFuture.runAsync(() -> {
            try {
                route(end -> !callback.complete(end));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> awaited.size() == 1);
        assertThat(awaited.browse())
                .singleElement()
                .extracting(AsyncProcessorAwaitManager.AwaitThread::getExchange)
                .isSameAs(exchange);
        assertThat(routed).isNotDone();

        inTime(callback).done(false);

        await().until(routed::isDone);
        assertThat(awaited.size()).isZero();
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void whatTheRouteLeftToThisThreadIsDone() throws Exception {
        boolean[] ended = {false};
        route(end -> {
            camel.getCamelContextExtension().getReactiveExecutor().scheduleQueue(() -> {
                ended[0] = true;
                end.done(false);
            });
            return false;
        });

        assertThat(ended[0]).isTrue();
    }

    @Test
    void aRouteThatHasEndedIsNotWaitedFor() throws Exception {
        route(end -> {
            end.done(true);
            return true;
        });
        route(end -> {
            end.done(false);
            return false;
        });

        assertThat(exchange.getException()).isNull();
    }

    @Test
    void anInterruptEndsTheWaitAsAFailure() throws Exception {
        Thread.currentThread().interrupt();
        route(end -> false);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(exchange.getException()).isInstanceOf(InterruptedException.class);
    }
}
