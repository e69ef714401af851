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

import io.github.camelami.internal.routing.CallStage;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.wire.VariableNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The options of an endpoint that emits calls: checked, and translated for the tracker. */
final class CallOptions {
    private final OptionCheck option;
    private final AmiConsumerConfiguration options;
    private final AmiConfiguration connection;
    private final Map<String, Object> serverFilter;

    CallOptions(AmiEndpoint endpoint) {
        this.option = new OptionCheck(endpoint.getName());
        this.options = endpoint.getConsumerConfiguration();
        this.connection = endpoint.getConfiguration();
        this.serverFilter = endpoint.getConfiguration().getServerFilter();
    }

    /** The settings of a producer that awaits the ends of its calls; checks its options. */
    CallStage.Options producer(AmiProducerConfiguration producer) {
        option.check(producer.getEndTimeout() > 0, "endTimeout", producer.getEndTimeout(), "at least 1");
        option.check(
                !producer.isAwaitEnd() || producer.isAwaitOutcome(), "awaitEnd", true, "only with awaitOutcome=true");
        option.check(
                !producer.isAwaitEnd() || serverFilter == null || serverFilter.isEmpty(),
                "serverFilter.*",
                serverFilter,
                "nothing with awaitEnd=true, which needs all events of a call");
        return new CallStage.Options(
                option.endpoint(),
                connection.getUsername(),
                CallSettings.of(option.endpoint(), false),
                Duration.ofMillis(connection.getActionTimeout()),
                Duration.ofMillis(options.getCallCheckInterval()));
    }

    /** The settings of the stage that turns events into calls. */
    CallStage.Options stage() {
        return new CallStage.Options(
                option.endpoint(),
                connection.getUsername(),
                tracker(),
                Duration.ofMillis(connection.getActionTimeout()),
                Duration.ofMillis(options.getCallCheckInterval()));
    }

    /** @throws IllegalArgumentException naming the option, its value and what is accepted */
    CallSettings tracker() {
        option.check(options.getMaxOpenCalls() > 0, "maxOpenCalls", options.getMaxOpenCalls(), "at least 1");
        option.check(options.getCallGrace() >= 0, "callGrace", options.getCallGrace(), "0 or more");
        option.check(
                options.getCallCheckInterval() >= 0, "callCheckInterval", options.getCallCheckInterval(), "0 or more");
        return new CallSettings(
                option.endpoint(),
                options.getTrunks() == null ? null : option.patterns("trunks", options.getTrunks()),
                Set.copyOf(VariableNames.split(options.getCallVariables())),
                Duration.ofMillis(options.getCallGrace()),
                options.getMaxOpenCalls(),
                CallSettings.DEFAULT_MAX_FACTS,
                options.getEmit() == Emit.callProgress);
    }

    /** A call needs all of its events, so the options that select events are refused. */
    EventSubscription subscription() {
        refuse(options.getEvents().equals("all"), "events", options.getEvents());
        refuse(options.getInclude() == null, "include", options.getInclude());
        refuse(options.getExclude() == null, "exclude", options.getExclude());
        refuse(options.getMatch() == null || options.getMatch().isEmpty(), "match.*", options.getMatch());
        refuse(options.getSnapshot() == null, "snapshot", options.getSnapshot());
        refuse(serverFilter == null || serverFilter.isEmpty(), "serverFilter.*", serverFilter);
        option.check(
                options.getOrderBy().equals("Linkedid"),
                "orderBy",
                options.getOrderBy(),
                "nothing with emit=" + options.getEmit() + ", which keeps each call in order");
        return new EventSubscription(
                CallTracker.CLASSES,
                CallTracker::needs,
                null,
                List.of(),
                Duration.ZERO,
                false,
                options.getBufferSize(),
                options.getBufferBytes(),
                SubscriptionFactory.whenFull(options.getOverflow()));
    }

    /** Refuses the options for calls: with emit=events they would have no effect. */
    void refuseForEvents() {
        AmiConsumerConfiguration unset = new AmiConsumerConfiguration();
        refuseForEvents("trunks", options.getTrunks(), null);
        refuseForEvents("callVariables", options.getCallVariables(), null);
        refuseForEvents("callGrace", options.getCallGrace(), unset.getCallGrace());
        refuseForEvents("callCheckInterval", options.getCallCheckInterval(), unset.getCallCheckInterval());
        refuseForEvents("maxOpenCalls", options.getMaxOpenCalls(), unset.getMaxOpenCalls());
    }

    private void refuseForEvents(String name, Object value, Object unset) {
        option.check(Objects.equals(value, unset), name, value, "something with emit=calls or callProgress only");
    }

    private void refuse(boolean unset, String name, Object value) {
        option.check(
                unset, name, value, "nothing with emit=" + options.getEmit() + ", which needs all events of a call");
    }
}
