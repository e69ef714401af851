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

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.message.AmiEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Passes events about channels, which have no ActionID, to the actions whose outcome they report. */
final class ChannelEvents {
    private static final Set<String> OF_AGI = Set.of("AsyncAGIStart", "AsyncAGIEnd", "AsyncAGI");
    private static final Set<String> OF_CHANNELS = Set.of("Newchannel", "Hangup", "AsyncAGIExec");

    private final Map<String, PendingAction> actions;
    private final BiConsumer<PendingAction, AmiEvent> receiver;
    private final LeftAgi left = new LeftAgi();

    /**
     * @param actions the actions in flight, by ActionID
     * @param receiver passes an event to an action
     */
    ChannelEvents(Map<String, PendingAction> actions, BiConsumer<PendingAction, AmiEvent> receiver) {
        this.actions = actions;
        this.receiver = receiver;
    }

    /**
     * Creates the receiver of the events that report the outcome of an action; null if the action has no such outcome.
     */
    OutcomeEvents await(ActionRequest request) {
        if (!request.awaitsOutcome()) {
            return null;
        }
        return request.action().is("Originate")
                ? new OriginateEvents(request.field("ChannelId"))
                : new AgiEvents(request.field("Channel"), left);
    }

    /** Whether events of this name report that a channel enters or leaves AGI. */
    static boolean isOfAgi(String name) {
        return OF_AGI.contains(name);
    }

    /** Whether events of this name may report the outcome of an action. */
    static boolean mayReportOutcome(String name) {
        return name.equals("OriginateResponse") || OF_AGI.contains(name) || OF_CHANNELS.contains(name);
    }

    /** Whether an action may await this event. */
    boolean concerns(EventView event) {
        return OF_AGI.contains(event.name()) || OF_CHANNELS.contains(event.name()) && !actions.isEmpty();
    }

    /**
     * Passes an event for which {@link #concerns} is true to all actions. Each action recognizes the events that
     * concern it.
     */
    void event(AmiEvent event) {
        left.take(event);
        if (LeftAgi.name(event).equals("AsyncAGIExec")) {
            pass(actions.get(String.valueOf(event.get("CommandID"))), event);
        } else {
            actions.values().forEach(action -> pass(action, event));
        }
    }

    private void pass(PendingAction action, AmiEvent event) {
        if (action != null && action.awaitsOutcome()) {
            receiver.accept(action, event);
        }
    }
}
