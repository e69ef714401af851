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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.Catalogue;
import io.github.camelami.message.EventClasses;
import io.github.camelami.message.EventView;
import io.github.camelami.session.EventSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which events an endpoint's options let through; checks the options. */
final class EventFilter {
    private static final Logger LOG = LoggerFactory.getLogger(EventFilter.class);

    private final ConnectionSettings settings;
    private final Duration snapshotTimeout;
    private final AmiConsumerConfiguration options;
    private final CallOptions calls;
    private final QueueOptions queues;

    EventFilter(AmiEndpoint endpoint) {
        this.calls = new CallOptions(endpoint);
        this.queues = new QueueOptions(endpoint);
        this.settings = new ConnectionSettings(endpoint.getName(), endpoint.getConfiguration());
        this.snapshotTimeout = Duration.ofMillis(endpoint.getConfiguration().getActionTimeout());
        this.options = endpoint.getConsumerConfiguration();
    }

    /** @throws IllegalArgumentException naming the option, its value and what is accepted */
    EventSubscription subscription() {
        settings.check(options.getBufferSize() > 0, "bufferSize", options.getBufferSize(), "at least 1");
        settings.check(options.getBufferBytes() >= 1024, "bufferBytes", options.getBufferBytes(), "at least 1024");
        settings.check(
                options.getConcurrentConsumers() > 0,
                "concurrentConsumers",
                options.getConcurrentConsumers(),
                "at least 1");
        if (!options.getEmit().ofQueues()) {
            queues.refuseForOthers();
        }
        if (options.getEmit().ofCalls()) {
            calls.tracker();
            return calls.subscription();
        }
        calls.refuseForEvents();
        if (options.getEmit().ofQueues()) {
            queues.tracker();
            return queues.subscription();
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
                options.getOverflow());
    }

    private EventClasses classes() {
        try {
            return EventClasses.parse(options.getEvents());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ami:" + settings.name() + ": option events=" + options.getEvents()
                    + " is not valid: " + e.getMessage());
        }
    }

    private List<String> snapshot() {
        List<String> actions = NamePatterns.split(options.getSnapshot());
        for (String action : actions) {
            try {
                AmiAction.named(action);
            } catch (AmiException.Refused e) {
                settings.check(false, "snapshot", options.getSnapshot(), "names of list actions, comma separated");
            }
            settings.check(
                    !ActionPolicy.isDangerous(action), "snapshot", options.getSnapshot(), "actions that give a list");
        }
        return actions;
    }

    /** Apart from the subscription, of which each start makes one. */
    void warnOfUnknownNames() {
        for (String action : NamePatterns.split(options.getSnapshot())) {
            if (!Catalogue.isAction(action)) {
                LOG.warn(
                        "ami:{}: snapshot: unknown action {}{}",
                        settings.name(),
                        action,
                        AmiBinding.suggestion(action));
            }
        }
    }

    private Predicate<String> names() {
        Predicate<String> include =
                options.getInclude() == null ? null : settings.patterns("include", options.getInclude());
        Predicate<String> exclude = options.getExclude() == null
                ? null
                : settings.patterns("exclude", options.getExclude()).negate();
        return include == null ? exclude : exclude == null ? include : include.and(exclude);
    }

    private Predicate<EventView> fields() {
        Predicate<EventView> all = null;
        if (options.getMatch() != null) {
            for (Map.Entry<String, Object> match : options.getMatch().entrySet()) {
                String field = match.getKey();
                NamePatterns patterns =
                        settings.patterns("match." + field, match.getValue().toString());
                Predicate<EventView> matches = event -> event.matches(field, patterns);
                all = all == null ? matches : all.and(matches);
            }
        }
        return all;
    }
}
