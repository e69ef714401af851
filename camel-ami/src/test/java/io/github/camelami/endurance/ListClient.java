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
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Takes lists that do not end, several at one time; arguments: the port of the PBX, whether to stream. */
final class ListClient {
    private static final int LISTS = 3;

    private ListClient() {}

    public static void main(String[] args) throws Exception {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost("127.0.0.1");
        connection.setPort(Integer.parseInt(args[0]));
        connection.setUsername("admin");
        connection.setSecret("secret");
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("pbx", connection);
        MeterRegistry meters = new SimpleMeterRegistry();
        camel.getRegistry().bind("meters", meters);
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        String agents = "ami:pbx?action=Agents&streamList=" + args[1];
        List<CompletableFuture<Exchange>> lists = Stream.generate(() -> template.asyncSend(agents, exchange -> {}))
                .limit(LISTS)
                .toList();
        // what is streamed is read when nothing more comes of it
        CompletableFuture.allOf(lists.toArray(CompletableFuture[]::new)).join();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> meters.get("camel.ami.actions.in.flight").gauge().value() == 0);
        for (CompletableFuture<Exchange> list : lists) {
            Exception end = end(list.join());
            System.out.println("ended " + end.getClass().getSimpleName() + ": " + end.getMessage());
        }
        Exchange ping = template.request("ami:pbx?action=Ping", exchange -> {});
        System.out.println("pong " + ping.getMessage().getHeader("CamelAmiResponse"));
        System.exit(0);
    }

    private static Exception end(Exchange list) {
        if (list.getException() != null) {
            return list.getException();
        }
        Iterator<?> items = list.getMessage().getBody(Iterator.class);
        try {
            items.forEachRemaining(item -> {});
            return new IllegalStateException("a list without end has ended");
        } catch (RuntimeException e) {
            return e;
        }
    }
}
