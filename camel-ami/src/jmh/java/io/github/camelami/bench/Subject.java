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

import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;

/** What is measured: something that takes the feeder's events and hands each to a receiver. */
interface Subject extends AutoCloseable {

    String AMI = "ami:feeder?host=" + Feeder.HOST + "&port=" + Feeder.PORT + "&secret=s&username=";

    /** The subject of that name, which is its user at the feeder, too. */
    static Subject start(String name, Consumer<Object> receiver) throws Exception {
        return switch (name) {
            case "asterisk-java" -> asteriskJava(name, receiver);
            case "camel-asterisk" ->
                route("asterisk:feeder?hostname=" + Feeder.HOST + "&username=" + name + "&password=s", receiver);
            case "sketch" -> route("sketch:feeder?username=" + name, receiver);
            case "sketch-pooled" -> route("sketch:feeder?username=" + name, receiver);
            case "unwanted-class" -> route(AMI + name + "&events=agent", receiver);
            case "unwanted-name" -> route(AMI + name + "&include=" + Feeder.MARKER, receiver);
            case "unwanted-field" -> route(AMI + name + "&match.Channel=marker", receiver);
            case "tls" ->
                route(
                        "ami:feeder?host=" + Feeder.HOST + "&port=" + Feeder.TLS_PORT + "&secret=s&username=" + name
                                + "&tls=true&hostnameVerification=false&sslContextParameters=#tls",
                        receiver);
            case "http-rawman", "http-mxml" ->
                route("ami:feeder?transport=http&httpFormat=" + name.substring(5) + "&host=" + Feeder.HOST + "&port=" + Feeder.HTTP_PORT + "&secret=s&username=" + name, receiver);
            default -> route(AMI + name, receiver);
        };
    }

    private static Subject asteriskJava(String user, Consumer<Object> receiver) throws Exception {
        ManagerConnection connection =
                new ManagerConnectionFactory(Feeder.HOST, Feeder.PORT, user, "s").createManagerConnection();
        connection.addEventListener(receiver::accept);
        connection.login();
        return connection::logoff;
    }

    private static Subject route(String uri, Consumer<Object> receiver) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        if (uri.contains("pooled")) {
            camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        camel.addComponent("sketch", new Sketch());
        camel.getRegistry().bind("tls", SSLContextParameters.class, Tls::client);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> receiver.accept(exchange.getMessage().getBody()));
            }
        });
        camel.start();
        return camel::close;
    }
}
