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
package io.github.camelami.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The phones that have a hint. Answers ExtensionStateList, and sends an ExtensionStatus event when the state of a phone
 * has changed.
 */
final class Phones {

    private static final int IDLE = 0;
    private static final int IN_USE = 1;
    private static final int RINGING = 8;
    private static final Map<Integer, String> STATUS =
            Map.of(IDLE, "Idle", IN_USE, "InUse", RINGING, "Ringing", IN_USE + RINGING, "InUse&Ringing");

    private final SimulatedPbx pbx;
    private final QueueActions queues;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentSkipListMap<>();

    Phones(SimulatedPbx pbx, QueueActions queues) {
        this.pbx = pbx;
        this.queues = queues;
    }

    void addTo(Actions actions) {
        actions.add("ExtensionStateList", this::list);
    }

    void callerName(String number, String name) {
        names.put(number, name);
    }

    void hint(String number) {
        told.put(number, IDLE);
    }

    /** The caller name of calls from this number; empty if there is none. */
    String callerName(String number) {
        return names.getOrDefault(number, "");
    }

    boolean isFree(String location) {
        return state(location) == IDLE;
    }

    /** Sends the events for phones whose state has changed. Called on the timer thread after a channel has changed. */
    void update() {
        told.forEach((number, before) -> {
            int now = state("PJSIP/" + number);
            if (now != before) {
                told.put(number, now);
                pbx.emit(status(SimulatedEvent.named("ExtensionStatus", "call"), number, now));
                queues.deviceChanged("PJSIP/" + number, now == IDLE ? 1 : now == IN_USE ? 2 : now == RINGING ? 6 : 7);
            }
        });
    }

    private Reply list(ReceivedAction action) {
        List<SimulatedEvent> items = new ArrayList<>();
        for (String number : told.keySet()) {
            SimulatedEvent item = SimulatedEvent.named("ExtensionStatus").withIdOf(action);
            items.add(status(item, number, state("PJSIP/" + number)));
        }
        return Reply.success("Extension Statuses will follow").list("ExtensionStateListComplete", items);
    }

    private int state(String device) {
        int state = IDLE;
        for (SimulatedChannel channel : pbx.channels().all()) {
            if (channel.name.startsWith(device + "-") && channel.state != SimulatedChannel.DOWN) {
                state |= channel.state == SimulatedChannel.RINGING ? RINGING : IN_USE;
            }
        }
        return state;
    }

    private static SimulatedEvent status(SimulatedEvent event, String number, int state) {
        return event.with("Exten", number)
                .with("Context", "default")
                .with("Hint", "PJSIP/" + number)
                .with("Status", state)
                .with("StatusText", STATUS.get(state));
    }
}
