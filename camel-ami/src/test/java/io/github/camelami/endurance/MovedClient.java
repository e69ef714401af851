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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.FakePeer;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A session with a PBX whose name gets another address; argument: the file that the JVM takes names from. */
final class MovedClient {
    private static final String MOVED_TO = "127.0.0.2";

    private MovedClient() {}

    public static void main(String[] args) throws Exception {
        Path names = Path.of(args[0]);
        Files.writeString(names, "127.0.0.1 pbx.test\n");
        DefaultCamelContext camel = new DefaultCamelContext();
        SimulatedPbx before = SimulatedPbx.start();
        try (FakePeer after = FakePeer.silentAt(new InetSocketAddress(MOVED_TO, before.port()))) {
            AmiConfiguration connection = new AmiConfiguration();
            connection.setHost("pbx.test");
            connection.setPort(before.port());
            connection.setUsername("admin");
            connection.setSecret("secret");
            camel.getRegistry().bind("pbx", connection);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx?events=call").process(exchange -> {});
                }
            });
            camel.start();
            Files.writeString(names, MOVED_TO + " pbx.test\n");
            before.disconnectAll();
            if (after.isVisited(Duration.ofSeconds(20))) {
                System.out.println("moved to " + MOVED_TO + " after " + before.connections() + " connections before");
            }
        }
        System.exit(0);
    }
}
