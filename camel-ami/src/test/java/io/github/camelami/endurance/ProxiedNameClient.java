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

import io.github.camelami.AmiComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Talks through a proxy to a PBX whose name only the proxy knows; from the log-in on each look-up takes for ever. */
final class ProxiedNameClient {
    private ProxiedNameClient() {}

    /** The file of {@code jdk.net.hosts.file}, the pipe to take its place, port of the proxy. */
    public static void main(String[] args) throws Exception {
        String uri = "ami:pbx.test?username=admin&secret=secret&transport=http&http.proxyHost=127.0.0.1&http.proxyPort="
                + args[2];
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.getComponent("ami", AmiComponent.class).getConfiguration().setConnectTimeout(10_000);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri + "&events=user")
                            .autoStartup(false)
                            .routeId("events")
                            .process(exchange -> System.out.println(
                                    "event " + exchange.getMessage().getHeader("CamelAmiEventName")));
                }
            });
            camel.start();
            Files.move(Path.of(args[1]), Path.of(args[0]), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            camel.getRouteController().startRoute("events");
            System.out.println("started");
            Object answer = camel.createProducerTemplate().requestBody(uri + "&action=Ping", (Object) null);
            System.out.println("answer " + String.valueOf(answer).contains("Pong"));
            System.in.read();
        }
    }
}
