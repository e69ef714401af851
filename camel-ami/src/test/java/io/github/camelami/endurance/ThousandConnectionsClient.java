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
package io.github.camelami.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Many connections of one endpoint in a process in which nothing else happens. */
final class ThousandConnectionsClient {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Those of Java itself, and the one of Awaitility. */
    private static final int FOREIGN_THREADS = THREADS.getThreadCount() + 1;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AmiComponent ami = camel.getComponent("ami", AmiComponent.class);
    private final LongAdder routed = new LongAdder();
    private final int port;
    private AmiConsumer consumer;

    private ThousandConnectionsClient(int port) {
        this.port = port;
    }

    /** Arguments: the port of the PBXes, connections at the start, connections in the end. */
    public static void main(String[] args) throws Exception {
        ThousandConnectionsClient client = new ThousandConnectionsClient(Integer.parseInt(args[0]));
        int few = Integer.parseInt(args[1]);
        int many = Integer.parseInt(args[2]);
        client.start(few);
        client.awaitLogins(few, few);
        client.sayMemory("few");
        for (int i = few; i < many; i++) {
            client.ami.addConnection("pbx" + i, client.connection(i));
        }
        client.awaitLogins(many, many);
        client.sayMemory("many");
        client.awaitReturn("cut", many, 2 * many);
        client.sayMemory("returned");
        client.awaitReturn("silence", many, 3 * many);
        System.exit(0);
    }

    private AmiConfiguration connection(int number) {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost("127.0.0.1");
        connection.setPort(port);
        connection.setUsername("user" + number);
        connection.setSecret("secret");
        connection.setConnectTimeout(4_000);
        connection.setReconnectDelay(1_000);
        connection.setMaxReconnectDelay(1_000);
        return connection;
    }

    private void start(int connections) throws Exception {
        for (int i = 0; i < connections; i++) {
            ami.getConnections().put("pbx" + i, connection(i));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:*?events=user").routeId("many").process(exchange -> routed.increment());
            }
        });
        camel.start();
        consumer = (AmiConsumer) camel.getRoute("many").getConsumer();
    }

    private void awaitLogins(int connections, long logins) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.getSessionState() + ", logins " + consumer.getEpoch())
                        .isEqualTo("READY " + connections + ", logins " + logins));
    }

    /** All connections are lost, and come back, each with an event. */
    private void awaitReturn(String what, int connections, long logins) {
        THREADS.resetPeakThreadCount();
        routed.reset();
        System.out.println("ready for " + what);
        awaitLogins(connections, logins);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(routed.sum()).isGreaterThanOrEqualTo(connections));
        System.out.printf("%s threads=%d%n", what, THREADS.getPeakThreadCount() - FOREIGN_THREADS);
    }

    private void sayMemory(String what) throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        System.out.printf(
                "%s heap=%d resident=%d threads=%d%n",
                what,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                resident(),
                THREADS.getThreadCount() - FOREIGN_THREADS);
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS");
    }
}
