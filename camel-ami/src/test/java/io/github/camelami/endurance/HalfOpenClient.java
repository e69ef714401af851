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

import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumer;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A session in a network of its own, in which then every packet disappears without a word. */
final class HalfOpenClient {
    private HalfOpenClient() {}

    /** Arguments: keepAliveInterval, keepAliveTimeout, actionTimeout. */
    public static void main(String[] args) throws Exception {
        ip("link", "set", "lo", "up");
        DefaultCamelContext camel = new DefaultCamelContext();
        SimulatedPbx pbx = SimulatedPbx.start();
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret("secret");
        connection.setKeepAliveInterval(Long.parseLong(args[0]));
        connection.setKeepAliveTimeout(Long.parseLong(args[1]));
        connection.setActionTimeout(Long.parseLong(args[2]));
        connection.setConnectTimeout(1_000);
        connection.setReconnectDelay(1);
        connection.setMaxReconnectDelay(1);
        camel.getRegistry().bind("pbx", connection);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call").routeId("events").process(exchange -> {});
            }
        });
        camel.start();
        AmiConsumer consumer = (AmiConsumer) camel.getRoute("events").getConsumer();

        ip("route", "del", "table", "local", "local", "127.0.0.0/8", "dev", "lo");
        ip("route", "del", "table", "local", "local", "127.0.0.1", "dev", "lo");
        ip("route", "add", "blackhole", "127.0.0.0/8");
        long start = System.nanoTime();
        CompletableFuture<Exchange> written = camel.createProducerTemplate()
                .asyncSend("ami:pbx?action=Originate", exchange -> exchange.getMessage()
                        .setBody(java.util.Map.of("Channel", "Local/100@test", "Application", "Echo", "Timeout", "1")));
        await().atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !consumer.getSessionState().equals("READY"));
        System.out.println(
                "found " + Duration.ofNanos(System.nanoTime() - start).toMillis());
        System.out.println("outcome unknown: " + (written.get().getException() instanceof AmiException.OutcomeUnknown)
                + ", received: " + pbx.received("Originate").size());
        System.exit(0);
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(ip.getInputStream().readAllBytes());
        System.out.println(String.join(" ", command) + ": " + ip.waitFor() + " " + output.strip());
    }
}
