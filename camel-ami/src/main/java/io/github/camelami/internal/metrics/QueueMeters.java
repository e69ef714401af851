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

import io.github.camelami.internal.routing.QueueStage;
import io.github.camelami.internal.tracking.queue.Figures;
import io.github.camelami.internal.tracking.queue.MemberReadings;
import io.github.camelami.internal.tracking.queue.QueueReadings;
import io.github.camelami.queue.MemberState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of a consumer's queues and of their members, up to a limit of members. When a queue or a member is
 * removed, its meters are removed, too.
 */
public final class QueueMeters {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);

    private final MeterRegistry registry;
    private final Tags tags;
    private final String endpoint;
    private final int maxMembers;
    private final QueueStage stage;
    private final List<Meter> own = new ArrayList<>();
    private final Map<QueueReadings, List<Meter>> queues = new IdentityHashMap<>();
    private final Map<QueueReadings, Meter> inTime = new IdentityHashMap<>();
    private final Map<MemberReadings, List<Meter>> members = new IdentityHashMap<>();
    private final Map<QueueReadings, List<MemberReadings>> seen = new IdentityHashMap<>();
    private volatile int omittedMembers;
    private boolean told;
    private boolean closed;

    /**
     * Registers the meters.
     *
     * @param endpoint the name of the PBX in the URI
     * @param maxMembers the maximum number of members that have meters
     */
    public QueueMeters(MeterRegistry registry, Tags tags, String endpoint, int maxMembers, QueueStage stage) {
        this.registry = registry;
        this.tags = tags;
        this.endpoint = endpoint;
        this.maxMembers = maxMembers;
        this.stage = stage;
        omitted("queues", stage::omittedQueues);
        omitted("members", stage::omittedMembers);
        omitted("callers", stage::omittedCallers);
        omitted("member.meters", () -> omittedMembers);
        stage.meter(this::update);
    }

    private void omitted(String of, Supplier<Number> value) {
        own.add(Gauge.builder("camel.ami.queues.omitted", value)
                .tags(tags.and("of", of))
                .register(registry));
    }

    /**
     * Adds and removes meters, so that the meters match the current queues and members. Runs on the consumer's worker.
     */
    private synchronized void update(List<QueueReadings> now) {
        if (closed) {
            return;
        }
        Map<QueueReadings, Boolean> known = new IdentityHashMap<>();
        now.forEach(queue -> known.put(queue, true));
        for (QueueReadings queue : List.copyOf(queues.keySet())) {
            if (!known.containsKey(queue)) {
                remove(queues.remove(queue));
                removeInTime(queue);
                seen.getOrDefault(queue, List.of()).forEach(member -> remove(members.remove(member)));
                seen.remove(queue);
            }
        }
        int without = 0;
        for (QueueReadings queue : now) {
            queues.computeIfAbsent(queue, this::ofQueue);
            if (queue.hasServiceLevel() && !stage.emitsAgents()) {
                inTime.computeIfAbsent(queue, this::inTime);
            } else {
                removeInTime(queue);
            }
            without += members(queue);
        }
        omittedMembers = without;
        if (without > 0 && !told) {
            told = true;
            LOG.warn(
                    "ami:{}: there are more members of queues than maxMemberMeters={}: the rest have no meters of their own",
                    endpoint,
                    maxMembers);
        }
    }

    /**
     * Adds and removes the meters of the members of a queue.
     *
     * @return the number of members without meters because of maxMemberMeters
     */
    private int members(QueueReadings queue) {
        List<MemberReadings> current = queue.members();
        List<MemberReadings> before = seen.put(queue, current);
        if (before != null && before != current) {
            Map<MemberReadings, Boolean> known = new IdentityHashMap<>();
            current.forEach(member -> known.put(member, true));
            before.stream()
                    .filter(member -> !known.containsKey(member))
                    .forEach(member -> remove(members.remove(member)));
        }
        int without = 0;
        for (MemberReadings member : current) {
            if (!members.containsKey(member)) {
                if (members.size() < maxMembers) {
                    members.put(member, ofMember(queue, member));
                } else {
                    // with maxMemberMeters=0, meters of members are turned off
                    without += maxMembers > 0 ? 1 : 0;
                }
            }
        }
        return without;
    }

    private List<Meter> ofQueue(QueueReadings queue) {
        Tags of = tags.and("queue", queue.name());
        List<Meter> meters = new ArrayList<>(List.of(
                gauge("camel.ami.queue.waiting", of, queue, current(QueueReadings::waiting)),
                TimeGauge.builder(
                                "camel.ami.queue.longest.wait",
                                queue,
                                TimeUnit.MILLISECONDS,
                                current(q -> q.longestWait(System.currentTimeMillis())))
                        .tags(of)
                        .register(registry)));
        for (MemberState state : MemberState.values()) {
            meters.add(gauge(
                    "camel.ami.queue.members",
                    of.and("state", state.name().toLowerCase(Locale.ROOT)),
                    queue,
                    current(q -> q.members(state))));
        }
        if (!stage.emitsAgents()) {
            meters.addAll(figures(queue, of));
        }
        return meters;
    }

    /**
     * Makes a meter return NaN while the state may differ from that of the PBX. Otherwise, an outdated number would
     * look like a current one.
     */
    private <T> ToDoubleFunction<T> current(ToDoubleFunction<T> value) {
        return of -> stage.isCurrent() ? value.applyAsDouble(of) : Double.NaN;
    }

    private List<Meter> figures(QueueReadings queue, Tags of) {
        return List.of(
                counter("camel.ami.queue.offered", of, queue, Figures::offered),
                counter("camel.ami.queue.answered", of, queue, Figures::answered),
                counter("camel.ami.queue.abandoned", of, queue, Figures::abandoned),
                counter("camel.ami.queue.timed.out", of, queue, Figures::timedOut),
                counter("camel.ami.queue.left", of, queue, Figures::left),
                counter("camel.ami.queue.unseen", of, queue, Figures::unseen),
                timer("camel.ami.queue.wait", of, queue, q -> q.total().answered(), q -> q.total()
                        .waitTime()),
                timer("camel.ami.queue.talk", of, queue, q -> q.total().completed(), q -> q.total()
                        .talkTime()),
                gauge("camel.ami.queue.service.level", of, queue, QueueReadings::serviceLevel));
    }

    private Meter inTime(QueueReadings queue) {
        return counter(
                "camel.ami.queue.answered.in.time", tags.and("queue", queue.name()), queue, Figures::answeredInTime);
    }

    private void removeInTime(QueueReadings queue) {
        Meter meter = inTime.remove(queue);
        if (meter != null) {
            registry.remove(meter);
        }
    }

    private List<Meter> ofMember(QueueReadings queue, MemberReadings member) {
        Tags of = tags.and("queue", queue.name(), "member", member.interfaceName(), "name", member.name());
        return List.of(
                gauge("camel.ami.queue.member.state", of, member, current(m -> number(m.state()))),
                timer("camel.ami.queue.member.wait", of, member, MemberReadings::answered, MemberReadings::waitTime),
                timer("camel.ami.queue.member.talk", of, member, MemberReadings::completed, MemberReadings::talkTime));
    }

    /**
     * The value of the meter for a member's state. The busier the member, the higher the value. It does not depend on
     * the order of the constants.
     */
    private static int number(MemberState state) {
        return switch (state) {
            case UNAVAILABLE -> 0;
            case AVAILABLE -> 1;
            case PAUSED -> 2;
            case RINGING -> 3;
            case IN_CALL -> 4;
        };
    }

    private <T> Meter gauge(String name, Tags of, T object, ToDoubleFunction<T> value) {
        return Gauge.builder(name, object, value).tags(of).strongReference(true).register(registry);
    }

    private Meter counter(String name, Tags of, QueueReadings queue, ToDoubleFunction<Figures> value) {
        return FunctionCounter.builder(name, queue, q -> value.applyAsDouble(q.total()))
                .tags(of)
                .register(registry);
    }

    private <T> Meter timer(String name, Tags of, T object, ToLongFunction<T> count, ToDoubleFunction<T> millis) {
        return FunctionTimer.builder(name, object, count, millis, TimeUnit.MILLISECONDS)
                .tags(of)
                .register(registry);
    }

    private void remove(List<Meter> meters) {
        if (meters != null) {
            meters.forEach(registry::remove);
        }
    }

    /** Removes all meters. No meters are added afterwards. */
    public synchronized void close() {
        closed = true;
        remove(own);
        queues.values().forEach(this::remove);
        members.values().forEach(this::remove);
        inTime.values().forEach(registry::remove);
        queues.clear();
        inTime.clear();
        members.clear();
        seen.clear();
    }
}
