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
package io.github.camelami;

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.routing.CallStage;
import io.github.camelami.internal.routing.QueueStage;
import io.github.camelami.internal.routing.TrackerFeed;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.DerivedFilters;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.ServerFilters;
import io.github.camelami.internal.uri.SetOptions;
import io.github.camelami.internal.uri.UriWarnings;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.internal.wire.TraceParent;
import io.github.camelami.internal.wire.VariableNames;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Checks the options of an endpoint that emits calls, queues or agents, and translates them to the settings of the
 * trackers.
 */
final class TrackerOptions {
    private static final String AUTO_OR_NOTHING = "auto, or nothing with ";

    /** The options of consumers that also apply to a producer with awaitEnd. */
    private static final Set<String> OF_CALLS =
            Set.of("trunks", "callVariables", "callGrace", "callCheckInterval", "maxOpenCalls");

    private final OptionCheck option;
    private final AmiConfiguration connection;
    private final AmiConsumerConfiguration options;
    private final Emit emit;

    TrackerOptions(AmiEndpoint endpoint) {
        this.option = new OptionCheck(endpoint.getName());
        this.connection = endpoint.getConfiguration();
        this.options = endpoint.getConsumerConfiguration();
        this.emit = options.getEmit();
    }

    /**
     * Returns a function that creates the {@link TrackerFeed} of a run. The function's argument receives the calls,
     * queues or agents that the tracker emits. Returns null with emit=events, because events are then routed unchanged.
     */
    Function<Consumer<Object>, TrackerFeed> feed(AmiSession session, EventSubscription events) {
        Duration timeout = Duration.ofMillis(connection.getActionTimeout());
        if (emit.ofCalls()) {
            CallStage.Options stage = new CallStage.Options(
                    option.endpoint(),
                    connection.getUsername(),
                    calls(emit == Emit.callProgress),
                    timeout,
                    Duration.ofMillis(options.getCallCheckInterval()));
            return receiver -> CallStage.feed(stage, session, events, receiver);
        }
        if (emit.ofQueues()) {
            QueueStage.Options stage = new QueueStage.Options(
                    option.endpoint(),
                    connection.getUsername(),
                    queues(),
                    wantedQueues(),
                    timeout,
                    Duration.ofMillis(options.getQueueCheckInterval()));
            return receiver -> QueueStage.feed(stage, session, events, receiver);
        }
        return null;
    }

    /** Checks the options of a producer that awaits the ends of its calls, and returns the settings of its tracker. */
    CallStage.Options producer(AmiProducerConfiguration producer) {
        atLeast(1, "endTimeout", producer.getEndTimeout());
        option.check(
                !producer.isAwaitEnd() || producer.isAwaitOutcome(), "awaitEnd", true, "only with awaitOutcome=true");
        String action = producer.getAction();
        option.check(
                !producer.isAwaitEnd() || action == null || action.equalsIgnoreCase("Originate"),
                "awaitEnd",
                true,
                "only with action=Originate");
        if (producer.isAwaitEnd()) {
            filters().refuse(option, AUTO_OR_NOTHING + "awaitEnd=true, which needs all events of a call");
        }
        return new CallStage.Options(
                option.endpoint(),
                connection.getUsername(),
                calls(false),
                Duration.ofMillis(connection.getActionTimeout()),
                Duration.ofMillis(options.getCallCheckInterval()));
    }

    /** Logs the options of a producer that have no effect on it, and trunks that no channel can be. */
    void warn(AmiProducerConfiguration producer, UriWarnings warnings) {
        Set<String> unused = SetOptions.among(
                AmiComponent.OPTIONS,
                options,
                new AmiConsumerConfiguration(),
                new AmiConsumerConfigurationConfigurer());
        if (producer.isAwaitEnd()) {
            unused.removeAll(OF_CALLS);
            warnings.namesOf(option.endpoint()).checkChannels("trunks", options.getTrunks());
        }
        warnings.warnOfUnused(
                option.endpoint(),
                unused,
                name -> OF_CALLS.contains(name) ? "a producer without awaitEnd=true" : "a producer");
    }

    /**
     * The subscription to the events that the tracker needs. Null with emit=events, because the events are then
     * selected by other options.
     *
     * @throws IllegalArgumentException naming the option, its value and what is accepted
     */
    EventSubscription subscription() {
        refuseWithoutEffect();
        if (emit.ofCalls()) {
            calls(emit == Emit.callProgress);
            return subscription(CallTracker.CLASSES, CallTracker::needs, null);
        }
        if (emit.ofQueues()) {
            queues();
            return subscription(QueueTracker.CLASSES, QueueTracker::needs, QueueTracker::needs);
        }
        return null;
    }

    private EventSubscription subscription(EventClasses classes, Predicate<String> names, Predicate<EventView> fields) {
        refuseSelection();
        return new EventSubscription(
                        classes,
                        names,
                        fields,
                        List.of(),
                        Duration.ZERO,
                        options.isNotices(),
                        options.getBufferSize(),
                        options.getBufferBytes(),
                        SubscriptionFactory.whenFull(options.getOverflow()))
                .filteredBy(DerivedFilters.named(names));
    }

