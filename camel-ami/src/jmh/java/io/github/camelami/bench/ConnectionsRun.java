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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Many connections in one JVM, each with a login of its own, and one consumer. Prints heap and resident bytes per
 * connection, CPU nanoseconds per event, events missing, and whether any session was not ready at the end.
 *
 * <p>Arguments: connections, events per second over all, seconds.
 */
public final class ConnectionsRun {
    private ConnectionsRun() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int perSecond = Integer.parseInt(args[1]);
        int events = perSecond * Integer.parseInt(args[2]);
        String users = "many-" + connections + '-';
        LongAdder routed = new LongAdder();
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        try (Control control = new Control()) {
            start(camel, "one-", 1, new LongAdder());
            settle();
            long heap = heap();
            long resident = resident();
            AmiConsumer consumer = start(camel, users, connections, routed);
            control.pace(users, perSecond, events);
            await(routed, events + connections);
            settle();
            long heapEach = (heap() - heap) / connections;
            long residentEach = (resident() - resident) / connections;
            routed.reset();
            Usage before = Usage.now();
            control.pace(users, perSecond, events);
            await(routed, events + connections);
            Usage used = Usage.now().since(before);
            boolean ready =
                    consumer.getSessionState().equals("READY " + connections) && consumer.getEpoch() == connections;
            System.out.println(heapEach + " " + residentEach + ' ' + used.cpu() / events + ' '
                    + (events + connections - routed.sum()) + ' ' + (ready ? 0 : 1));
        }
        System.exit(0);
    }

    private static AmiConsumer start(DefaultCamelContext camel, String users, int connections, LongAdder routed)
            throws Exception {
        AmiComponent ami = camel.getComponent("ami", AmiComponent.class);
        for (int i = 0; i < connections; i++) {
            AmiConfiguration connection = new AmiConfiguration();
            connection.setHost(Feeder.HOST);
            connection.setPort(Feeder.PORT);
            connection.setUsername(users + i);
            connection.setSecret("s");
            ami.getConnections().put(users + i, connection);
        }
        AmiConsumer consumer =
                (AmiConsumer) camel.getEndpoint("ami:" + users + '*').createConsumer(exchange -> routed.increment());
        consumer.start();
        return consumer;
    }

    private static void await(LongAdder routed, long expected) {
        long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (routed.sum() < expected && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void settle() {
        for (int i = 0; i < 4; i++) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
