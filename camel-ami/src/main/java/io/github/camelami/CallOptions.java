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

import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.VariableNames;
import io.github.camelami.session.EventSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The options of an endpoint that emits calls, checked and in the terms of the tracker. */
final class CallOptions {
    private final ConnectionSettings settings;
    private final AmiConsumerConfiguration options;
    private final Map<String, Object> serverFilter;

    CallOptions(AmiEndpoint endpoint) {
        this.settings = new ConnectionSettings(endpoint.getName(), endpoint.getConfiguration());
        this.options = endpoint.getConsumerConfiguration();
        this.serverFilter = endpoint.getConfiguration().getServerFilter();
    }

    /** @throws IllegalArgumentException naming the option, its value and what is accepted */
    CallSettings tracker() {
        settings.check(options.getMaxOpenCalls() > 0, "maxOpenCalls", options.getMaxOpenCalls(), "at least 1");
        settings.check(options.getCallGrace() >= 0, "callGrace", options.getCallGrace(), "0 or more");
        settings.check(
                options.getCallCheckInterval() >= 0, "callCheckInterval", options.getCallCheckInterval(), "0 or more");
        return new CallSettings(
                settings.name(),
                options.getTrunks() == null ? null : settings.patterns("trunks", options.getTrunks()),
                Set.copyOf(VariableNames.split(options.getCallVariables())),
                Duration.ofMillis(options.getCallGrace()),
                options.getMaxOpenCalls(),
                CallSettings.DEFAULT_MAX_FACTS,
                options.getEmit() == Emit.callProgress);
    }

    /** A call needs all of its events: the options that choose among events are not for calls. */
    EventSubscription subscription() {
        refuseChoiceOfEvents();
        return new EventSubscription(
                CallTracker.CLASSES,
                CallTracker::needs,
                null,
                List.of(),
                Duration.ZERO,
                false,
                options.getBufferSize(),
                options.getBufferBytes(),
                options.getOverflow());
    }

    /** Neither for calls nor for queues. */
    void refuseChoiceOfEvents() {
        refuse(options.getEvents().equals("all"), "events", options.getEvents());
        refuse(options.getInclude() == null, "include", options.getInclude());
        refuse(options.getExclude() == null, "exclude", options.getExclude());
        refuse(options.getMatch() == null || options.getMatch().isEmpty(), "match.*", options.getMatch());
        refuse(options.getSnapshot() == null, "snapshot", options.getSnapshot());
        refuse(serverFilter == null || serverFilter.isEmpty(), "serverFilter.*", serverFilter);
        settings.check(
                options.getOrderBy().equals("Linkedid"),
                "orderBy",
                options.getOrderBy(),
                "nothing with emit=" + options.getEmit() + ", which keeps each call, queue or agent in order");
    }

    /** Without calls, what is asked of calls would never come. */
    void refuseForEvents() {
        AmiConsumerConfiguration unset = new AmiConsumerConfiguration();
        refuseForEvents("trunks", options.getTrunks(), null);
        refuseForEvents("callVariables", options.getCallVariables(), null);
        refuseForEvents("callGrace", options.getCallGrace(), unset.getCallGrace());
        refuseForEvents("callCheckInterval", options.getCallCheckInterval(), unset.getCallCheckInterval());
        refuseForEvents("maxOpenCalls", options.getMaxOpenCalls(), unset.getMaxOpenCalls());
    }

    private void refuseForEvents(String option, Object value, Object unset) {
        settings.check(Objects.equals(value, unset), option, value, "something with emit=calls or callProgress only");
    }

    private void refuse(boolean unset, String option, Object value) {
        settings.check(
                unset,
                option,
                value,
                "nothing with emit=" + options.getEmit() + ", which needs all events of a call or queue");
    }
}
