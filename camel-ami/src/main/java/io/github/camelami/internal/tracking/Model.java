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
package io.github.camelami.internal.tracking;

import java.util.List;

/** Applies each {@link ChannelChange} to the calls, with the rules for its kind. */
final class Model {
    private final Calls calls;
    private final Mailboxes mailboxes = new Mailboxes();
    private final ChannelRules channels;
    private final DialRules dials;
    private final BridgeRules bridges;
    private final ServiceRules services;
    private final ListRules lists;

    Model(Calls calls, Progress progress) {
        EarlyAnswers early = new EarlyAnswers();
        this.calls = calls;
        this.channels = new ChannelRules(calls, progress, early);
        this.dials = new DialRules(calls, progress, early);
        this.bridges = new BridgeRules(calls, progress);
        this.services = new ServiceRules(calls, progress, mailboxes);
        this.lists = new ListRules(calls, progress);
    }

    /** Called when events may be missing since this moment. Marks all open calls as partial. */
    void missesEvents(long since) {
        for (Call call : calls.open()) {
            call.missesEvents(Math.max(1, since));
            if (call.isLive() && call.hasFacts()) {
                call.facts().queues().missEvents(Math.max(1, since));
            }
        }
        mailboxes.clear();
    }

    /**
     * Compares the visits to queues with a list of the callers who wait.
     *
     * @return the callers of known calls who are not known to wait
     */
    List<ChannelChange.ListedInQueue> waiting(List<ChannelChange.ListedInQueue> listed, long time) {
        return lists.waiting(listed, time);
    }

    /** Applies a change that happened at this moment. */
    void apply(ChannelChange change, long time) {
        if (change instanceof ChannelChange.OfChannel own) {
            channels.apply(own, time);
        } else if (change instanceof ChannelChange.OfDial dial) {
            dials.apply(dial, time);
        } else if (change instanceof ChannelChange.OfBridge bridge) {
            bridges.apply(bridge, time);
        } else if (change instanceof ChannelChange.OfService service) {
            services.apply(service, time);
        } else if (change instanceof ChannelChange.OfList listed) {
            lists.apply(listed, time);
        }
    }
}
