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
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumer;
import io.github.camelami.message.AmiException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Routes events and sends actions in a small heap until there were so many of each and so many logins. It says
 * {@code next EVENTS} when it is ready for more events, and {@code base} and {@code end} with what it holds.
 */
final class SoakClient {
    private static final int PINGERS = 4;

    private final long events;
    private final long logins;
    private final long actions;
    private final AtomicLong routed = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong notSent = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private boolean measuring;
    private String heldBack;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private SoakClient(long events, long logins, long actions) {
        this.events = events;
        this.logins = logins;
        this.actions = actions;
    }

    /** Arguments: port, events, logins, actions. */
    public static void main(String[] args) throws Exception {
        new SoakClient(Long.parseLong(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]))
                .run(Integer.parseInt(args[0]));
        System.exit(0);
    }

    private void run(int port) throws Exception {
        AmiConfiguration connection =
                camel.getComponent("ami", AmiComponent.class).getConfiguration();
        connection.setHost("127.0.0.1");
        connection.setPort(port);
        connection.setUsername("admin");
        connection.setSecret("secret");
        connection.setReconnectDelay(1);
        connection.setMaxReconnectDelay(1);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?notices=true&bufferSize=20000&bufferBytes=8000000")
                        .routeId("events")
                        .process(SoakClient.this::routed);
            }
        });
        camel.start();
        Thread[] pingers = new Thread[PINGERS];
        for (int i = 0; i < PINGERS; i++) {
            pingers[i] = new Thread(this::ping, "pinger-" + i);
            pingers[i].start();
        }
        await(events / 20, 1, actions / 20);
        say("base");
        await(events, logins, actions);
        for (Thread pinger : pingers) {
            pinger.join();
        }
        say("end");
    }

    private void routed(Exchange exchange) {
        String name = exchange.getMessage().getHeader("CamelAmiEventName", String.class);
        String notice = exchange.getMessage().getHeader("CamelAmiNotice", String.class);
        if (notice == null) {
            routed.incrementAndGet();
        }
        gaps.addAndGet("Gap".equals(notice) ? 1 : 0);
        if ("Connected".equals(notice)) {
            // behind the mask: from now on events come
            camel.createProducerTemplate().request("ami:pbx?action=Ping", ping -> {});
        }
        if ("Connected".equals(notice) || "BatchEnd".equals(name)) {
            askForMore("next " + routed + " " + consumer().getEpoch());
        }
    }

    private synchronized void askForMore(String line) {
        if (measuring) {
            heldBack = line;
        } else {
            System.out.println(line);
        }
    }

    private AmiConsumer consumer() {
        return (AmiConsumer) camel.getRoute("events").getConsumer();
    }

    /** As many actions in proportion as there were events, over the whole run. */
    private void ping() {
        ProducerTemplate template = camel.createProducerTemplate();
        while (begun.get() < actions) {
            if (begun.get() * (double) events > routed.get() * (double) actions) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            begun.incrementAndGet();
            Exception failure = template.request("ami:pbx?action=Ping&awaitSession=true", exchange -> {})
                    .getException();
            (failure == null ? answered : failure instanceof AmiException.NotSent ? notSent : unknown)
                    .incrementAndGet();
        }
    }

    private void await(long someEvents, long someLogins, long someActions) {
        while (routed.get() < someEvents
                || consumer().getEpoch() < someLogins
                || answered.get() + notSent.get() + unknown.get() < someActions) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Events in the buffer are no leak: it is left to run empty. */
    private void say(String what) {
        synchronized (this) {
            measuring = true;
        }
        for (int quiet = 0; quiet < 20; quiet = consumer().getBuffered() == 0 ? quiet + 1 : 0) {
            LockSupport.parkNanos(10_000_000);
        }
        report(what, Resources.now());
        synchronized (this) {
            measuring = false;
            if (heldBack != null) {
                System.out.println(heldBack);
                heldBack = null;
            }
        }
    }

    private void report(String what, Resources held) {
        System.out.printf(
                "%s threads=%d sockets=%d heap=%d routed=%d dropped=%d epoch=%d gaps=%d begun=%d answered=%d notSent=%d"
                        + " unknown=%d%n",
                what,
                held.threads(),
                held.sockets(),
                held.heap(),
                routed.get(),
                consumer().getDropped(),
                consumer().getEpoch(),
                gaps.get(),
                begun.get(),
                answered.get(),
                notSent.get(),
                unknown.get());
    }
}
