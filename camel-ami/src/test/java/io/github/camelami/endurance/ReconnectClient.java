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
import io.github.camelami.AmiConsumer;
import io.github.camelami.AmiProducer;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Sessions that are lost again and again, in a process in which nothing else happens. */
final class ReconnectClient {
    private static final int SESSIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<SimulatedPbx> servers = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final ProducerTemplate template = camel.createProducerTemplate();

    private ReconnectClient() {}

    /** Argument: cycles. */
    public static void main(String[] args) throws Exception {
        ReconnectClient client = new ReconnectClient();
        client.start();
        client.cycles(Integer.parseInt(args[0]) / 4);
        client.say("base");
        client.cycles(Integer.parseInt(args[0]));
        client.say("end");
        System.exit(0);
    }

    private void start() throws Exception {
        for (int i = 0; i < SESSIONS; i++) {
            SimulatedPbx pbx = SimulatedPbx.builder()
                    .failedLoginDelay(Duration.ofMillis(5))
                    .keepReceived(10)
                    .start();
            FaultProxy proxy = FaultProxy.to(pbx);
            servers.add(pbx);
            proxies.add(proxy);
            AmiConfiguration connection = new AmiConfiguration();
            connection.setHost("127.0.0.1");
            connection.setPort(proxy.port());
            connection.setUsername("admin");
            connection.setSecret("secret");
            connection.setReconnectDelay(1);
            connection.setMaxReconnectDelay(1);
            connection.setKeepAliveInterval(300);
            connection.setKeepAliveTimeout(300);
            connection.setActionTimeout(500);
            camel.getRegistry().bind("pbx" + i, connection);
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (int i = 0; i < SESSIONS; i++) {
                    from("ami:pbx" + i + "?events=call&notices=true&snapshot=CoreShowChannels")
                            .routeId("events" + i)
                            .process(exchange -> {});
                    from("direct:ping" + i).routeId("ping" + i).to("ami:pbx" + i + "?action=Ping");
                }
            }
        });
        camel.start();
    }

    private void cycles(int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            int session = i;
            all.add(threads.submit((Callable<Void>) () -> {
                for (int cycle = session; cycle < count; cycle += SESSIONS) {
                    cycle(session, cycle / SESSIONS);
                    System.out.println("cycle " + cycle);
                }
                return null;
            }));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    private void cycle(int session, int number) {
        AmiConsumer consumer = (AmiConsumer) camel.getRoute("events" + session).getConsumer();
        FaultProxy proxy = proxies.get(session);
        long epoch = consumer.getEpoch();
        for (int i = 0; i < 10; i++) {
            template.asyncSend("direct:ping" + session, exchange -> {});
        }
        switch (number % 4) {
            case 0 -> proxy.cutAll(Cut.FIN);
            case 1 -> proxy.cutAll(Cut.RST);
            case 2 -> {
                proxy.stall();
                await(() -> !consumer.getSessionState().equals("READY"));
                proxy.resume();
            }
            default -> {
                servers.get(session).refuseLogins(1);
                proxy.cutAll(Cut.FIN);
            }
        }
        await(() -> consumer.getEpoch() > epoch && consumer.getSessionState().equals("READY"));
        await(() -> template.request("direct:ping" + session, exchange -> {}).getException() == null);
    }

    private static void await(Callable<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("still not so after " + PATIENCE);
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** With time for what is left of ended connections to go; the keep-alive makes some threads busy now and then. */
    private void say(String what) {
        Resources held = settled();
        long epochs = 0;
        long inFlight = 0;
        for (int i = 0; i < SESSIONS; i++) {
            epochs += ((AmiConsumer) camel.getRoute("events" + i).getConsumer()).getEpoch();
            inFlight += camel.getRoute("ping" + i).getServices().stream()
                    .filter(AmiProducer.class::isInstance)
                    .mapToLong(each -> ((AmiProducer) each).getActionsInFlight())
                    .sum();
        }
        System.out.printf(
                "%s threads=%d files=%d sockets=%d heap=%d epochs=%d inFlight=%d%n",
                what, held.threads(), held.files(), held.sockets(), held.heap(), epochs, inFlight);
    }

    private static Resources settled() {
        List<Resources> samples = IntStream.range(0, 20)
                .mapToObj(i -> {
                    LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
                    return Resources.now();
                })
                .sorted(Comparator.comparing(Resources::threads))
                .toList();
        return samples.get(samples.size() / 2);
    }
}
