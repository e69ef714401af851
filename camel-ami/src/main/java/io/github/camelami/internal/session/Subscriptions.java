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
package io.github.camelami.internal.session;

import io.github.camelami.internal.wire.EventClasses;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The subscriptions of a session. Combines their event classes, and announces logins and losses to them. */
final class Subscriptions {
    private static final EventClasses AGI = EventClasses.parse("agi");
    private static final Set<PbxFilter> FOR_SESSION = DerivedFilters.named(Inbound::isOfSession);
    private static final Set<PbxFilter> FOR_AGI = DerivedFilters.named(ChannelEvents::isOfAgi);
    private static final Set<PbxFilter> FOR_OUTCOMES = DerivedFilters.named(ChannelEvents::mayReportOutcome);

    private final List<EventSubscription> subscriptions = new CopyOnWriteArrayList<>();
    /** Consumers that are about to start. The login requests their events, but they do not receive any yet. */
    private final List<EventSubscription> expected = new CopyOnWriteArrayList<>();

    private final Supplier<EventClasses> outcomesAwaited;
    private long epoch;
    /** The notice of the current login; null if there is none. */
    private Notice connected;

    private Instant lostAt;
    private String unfiltered = "";
    private final PbxStart start = new PbxStart();

    /** @param outcomesAwaited supplies the event classes that report the outcomes of actions, while they are needed */
    Subscriptions(Supplier<EventClasses> outcomesAwaited) {
        this.outcomesAwaited = outcomesAwaited;
    }

    /**
     * Adds a consumer. If the session is logged in, the consumer gets the notice of that login, as earlier consumers
     * did.
     */
    synchronized void add(EventSubscription subscription) {
        if (connected != null) {
            subscription.put(connected);
        }
        subscriptions.add(subscription);
        expected.remove(subscription);
    }

    void expect(EventSubscription subscription) {
        expected.add(subscription);
    }

    void remove(EventSubscription subscription) {
        subscriptions.remove(subscription);
        expected.remove(subscription);
    }

    List<EventSubscription> all() {
        return subscriptions;
    }

    /** The union of the event classes that current and expected consumers need. */
    EventClasses wanted() {
        EventClasses union = outcomesAwaited.get();
        for (List<EventSubscription> some : List.of(subscriptions, expected)) {
            for (EventSubscription subscription : some) {
                union = union.union(subscription.classes());
            }
        }
        return union;
    }

    /** The union of the filters that let the events pass that current and expected consumers and outcomes need. */
    Set<PbxFilter> filters() {
        Set<PbxFilter> union = new LinkedHashSet<>(FOR_SESSION);
        if (wanted().intersects(AGI.bits())) {
            // the session remembers which channels have left AGI, also before the first command
            union.addAll(FOR_AGI);
        }
        if (!outcomesAwaited.get().isEmpty()) {
            union.addAll(FOR_OUTCOMES);
        }
        Stream.of(subscriptions, expected)
                .flatMap(List::stream)
                .map(EventSubscription::filters)
                .forEach(union::addAll);
        return union;
    }

    /**
     * Records a reason why filters cannot be derived.
     *
     * @return whether the reason differs from the last one, so that it must be logged
     */
    synchronized boolean isNewlyUnfiltered(String reason) {
        boolean isNew = !reason.equals(unfiltered);
        unfiltered = reason;
        return isNew;
    }

    /** Whether a consumer wants notices, which report whether the PBX was restarted while the connection was lost. */
    boolean wantsStart() {
        return Stream.of(subscriptions, expected).flatMap(List::stream).anyMatch(EventSubscription::wantsNotices);
    }

    /**
     * Announces a login before its first event. Called on any thread. Only the first call for a login has an effect.
     *
     * @param startedNow the start time that the PBX reported; empty if it is unknown
     */
    synchronized void connected(long newEpoch, String server, String startedNow) {
        if (newEpoch <= epoch) {
            return;
        }
        epoch = newEpoch;
        String restarted = start.restarted(startedNow);
        connected = Notice.connected(epoch, server, startedNow, restarted);
        Notice gap = lostAt == null ? null : Notice.lost(epoch, lostAt, Instant.now(), restarted);
        start.take(startedNow);
        lostAt = null;
        for (EventSubscription subscription : subscriptions) {
            subscription.put(connected);
            if (gap != null) {
                subscription.put(gap);
            }
        }
    }

    /**
     * Records the start time of the PBX for the first consumer that wants notices. The time reported at the next login
     * is compared with it.
     */
    synchronized void started(String startedNow) {
        start.take(startedNow);
    }

    /** Announces the end of a connection that had logged in. */
    synchronized void disconnected(String cause) {
        lostAt = Instant.now();
        connected = null;
        Notice disconnected = Notice.of(Notice.Kind.Disconnected, epoch, Map.of("Cause", cause));
        subscriptions.forEach(subscription -> subscription.put(disconnected));
    }
}
