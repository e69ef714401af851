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
package io.github.camelami.internal.routing;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Waits for the completion of an exchange. Most exchanges are complete when the route returns. Camel's await manager
 * costs as much as a short route, so this class uses it only if the route continues on another thread.
 */
public final class ExchangeCompletion extends AtomicReference<AsyncCallback> implements AsyncCallback {
    private static final AsyncCallback ENDED = doneSync -> {};

    private ExchangeCompletion() {}

    /** Routes the exchange, and returns when it is complete. */
    public static void process(AsyncProcessor route, Exchange exchange) throws Exception {
        ExchangeCompletion end = new ExchangeCompletion();
        route.process(exchange, end);
        if (end.get() != ENDED) {
            end.await(exchange);
        }
    }

    @Override
    public void done(boolean doneSync) {
        AsyncCallback waiting = getAndSet(ENDED);
        if (waiting != null) {
            waiting.done(doneSync);
        }
    }

    private void await(Exchange exchange) throws Exception {
        AsyncProcessorSupport rest = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange same, AsyncCallback waiting) {
                if (!compareAndSet(null, waiting)) {
                    waiting.done(false);
                }
                return false;
            }
        };
        rest.process(exchange);
    }
}
