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

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.api.management.JmxSystemPropertyKeys;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.SimpleUuidGenerator;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.PingAction;

/** What is measured: something that hands the feeder's events to a receiver, and sends actions to the feeder. */
interface Subject {

    /** Sends a Ping and returns at once; {@code answered} is run when its answer has come. */
    void ping(Runnable answered) throws Exception;

    /** Fetches the list of channels. */
    List<?> channels() throws Exception;

    /** Routes events of its own so many times; false if it takes those of the feeder. */
    default boolean flood(int times) {
        return false;
    }

    /** The subject of that name, which is its user at the feeder, too. */
    static Subject start(String name, Consumer<Object> receiver) throws Exception {
        if (name.equals("asterisk-java")) {
            return new AsteriskJava(name, receiver);
        }
        if (name.endsWith("lean")) {
            System.setProperty(JmxSystemPropertyKeys.DISABLED, "true");
        }
        DefaultCamelContext camel = new DefaultCamelContext();
        if (name.endsWith("lean")) {
            camel.setUuidGenerator(new SimpleUuidGenerator());
        }
        if (name.endsWith("pooled")) {
            camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        if (name.endsWith("-watched")) {
            Watch.over(camel);
        }
        camel.addComponent("floor", new Floor());
        camel.addComponent("sketch", new Sketch());
        camel.getRegistry().bind("tls", SSLContextParameters.class, Tls::client);
        String uri = uri(name);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < consumers(name); i++) {
                    from(uri)
                            .process(exchange ->
                                    receiver.accept(exchange.getMessage().getBody()));
                }
                if (uri.startsWith("ami:")) {
                    from("direct:ping").to(uri.split("&(events|include|match|emit)")[0] + "&action=Ping");
                    from("direct:list").to(uri.split("&(events|include|match|emit)")[0] + "&action=CoreShowChannels");
                } else if (!uri.startsWith("asterisk:")) {
                    from("direct:ping").to(uri);
                }
            }
        });
        camel.start();
        return new Route(camel);
    }

    /** How many consumers share the session. */
    static int consumers(String name) {
        return name.startsWith("consumers-") ? Integer.parseInt(name.substring(10)) : 1;
    }

    /** Whether the route gets each event of the feeder. */
    static boolean takesEvents(String name) {
        return !name.startsWith("camel-floor") && !uri(name).contains("emit=calls");
    }

    private static String uri(String name) {
        String tcp = "ami:feeder?host=" + Feeder.HOST + "&secret=s&username=" + name + "&port=";
        String plain = tcp + Feeder.PORT;
        // two repetitions may be more than a buffer takes by default
        String room = "&bufferSize=1000000&bufferBytes=500000000";
        return switch (name.split("-[0-9]")[0]) {
            case "camel-asterisk" -> "asterisk:feeder?hostname=" + Feeder.HOST + "&username=" + name + "&password=s";
            case "camel-floor", "camel-floor-lean" -> "floor:feeder";
            case "sketch", "sketch-pooled" -> "sketch:feeder?username=" + name;
            case "rejected-by-class" -> plain + "&events=agent";
            case "rejected-by-name" -> plain + "&include=" + Feeder.MARKER;
            case "rejected-by-match" -> plain + "&match.Channel=marker";
            case "filters" -> plain + filters(Integer.parseInt(name.substring(8)));
            case "fields" -> plain + room;
            case "calls" -> plain + room + "&emit=calls&callGrace=0&maxOpenCalls=100000";
            case "freepbx-calls" -> plain + "&emit=calls";
            case "tls" -> tcp + Feeder.TLS_PORT + "&tls=true&hostnameVerification=false&sslContextParameters=#tls";
            case "http-rawman", "http-mxml" ->
                tcp + Feeder.HTTP_PORT + "&transport=http&httpFormat=" + name.substring(5);
            default -> plain;
        };
    }

    /** Filters on fields that every event has, all of which let it pass. */
    private static String filters(int count) {
        return Stream.of("Timestamp=1*", "Privilege=*", "SystemName=*", "Event=*")
                .limit(count)
                .map(filter -> "&match." + filter)
                .collect(Collectors.joining());
    }

    /** A Camel context whose routes take events and send actions. */
    final class Route implements Subject {
        private final DefaultCamelContext camel;
        private AsyncProducer pings;

        private Route(DefaultCamelContext camel) {
            this.camel = camel;
        }

        @Override
        public void ping(Runnable answered) throws Exception {
            if (pings == null) {
                pings = camel.getEndpoint("direct:ping").createAsyncProducer();
                pings.start();
            }
            Exchange exchange = pings.getEndpoint().createExchange(ExchangePattern.InOut);
            pings.process(exchange, doneSync -> answered.run());
        }

        @Override
        public boolean flood(int times) {
            if (camel.getRoutes().get(0).getConsumer() instanceof Floor.EventConsumer floor) {
                floor.flood(times);
                return true;
            }
            return false;
        }

        @Override
        public List<?> channels() {
            return camel.createFluentProducerTemplate().to("direct:list").request(List.class);
        }
    }

    /** asterisk-java alone. */
    final class AsteriskJava implements Subject {
        private static final long PATIENCE = 60_000;

        private final ManagerConnection connection;

        private AsteriskJava(String user, Consumer<Object> receiver) throws Exception {
            connection = new ManagerConnectionFactory(Feeder.HOST, Feeder.PORT, user, "s").createManagerConnection();
            connection.addEventListener(receiver::accept);
            connection.login();
        }

        @Override
        public void ping(Runnable answered) throws IOException {
            connection.sendAction(new PingAction(), response -> answered.run());
        }

        @Override
        public List<?> channels() throws Exception {
            return List.copyOf(connection
                    .sendEventGeneratingAction(new CoreShowChannelsAction(), PATIENCE)
                    .getEvents());
        }
    }
}
