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
package io.github.camelami.bench;

import io.github.camelami.AmiConstants;
import io.github.camelami.message.AmiEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * What Camel itself takes, without any PBX: a consumer that routes events that exist already, on a thread of its own,
 * and a producer that answers at once, on another thread than the one that asks.
 */
final class Floor extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new FloorEndpoint(uri, this);
    }

    private static final class FloorEndpoint extends DefaultEndpoint {
        FloorEndpoint(String uri, Floor component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            return new FloorProducer(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            EventConsumer consumer = new EventConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
        }
    }

    /** Makes the exchanges that a {@link Sketch} makes. */
    static final class EventConsumer extends DefaultConsumer {
        private final List<AmiEvent> events = Recording.shaped("recorded").parsed();
        private final AmiEvent mark = AmiEvent.parse(new String(Feeder.MARK, StandardCharsets.US_ASCII));
        private ExecutorService thread;

        private EventConsumer(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "floor");
        }

        /** Routes the recorded events, and the mark behind them, so many times; returns at once. */
        void flood(int times) {
            thread.execute(() -> {
                for (int i = 0; i < times; i++) {
                    events.forEach(this::route);
                    route(mark);
                }
            });
        }

        private void route(AmiEvent event) {
            Exchange exchange = createExchange(true);
            exchange.getMessage().setBody(event);
            exchange.getMessage().setHeader(AmiConstants.EVENT_NAME, event.name());
            exchange.getMessage().setHeader(AmiConstants.CONNECTION, "floor");
            exchange.getMessage().setHeader(AmiConstants.MESSAGE_TIMESTAMP, event.occurredAt());
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        }
    }

    private static final class FloorProducer extends DefaultAsyncProducer {
        private final BlockingQueue<AsyncCallback> asked = new ArrayBlockingQueue<>(1_024);

        FloorProducer(Endpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadExecutor(this, "floor-answers")
                    .execute(this::answer);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            asked.add(callback);
            return false;
        }

        private void answer() {
            List<AsyncCallback> taken = new ArrayList<>();
            try {
                while (true) {
                    taken.add(asked.take());
                    asked.drainTo(taken);
                    taken.forEach(callback -> callback.done(false));
                    taken.clear();
                }
            } catch (InterruptedException e) {
                // stopped with the context
            }
        }
    }
}