    CallSettings calls(boolean progress) {
        atLeast(1, "maxOpenCalls", options.getMaxOpenCalls());
        atLeast(0, "callGrace", options.getCallGrace());
        atLeast(0, "callCheckInterval", options.getCallCheckInterval());
        return new CallSettings(
                option.endpoint(),
                options.getTrunks() == null ? null : option.patterns("trunks", options.getTrunks()),
                variables(),
                Duration.ofMillis(options.getCallGrace()),
                options.getMaxOpenCalls(),
                CallSettings.DEFAULT_MAX_FACTS,
                progress);
    }

    private Set<String> variables() {
        Set<String> variables = new HashSet<>(VariableNames.split(options.getCallVariables()));
        if (connection.isTraceCalls()) {
            variables.add(TraceParent.VARIABLE);
        }
        return Set.copyOf(variables);
    }

    private QueueSettings queues() {
        atLeast(0, "serviceLevel", options.getServiceLevel());
        atLeast(0, "queueInterval", options.getQueueInterval());
        atLeast(0, "queueCheckInterval", options.getQueueCheckInterval());
        atLeast(1, "maxQueues", options.getMaxQueues());
        atLeast(1, "maxQueueMembers", options.getMaxQueueMembers());
        atLeast(1, "maxQueueCallers", options.getMaxQueueCallers());
        atLeast(0, "maxMemberMeters", options.getMaxMemberMeters());
        return new QueueSettings(
                option.endpoint(),
                options.getQueues() == null ? QueueSettings.EVERY : option.patterns("queues", options.getQueues()),
                emit == Emit.agents,
                options.getServiceLevel(),
                resetAt(),
                ZoneId.systemDefault(),
                Duration.ofMillis(options.getQueueInterval()),
                options.getMaxQueues(),
                options.getMaxQueueMembers(),
                options.getMaxQueueCallers());
    }

    private void atLeast(long least, String name, long value) {
        option.check(value >= least, name, value, least == 0 ? "0 or more" : "at least " + least);
    }

    private List<LocalTime> resetAt() {
        List<LocalTime> times = new ArrayList<>();
        for (String time : NamePatterns.split(options.getResetAt())) {
            try {
                times.add(LocalTime.parse(time));
            } catch (DateTimeParseException e) {
                option.check(false, "resetAt", options.getResetAt(), "times of day such as 00:00, comma separated");
            }
        }
        return times;
    }

    private Map<String, Predicate<String>> wantedQueues() {
        Map<String, Predicate<String>> patterns = new LinkedHashMap<>();
        for (String pattern : NamePatterns.split(options.getQueues())) {
            patterns.put(pattern, option.patterns("queues", pattern));
        }
        return patterns;
    }

    /** Refuses the options that select events, because a tracker needs all of its events. */
    private void refuseSelection() {
        refuse(options.getEvents().equals("all"), "events", options.getEvents());
        refuse(options.getInclude() == null, "include", options.getInclude());
        refuse(options.getExclude() == null, "exclude", options.getExclude());
        refuse(options.getMatch() == null || options.getMatch().isEmpty(), "match.*", options.getMatch());
        refuse(options.getSnapshot() == null, "snapshot", options.getSnapshot());
        filters().refuse(option, AUTO_OR_NOTHING + "emit=" + emit + ", which needs all events of a call or queue");
        option.check(
                options.orderByOrCall().equals("Linkedid"),
                "orderBy",
                options.getOrderBy(),
                "nothing with emit=" + emit + ", which keeps each call, queue or agent in order");
    }

    private ServerFilters filters() {
        return ServerFilters.of(connection.getServerFilter());
    }

    private void refuse(boolean unset, String name, Object value) {
        option.check(unset, name, value, "nothing with emit=" + emit + ", which needs all events of a call or queue");
    }

    private void refuseWithoutEffect() {
        AmiConsumerConfiguration unset = new AmiConsumerConfiguration();
        if (!emit.ofCalls()) {
            String accepted = "nothing without emit=calls or callProgress";
            refuse(accepted, "trunks", options.getTrunks(), null);
            refuse(accepted, "callVariables", options.getCallVariables(), null);
            refuse(accepted, "callGrace", options.getCallGrace(), unset.getCallGrace());
            refuse(accepted, "callCheckInterval", options.getCallCheckInterval(), unset.getCallCheckInterval());
            refuse(accepted, "maxOpenCalls", options.getMaxOpenCalls(), unset.getMaxOpenCalls());
        }
        if (emit != Emit.queues) {
            String accepted = "nothing without emit=queues";
            refuse(accepted, "serviceLevel", options.getServiceLevel(), unset.getServiceLevel());
            refuse(accepted, "resetAt", options.getResetAt(), null);
        }
        if (!emit.ofQueues()) {
            String accepted = "nothing without emit=queues or agents";
            refuse(accepted, "queues", options.getQueues(), null);
            refuse(accepted, "queueInterval", options.getQueueInterval(), unset.getQueueInterval());
            refuse(accepted, "queueCheckInterval", options.getQueueCheckInterval(), unset.getQueueCheckInterval());
            refuse(accepted, "maxQueues", options.getMaxQueues(), unset.getMaxQueues());
            refuse(accepted, "maxQueueMembers", options.getMaxQueueMembers(), unset.getMaxQueueMembers());
            refuse(accepted, "maxQueueCallers", options.getMaxQueueCallers(), unset.getMaxQueueCallers());
            refuse(accepted, "maxMemberMeters", options.getMaxMemberMeters(), unset.getMaxMemberMeters());
        }
    }

    private void refuse(String accepted, String name, Object value, Object unset) {
        option.check(Objects.equals(value, unset), name, value, accepted);
    }
}
