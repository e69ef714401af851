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
package io.github.camelami.examples.eventstojms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** The example's routes and its broker, with what another application sees of them. */
final class Running implements AutoCloseable {
    private final Main main = new Main();
    private final CountDownLatch triedAgain = new CountDownLatch(1);
    private EmbeddedBroker broker = new EmbeddedBroker();

    Running(Map<String, Object> properties) throws Exception {
        main.addInitialProperty("jms.url", EmbeddedBroker.URL);
        properties.forEach((name, value) -> main.addInitialProperty(name, value.toString()));
        main.bind("redeliveries", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeRedeliveryEvent) {
                    triedAgain.countDown();
                }
            }
        });
        main.start();
    }

    OtherApplication application() {
        return new OtherApplication(EmbeddedBroker.URL);
    }

    /** Cuts the connections of all clients, as a lost network does. */
    void cutConnections() {
        broker.server().getRemotingService().getConnections().forEach(connection -> connection.disconnect(false));
    }

    void stopBroker() {
        broker.close();
    }

    /** Waits until a message has failed and is tried again. */
    void awaitRedelivery() throws InterruptedException {
        assertThat(triedAgain.await(60, TimeUnit.SECONDS)).isTrue();
    }

    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    @Override
    public void close() {
        main.stop();
        broker.close();
    }
}
