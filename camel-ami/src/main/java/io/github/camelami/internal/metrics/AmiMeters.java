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
package io.github.camelami.internal.metrics;

import io.github.camelami.call.CallDisposition;
import io.github.camelami.internal.routing.QueueStage;
import io.github.camelami.internal.routing.RunReadings;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.SessionCounts;
import io.github.camelami.internal.session.SessionState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/**
 * The meters of sessions and consumers, in the MeterRegistry of the Camel context if there is one. Micrometer is
 * optional: use this class only if Micrometer is on the class path.
 */
public final class AmiMeters {
    /** The tags in use in each registry. Several contexts and components may share a registry. */
    private static final Map<MeterRegistry, Set<Tags>> TAKEN = Collections.synchronizedMap(new WeakHashMap<>());

    private final MeterRegistry registry;

    private AmiMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns the meters in the context's registry, or null if there is no registry. If there are several registries,
     * uses the one that feeds the others.
     */
    public static AmiMeters of(CamelContext context) {
        Set<MeterRegistry> registries = context.getRegistry().findByType(MeterRegistry.class);
        return registries.stream()
                .min(Comparator.comparing(registry -> !(registry instanceof CompositeMeterRegistry)))
                .map(AmiMeters::new)
                .orElse(null);
    }

    /**
     * Registers the meters of a session.
     *
     * @param address the address of the PBX, as a tag
     * @return a task that removes the meters
     */
    public Runnable add(AmiSession session, String address) {
        return numbered(
                Tags.of("connection", session.name(), "user", session.user(), "address", address),
                "session",
                tags -> ofSession(session, tags));
    }

    private List<Meter> ofSession(AmiSession session, Tags tags) {
        return List.of(
                gauge("camel.ami.session.ready", tags, session, s -> s.status().state() == SessionState.READY ? 1 : 0),
                counter("camel.ami.session.logins", tags, session, s -> s.status()
                        .epoch()),
                count("camel.ami.session.login.failures", tags, session, SessionCounts::loginFailures),
                count("camel.ami.actions.sent", tags, session, SessionCounts::sent),
                count("camel.ami.actions.failed", tags, session, SessionCounts::failed),
                count("camel.ami.actions.unknown", tags, session, SessionCounts::unknown),
                FunctionTimer.builder(
                                "camel.ami.actions.round.trip",
                                session,
                                s -> s.status().counts().answered(),
                                s -> s.status().counts().answerTime().toNanos(),
                                TimeUnit.NANOSECONDS)
                        .tags(tags)
                        .register(registry),
                count("camel.ami.answers.unexpected", tags, session, SessionCounts::unexpected),
                gauge("camel.ami.actions.in.flight", tags, session, s -> s.status()
                        .inFlight()));
    }

    /**
     * What a consumer emits, and from where.
     *
     * @param connection the name of the PBX, as a tag
     * @param route the id of the route, or null
     * @param maxMemberMeters the option of the same name
     */
    public record Consumer(String connection, String route, boolean calls, boolean queues, int maxMemberMeters) {}

    /**
     * Registers the meters of a consumer for one PBX.
     *
     * @return a task that removes the meters
     */
    public Runnable add(Consumer consumer, RunReadings readings) {
        String route = consumer.route() == null ? "none" : consumer.route();
        AtomicReference<QueueMeters> queues = new AtomicReference<>();
        Tags own = Tags.of("connection", consumer.connection(), "route", route);
        Runnable removal = numbered(own, "consumer", tags -> {
            if (consumer.queues()) {
                queues.set(new QueueMeters(
                        registry,
                        tags,
                        consumer.connection(),
                        consumer.maxMemberMeters(),
                        readings.stage(QueueStage.class)));
            }
            return ofConsumer(readings, consumer.calls(), tags);
        });
        return () -> {
            if (queues.get() != null) {
                queues.get().close();
            }
            removal.run();
        };
    }

    private List<Meter> ofConsumer(RunReadings readings, boolean calls, Tags tags) {
        List<Meter> meters = new ArrayList<>(List.of(
                counter("camel.ami.events.received", tags, readings, RunReadings::received),
                counter("camel.ami.events.dropped", tags, readings, RunReadings::dropped),
                counter("camel.ami.events.gaps", tags, readings, RunReadings::gaps),
                TimeGauge.builder("camel.ami.events.lag", readings, TimeUnit.MILLISECONDS, RunReadings::lag)
                        .tags(tags)
                        .register(registry),
                gauge("camel.ami.events.buffered", tags, readings, RunReadings::buffered),
                gauge("camel.ami.events.buffered.bytes", tags, readings, RunReadings::bufferedBytes)));
        if (calls) {
            meters.add(gauge("camel.ami.calls.open", tags, readings, RunReadings::openCalls));
            meters.add(counter("camel.ami.calls.ended", tags, readings, RunReadings::endedCalls));
            for (CallDisposition as : CallDisposition.values()) {
                meters.add(FunctionCounter.builder("camel.ami.calls.by.disposition", readings, r -> r.endedCalls(as))
                        .tags(tags.and("disposition", as.name().toLowerCase(Locale.ROOT)))
                        .register(registry));
            }
            meters.add(counter("camel.ami.calls.evicted", tags, readings, RunReadings::evictedCalls));
        }
        return meters;
    }

    private <T> Meter gauge(String name, Tags tags, T of, ToDoubleFunction<T> value) {
        return Gauge.builder(name, of, value).tags(tags).register(registry);
    }

    private <T> Meter counter(String name, Tags tags, T of, ToDoubleFunction<T> value) {
        return FunctionCounter.builder(name, of, value).tags(tags).register(registry);
    }

    private Meter count(String name, Tags tags, AmiSession session, ToDoubleFunction<SessionCounts> value) {
        return counter(name, tags, session, s -> value.applyAsDouble(s.status().counts()));
    }

    /**
     * Registers meters with one more tag, which contains a number. Without this tag, meters with equal tags would
     * replace each other, and be removed together.
     *
     * @param key the name of the additional tag
     * @param meters registers the meters with the tags that it receives
     * @return a task that removes the meters
     */
    private Runnable numbered(Tags tags, String key, Function<Tags, List<Meter>> meters) {
        Set<Tags> taken = TAKEN.computeIfAbsent(registry, first -> new HashSet<>());
        synchronized (taken) {
            int number = 1;
            while (!taken.add(tags.and(key, String.valueOf(number)))) {
                number++;
            }
            Tags own = tags.and(key, String.valueOf(number));
            List<Meter> registered;
            try {
                registered = meters.apply(own);
            } catch (RuntimeException | Error e) {
                remove(registeredWith(own));
                taken.remove(own);
                throw e;
            }
            return () -> {
                synchronized (taken) {
                    taken.remove(own);
                    remove(registered);
                }
            };
        }
    }

    private List<Meter> registeredWith(Tags tags) {
        List<Tag> own = tags.stream().toList();
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("camel.ami.")
                        && meter.getId().getTags().containsAll(own))
                .toList();
    }

    private void remove(List<Meter> meters) {
        meters.forEach(registry::remove);
    }
}
