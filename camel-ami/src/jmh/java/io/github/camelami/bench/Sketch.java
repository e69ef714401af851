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
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The least that brings events into a Camel route: finds the end of each, copies its bytes, and runs the route on the
 * thread that reads. No answers, no recovery, no filter, no limit, no counter.
 */
final class Sketch extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new SketchEndpoint(uri, this, (String) parameters.remove("username"));
    }

    private static final class SketchEndpoint extends DefaultEndpoint {
        private final String user;

        SketchEndpoint(String uri, Sketch component, String user) {
            super(uri, component);
            this.user = user;
        }

        @Override
        public Producer createProducer() {
            return new SketchProducer(this, user + "-actions");
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            SketchConsumer consumer = new SketchConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
        }
    }

    private static final class SketchConsumer extends DefaultConsumer {
        private final String user;
        private SketchConnection connection;

        SketchConsumer(SketchEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            user = endpoint.user;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            connection = new SketchConnection(user, this::route);
        }

        @Override
        protected void doStop() throws Exception {
            connection.close();
            super.doStop();
        }

        private void route(byte[] message) {
            if (message[0] == 'E') {
                route(new SketchEvent(message));
            }
        }

        private void route(SketchEvent event) {
            Exchange exchange = createExchange(true);
            exchange.getMessage().setBody(event);
            exchange.getMessage().setHeader(AmiConstants.EVENT_NAME, event.name());
            exchange.getMessage().setHeader(AmiConstants.CONNECTION, user);
            exchange.getMessage().setHeader(AmiConstants.MESSAGE_TIMESTAMP, System.currentTimeMillis());
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        }
    }
}
