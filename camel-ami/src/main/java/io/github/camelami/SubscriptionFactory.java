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

import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.session.DerivedFilters;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.PbxFilter;
import io.github.camelami.internal.session.WhenFull;
import io.github.camelami.internal.uri.MisspeltNames;
import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.SetOptions;
import io.github.camelami.internal.uri.UriWarnings;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks the options of an endpoint, and creates the subscription to the events that they select. */
final class SubscriptionFactory {
    /** The fields whose values are always names of channels. */
    private static final Set<String> CHANNELS = Set.of("Channel", "DestChannel");

    private final OptionCheck option;
    private final Duration snapshotTimeout;
    private final AmiConsumerConfiguration options;
    private final AmiProducerConfiguration producer;
    private final AmiConfiguration connection;
    private final TrackerOptions tracker;

    SubscriptionFactory(AmiEndpoint endpoint) {
        this.tracker = new TrackerOptions(endpoint);
        this.option = new OptionCheck(endpoint.getName());
        this.connection = endpoint.getConfiguration();
        this.snapshotTimeout = Duration.ofMillis(connection.getActionTimeout());
        this.options = endpoint.getConsumerConfiguration();
        this.producer = endpoint.getProducerConfiguration();
    }

    /**
     * Creates the subscription.
     *
     * @throws IllegalArgumentException naming the option, its value and what is accepted
     */
    EventSubscription subscription() {
        option.check(options.getBufferSize() > 0, "bufferSize", options.getBufferSize(), "at least 1");
        option.check(options.getBufferBytes() >= 1024, "bufferBytes", options.getBufferBytes(), "at least 1024");
        option.check(
                options.concurrentConsumersOfOne() > 0,
                "concurrentConsumers",
                options.getConcurrentConsumers(),
                "at least 1");
        EventSubscription tracked = tracker.subscription();
        if (tracked != null) {
            return tracked;
        }
        return new EventSubscription(
                        classes(),
                        names(),
                        fields(),
                        snapshot(),
                        snapshotTimeout,
                        options.isNotices(),
                        options.getBufferSize(),
                        options.getBufferBytes(),
                        whenFull(options.getOverflow()))
                .filteredBy(filters());
    }

    /** Converts the value of the option overflow to the enum that sessions use. */
    static WhenFull whenFull(Overflow overflow) {
        return switch (overflow) {
            case dropOldest -> WhenFull.DROP_OLDEST;
            case dropNewest -> WhenFull.DROP_NEWEST;
            case disconnect -> WhenFull.DISCONNECT;
        };
    }

    private EventClasses classes() {
        try {
            return EventClasses.parse(options.getEvents());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ami:" + option.endpoint() + ": option events=" + options.getEvents()
                    + " is not valid: " + e.getMessage() + insteadOfEvents());
        }
    }

    /** A hint if the option events has a value of the option emit. */
    private String insteadOfEvents() {
        return Stream.of(Emit.values())
                .filter(emit -> emit != Emit.events)
                .filter(emit ->
                        NamePatterns.split(options.getEvents()).stream().anyMatch(emit.name()::equalsIgnoreCase))
                .map(emit -> "; to receive " + emit + " instead of events, write emit=" + emit)
                .findFirst()
                .orElse("");
    }

    private List<String> snapshot() {
        List<String> actions = NamePatterns.split(options.getSnapshot());
        for (String action : actions) {
            try {
                AmiAction.named(action);
            } catch (AmiException.Refused e) {
                option.check(false, "snapshot", options.getSnapshot(), "names of list actions, comma separated");
            }
            option.check(
                    !DangerousActions.isDangerous(action),
                    "snapshot",
                    options.getSnapshot(),
                    "actions that give a list");
        }
        return actions;
    }

    /** Logs names that are probably misspelt, and options that have no effect on a consumer. */
    void warn(UriWarnings warnings) {
        warnings.warnOfUnused(
                option.endpoint(),
                SetOptions.among(
                        AmiComponent.OPTIONS,
                        producer,
                        new AmiProducerConfiguration(),
                        new AmiProducerConfigurationConfigurer()),
                name -> "a consumer");
        MisspeltNames names = warnings.namesOf(option.endpoint());
        names.checkEvents("include", options.getInclude());
        names.checkEvents("exclude", options.getExclude());
        NamePatterns.split(options.getSnapshot()).forEach(action -> names.checkAction("snapshot", action));
        names.checkChannels("trunks", options.getTrunks());
        if (options.getMatch() != null) {
            options.getMatch().forEach((field, value) -> {
                names.checkField("match." + field, field, options.getInclude());
                if (CHANNELS.stream().anyMatch(field::equalsIgnoreCase) && !selectsDialStrings()) {
                    names.checkChannels("match." + field, value.toString());
                }
            });
        }
        names.checkField("orderBy", options.getOrderBy(), options.getInclude());
    }

    /** Whether events are selected in which the field Channel may contain a dial string. */
    private boolean selectsDialStrings() {
        return options.getInclude() != null && new NamePatterns(options.getInclude()).test("OriginateResponse");
    }

    private Set<PbxFilter> filters() {
        Map<String, List<String>> match = new LinkedHashMap<>();
        if (options.getMatch() != null) {
            options.getMatch().forEach((field, value) -> match.put(field, NamePatterns.split(value.toString())));
        }
        return DerivedFilters.of(
                NamePatterns.split(options.getInclude()),
                NamePatterns.split(options.getExclude()),
                match,
                Charset.forName(connection.getCharset()));
    }

    private Predicate<String> names() {
        Predicate<String> include =
                options.getInclude() == null ? null : option.patterns("include", options.getInclude());
        Predicate<String> exclude = options.getExclude() == null
                ? null
                : option.patterns("exclude", options.getExclude()).negate();
        return include == null ? exclude : exclude == null ? include : include.and(exclude);
    }

    private Predicate<EventView> fields() {
        Predicate<EventView> all = null;
        if (options.getMatch() != null) {
            for (Map.Entry<String, Object> match : options.getMatch().entrySet()) {
                String field = match.getKey();
                NamePatterns patterns =
                        option.patterns("match." + field, match.getValue().toString());
                Predicate<EventView> matches = event -> event.matches(field, patterns);
                all = all == null ? matches : all.and(matches);
            }
        }
        return all;
    }
}
