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
package io.github.camelami.asterisk;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiTransportType;
import io.github.camelami.HttpFormat;
import io.github.camelami.message.AmiEvent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program with a route that counts numbered UserEvents, and says so: {@code ready}, {@code begun}, then
 * {@code complete}, or what is wrong.
 */
final class EventCount {
    private static int expected;

    private EventCount() {}

    /** Port and prefix are those of a proxy: port, path, format, name of the UserEvent, number of events. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[4]);
        AmiConfiguration connection = new AmiConfiguration();
        connection.setTransport(AmiTransportType.http);
        connection.setHost("127.0.0.1");
        connection.setPort(Integer.parseInt(args[0]));
        connection.setHttpPath(args[1]);
        connection.setHttpFormat(HttpFormat.valueOf(args[2]));
        connection.setUsername("admin");
        connection.setSecret("admin-secret");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("pbx", connection);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx?events=user&notices=true&bufferBytes=16777216&match.UserEvent=" + args[3])
                            .process(exchange -> count(exchange.getMessage().getBody(AmiEvent.class), count));
                }
            });
            camel.start();
            System.out.println("ready");
            System.in.read();
        }
    }

    private static void count(AmiEvent event, int count) {
        if (event.get("Number") == null) {
            System.out.println("notice: " + event.name());
            return;
        }
        int number = Integer.parseInt(event.get("Number"));
        if (number != expected) {
            System.out.println("not in order: " + number + " instead of " + expected);
        }
        expected = number + 1;
        if (number == 0) {
            System.out.println("begun");
        } else if (expected == count) {
            System.out.println("complete");
        }
    }
}
