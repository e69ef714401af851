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
package io.github.camelami.internal.http;

import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** A transport over HTTP as admin, without a session above it, and all that it tells. */
final class HttpLink implements ConnectionSink, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final List<AmiEvent> events = new CopyOnWriteArrayList<>();
    final List<AmiResponse> responses = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger misplaced = new AtomicInteger();
    final AtomicInteger discarded = new AtomicInteger();
    final CompletableFuture<AmiException> closed = new CompletableFuture<>();
    final CompletableFuture<EventClasses> unreadable = new CompletableFuture<>();
    final AtomicInteger readable = new AtomicInteger();
    final AtomicLong pause = new AtomicLong();
    final ThreadPoolExecutor threads;
    final HttpTransport transport;
    volatile String server;

    private final Map<String, SentAction> sent = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    private HttpLink(HttpSettings settings, Duration grace, DnsResolver names) {
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "http-link");
            thread.setDaemon(true);
            return thread;
        });
        threads = (ThreadPoolExecutor) pool;
        transport =
                new HttpTransport(settings, () -> client(names), threads, grace, () -> System.nanoTime() + pause.get());
    }

    /** Which server, and how; changed one by one. */
    static final class Options {
        private final URI server;
        private boolean mxml;
        private boolean digest;
        private String secret = "secret";
        private Duration pollDelay = Duration.ofMillis(10);
        private Duration grace = PATIENCE;
        private long maxResponseSize = 100 << 20;
        private DnsResolver names = SystemDefaultDnsResolver.INSTANCE;

        Options(String host, int port) {
            server = URI.create("http://" + host + ":" + port);
        }

        /** {@code rawman}, {@code mxml}, {@code arawman} or {@code amxml}. */
        Options page(String page) {
            mxml = page.endsWith("mxml");
            digest = page.startsWith("a");
            return this;
        }

        Options secret(String value) {
            secret = value;
            return this;
        }

        Options pollDelay(Duration value) {
            pollDelay = value;
            return this;
        }

        Options grace(Duration value) {
            grace = value;
            return this;
        }

        Options maxResponseSize(long value) {
            maxResponseSize = value;
            return this;
        }

        Options names(DnsResolver value) {
            names = value;
            return this;
        }

        HttpLink unopened() {
            return new HttpLink(
                    new HttpSettings(
                            server,
                            mxml,
                            digest,
                            "admin",
                            () -> secret,
                            pollDelay,
                            Duration.ofSeconds(5),
                            StandardCharsets.UTF_8,
                            4 << 20,
                            maxResponseSize),
                    grace,
                    names);
        }

        HttpLink open() {
            HttpLink link = unopened();
            try {
                link.transport.open(link, 1);
                link.threads.execute(link.transport::receive);
            } catch (AmiException e) {
                link.close();
                throw e;
            }
            return link;
        }

        /** Opened and logged in, with this mask. */
        HttpLink login(String mask) throws Exception {
            HttpLink link = open();
            AmiAction login = digest
                    ? AmiAction.named("Events").field("EventMask", mask).build()
                    : LoginActions.plain("admin", secret, mask);
            link.send(login).response();
            return link;
        }

        HttpLink login() throws Exception {
            return login("call,user");
        }
    }

    static Options to(SimulatedPbx pbx) {
        return new Options(pbx.host(), pbx.http().port());
    }

    static CloseableHttpClient client() {
        return client(SystemDefaultDnsResolver.INSTANCE);
    }

    private static CloseableHttpClient client(DnsResolver names) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(4)
                        .setMaxConnPerRoute(4)
                        .setConnectionFactory(UnloggedConnection::over)
                        .setDnsResolver(names)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    SentAction send(AmiAction action) {
        return send(action, PATIENCE);
    }

    SentAction send(AmiAction action, Duration timeout) {
        String field = action.is("Login") ? "Events" : action.is("Events") ? "EventMask" : null;
        EventClasses mask = field == null ? null : mask(action.field(field).orElseThrow());
        boolean off = mask != null && mask.isEmpty();
        AmiAction asked = off ? action.with(field, transport.leastMask().toEventMask()) : action;
        SentAction next = new SentAction(asked, "id-" + ids.incrementAndGet(), timeout, mask);
        sent.put(next.actionId(), next);
        transport.send(next);
        return next;
    }

    private static EventClasses mask(String text) {
        return text.equals("on") ? EventClasses.ALL : text.equals("off") ? EventClasses.NONE : EventClasses.parse(text);
    }

    SentAction ping() {
        return send(AmiAction.named("Ping").build());
    }

    /** Fetches what the PBX holds; whether that ended in time. */
    boolean drain() throws InterruptedException {
        return transport.drain(PATIENCE);
    }

    /** Why the connection ended. */
    AmiException end() throws Exception {
        return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The values of a field of the events so far that have it. */
    List<String> values(String field) {
        return events.stream()
                .map(event -> event.get(field))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @Override
    public void banner(String text) {
        server = text;
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiEvent event) {
            if (event.containsKey("Filler")) {
                misplaced.addAndGet(event.get("N").equals(String.valueOf(count.getAndIncrement())) ? 0 : 1);
            } else {
                events.add(event);
            }
        } else if (message instanceof AmiResponse response) {
            responses.add(response);
            SentAction action = response.actionId() == null ? null : sent.get(response.actionId());
            if (action != null) {
                action.answered(response);
            }
        }
    }

    @Override
    public void received(int bytes) {
        reads.incrementAndGet();
    }

    @Override
    public void unreadable(EventClasses asked) {
        unreadable.complete(asked);
    }

    @Override
    public void readable() {
        readable.incrementAndGet();
    }

    @Override
    public void closed(AmiException cause, int lost) {
        discarded.set(lost);
        sent.values().forEach(action -> action.end(cause));
        closed.complete(cause);
    }

    @Override
    public void close() {
        transport.close();
        threads.shutdown();
    }
}
