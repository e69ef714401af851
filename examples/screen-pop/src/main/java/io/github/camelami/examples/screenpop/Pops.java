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
package io.github.camelami.examples.screenpop;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Variable;

/** The pop-ups of the calls that are open: one for each call and extension whose phone rings. */
public final class Pops {
    private final InstantSource clock;
    private final Consumer<Pop> screens;
    private final List<Open> open = new ArrayList<>();
    private long number;

    /** @param screens receives each pop-up that is new or has changed */
    Pops(InstantSource clock, Consumer<Pop> screens) {
        this.clock = clock;
        this.screens = screens;
        // a page may still show pop-ups from before a restart: a new one must not have their ids
        this.number = clock.millis();
    }

    /** A call has changed. What the CRM knows of the caller is there if a phone rings, and after a transfer. */
    public synchronized void changed(
            AmiCall call,
            @Variable("crmFailed") String crmFailed,
            @Variable("customer") Map<String, Object> customer,
            @Variable("calls") List<Map<String, Object>> calls,
            @Variable("tickets") List<Map<String, Object>> tickets) {
        Pop.Crm crm = new Pop.Crm(crmFailed != null, customer, calls, tickets);
        if (call.state() == CallState.RINGING && call.ringingNumber() != null) {
            rings(call, crm);
        }
        for (Open each : List.copyOf(open)) {
            if (each.isOf(call)) {
                update(each, call, crm);
            }
        }
    }

    private void rings(AmiCall call, Pop.Crm crm) {
        for (Open each : open) {
            if (each.isOf(call) && each.pop.extension().equals(call.ringingNumber())) {
                each.ringing(call.ringingChannel());
                return;
            }
        }
        Pop pop = Pop.of("pop" + number++, call.ringingNumber(), call, crm, clock.millis());
        Open added = new Open(call.id(), pop);
        added.ringing(call.ringingChannel());
        open.add(added);
        screens.accept(pop);
    }

    private void update(Open each, AmiCall call, Pop.Crm crm) {
        each.callId = call.id();
        if (call.state() == CallState.RINGING_ENDED) {
            each.ringing.remove(call.ringingChannel());
        }
        Pop.State state = each.state(call);
        String other = state == Pop.State.ELSEWHERE ? each.other(call).number() : null;
        Pop pop = each.pop.becomes(state, other, clock.millis());
        if (call.state() == CallState.TRANSFERRED
                && !pop.state().isLast()
                && !Objects.equals(pop.callerNumber(), call.callerNumber())) {
            pop = pop.with(call, crm);
        }
        if (pop.state().isLast()) {
            open.remove(each);
        }
        if (!pop.equals(each.pop)) {
            each.pop = pop;
            screens.accept(pop);
        }
    }

    /** A pop-up, and the channels of its extension; there are several if the user has several devices. */
    private static final class Open {
        private final Set<String> channels = new HashSet<>();
        private final Set<String> ringing = new HashSet<>();
        private String callId;
        private Pop pop;

        Open(String callId, Pop pop) {
            this.callId = callId;
            this.pop = pop;
        }

        /** Whether this belongs to the call, or to one that has been merged into it. */
        boolean isOf(AmiCall call) {
            return callId.equals(call.id()) || call.aliases().contains(callId);
        }

        void ringing(String channel) {
            channels.add(channel);
            ringing.add(channel);
        }

        Pop.State state(AmiCall call) {
            List<Leg> legs = own(call);
            boolean answered = legs.stream().anyMatch(leg -> leg.answeredAt() != null);
            boolean over = call.state() == CallState.ENDED || legs.stream().allMatch(leg -> leg.endedAt() != null);
            if (answered) {
                return over ? Pop.State.ENDED : Pop.State.ANSWERED;
            }
            if (call.state() != CallState.ENDED && !ringing.isEmpty()) {
                return Pop.State.RINGING;
            }
            if (other(call) != null) {
                return Pop.State.ELSEWHERE;
            }
            return call.state() == CallState.ENDED ? Pop.State.MISSED : Pop.State.STOPPED;
        }

        /** Who has answered since this phone began to ring; null if nobody has. */
        Leg other(AmiCall call) {
            long since = own(call).stream().mapToLong(Leg::startedAt).min().orElse(0);
            // the first leg is the caller
            return call.legs().stream()
                    .skip(1)
                    .filter(leg -> !channels.contains(leg.channel()))
                    .filter(leg -> call.answeredBy() != null && leg.answeredAt() != null && leg.answeredAt() >= since)
                    .findFirst()
                    .orElse(null);
        }

        private List<Leg> own(AmiCall call) {
            return call.legs().stream()
                    .filter(leg -> channels.contains(leg.channel()))
                    .toList();
        }
    }
}
