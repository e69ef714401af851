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

import io.github.camelami.internal.routing.QueueStage;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.uri.OptionCheck;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The options of an endpoint that emits queues or agents: checked, and translated for the tracker. */
final class QueueOptions {
    private final OptionCheck option;
    private final AmiConfiguration connection;
    private final AmiConsumerConfiguration options;
    private final CallOptions calls;

    QueueOptions(AmiEndpoint endpoint) {
        this.option = new OptionCheck(endpoint.getName());
        this.connection = endpoint.getConfiguration();
        this.options = endpoint.getConsumerConfiguration();
        this.calls = new CallOptions(endpoint);
    }

    /** The settings of the stage that turns events into queues or agents. */
    QueueStage.Options stage() {
        return new QueueStage.Options(
                option.endpoint(),
                connection.getUsername(),
                tracker(),
                wanted(),
                Duration.ofMillis(connection.getActionTimeout()),
                Duration.ofMillis(options.getQueueCheckInterval()));
    }

    /** @throws IllegalArgumentException naming the option, its value and what is accepted */
    QueueSettings tracker() {
        option.check(options.getServiceLevel() >= 0, "serviceLevel", options.getServiceLevel(), "0 or more");
        option.check(options.getQueueInterval() >= 0, "queueInterval", options.getQueueInterval(), "0 or more");
        option.check(
                options.getQueueCheckInterval() >= 0,
                "queueCheckInterval",
                options.getQueueCheckInterval(),
                "0 or more");
        option.check(options.getMaxQueues() > 0, "maxQueues", options.getMaxQueues(), "at least 1");
        option.check(options.getMaxQueueMembers() > 0, "maxQueueMembers", options.getMaxQueueMembers(), "at least 1");
        option.check(options.getMaxQueueCallers() > 0, "maxQueueCallers", options.getMaxQueueCallers(), "at least 1");
        option.check(options.getMaxMemberMeters() >= 0, "maxMemberMeters", options.getMaxMemberMeters(), "0 or more");
        return new QueueSettings(
                option.endpoint(),
                options.getQueues() == null ? queue -> true : option.patterns("queues", options.getQueues()),
                options.getEmit() == Emit.agents,
                options.getServiceLevel(),
                resetAt(),
                ZoneId.systemDefault(),
                Duration.ofMillis(options.getQueueInterval()),
                options.getMaxQueues(),
                options.getMaxQueueMembers(),
                options.getMaxQueueCallers());
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

    private Map<String, Predicate<String>> wanted() {
        Map<String, Predicate<String>> patterns = new LinkedHashMap<>();
        for (String pattern : NamePatterns.split(options.getQueues())) {
            patterns.put(pattern, option.patterns("queues", pattern));
        }
        return patterns;
    }

    EventSubscription subscription() {
        calls.refuseSelection();
        return new EventSubscription(
                QueueTracker.CLASSES,
                QueueTracker::needs,
                QueueTracker::needs,
                List.of(),
                Duration.ZERO,
                false,
                options.getBufferSize(),
                options.getBufferBytes(),
                SubscriptionFactory.whenFull(options.getOverflow()));
    }

    /** Refuses the options for queues: without queues they would have no effect. */
    void refuseForOthers() {
        AmiConsumerConfiguration unset = new AmiConsumerConfiguration();
        refuseForOthers("queues", options.getQueues(), null);
        refuseForOthers("serviceLevel", options.getServiceLevel(), unset.getServiceLevel());
        refuseForOthers("resetAt", options.getResetAt(), null);
        refuseForOthers("queueInterval", options.getQueueInterval(), unset.getQueueInterval());
        refuseForOthers("queueCheckInterval", options.getQueueCheckInterval(), unset.getQueueCheckInterval());
        refuseForOthers("maxQueues", options.getMaxQueues(), unset.getMaxQueues());
        refuseForOthers("maxQueueMembers", options.getMaxQueueMembers(), unset.getMaxQueueMembers());
        refuseForOthers("maxQueueCallers", options.getMaxQueueCallers(), unset.getMaxQueueCallers());
        refuseForOthers("maxMemberMeters", options.getMaxMemberMeters(), unset.getMaxMemberMeters());
    }

    private void refuseForOthers(String name, Object value, Object unset) {
        option.check(Objects.equals(value, unset), name, value, "something with emit=queues or agents only");
    }
}
