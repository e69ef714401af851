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
package io.github.camelami.examples.switchboard;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import io.github.camelami.call.Parking;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.examples.switchboard.Row.Call;
import io.github.camelami.examples.switchboard.Row.Member;
import io.github.camelami.examples.switchboard.Row.Party;
import io.github.camelami.examples.switchboard.Row.Queue;
import io.github.camelami.examples.switchboard.Row.State;
import io.github.camelami.examples.switchboard.Row.Waiting;
import io.github.camelami.examples.switchboard.View.Pbx;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The people, calls and queues of the PBX, as its messages have told them. Thread-safe. */
public final class Board {
    private static final long CLOCKS_DIFFER = 2_000;
    private static final int CHANNELS = 10_000;

    private final InstantSource clock;
    private final People people;
    private final Map<String, AmiCall> calls = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Map<String, AmiQueue> queues = new HashMap<>();
    private final Set<String> gone = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CHANNELS;
        }
    });
    private Pbx pbx;
    private long behind;
    private View view;

    /** @param limit the maximum number of people; the component itself limits calls and queues */
    Board(InstantSource clock, int limit) {
        this.clock = clock;
        this.people = new People(limit);
        this.pbx = new Pbx(false, clock.millis(), "", "");
    }

    /** Records that the PBX is connected. The component itself compares calls and queues with the PBX. */
    public synchronized void connected() {
        change(new Pbx(true, now(), pbx.version(), pbx.problem()));
    }

    /** Records that the connection is lost. The rows remain unchanged. */
    public synchronized void disconnected() {
        people.missedEvents();
        change(new Pbx(false, now(), pbx.version(), pbx.problem()));
    }

    /** Takes the version of Asterisk from the answer of CoreSettings. */
    public synchronized void settings(Map<String, String> answer) {
        String version = answer.getOrDefault("AsteriskVersion", pbx.version());
        change(new Pbx(pbx.connected(), pbx.since(), version, pbx.problem()));
    }

    /**
     * Applies an event. A party that hangs up is not a change of the call if others go on, so that only the event Hangup
     * reports it.
     */
    public synchronized void event(Map<String, String> event) {
        switch (event.get("Event")) {
            case "ExtensionStatus" -> people.hint(event);
            case "MessageWaiting" -> people.mailbox(event);
            default -> gone.add(event.get("Channel"));
        }
        view = null;
    }

    /** Applies the answer of ExtensionStateList, which is a list, or an error if the PBX refuses it. */
    public synchronized void hints(Object answer) {
        List<Map<String, String>> list = items(answer);
        people.hints(list);
        String problem = answer instanceof Map<?, ?> error ? Objects.toString(error.get("Message"), "") : "";
        change(new Pbx(pbx.connected(), pbx.since(), pbx.version(), problem));
    }

    /** Applies the answer of VoicemailUsersList. A PBX without voicemail answers with an error. */
    public synchronized void mailboxes(Object answer) {
        items(answer).forEach(people::mailbox);
        view = null;
    }

    /** Applies the answer of DBGet. If there is no such entry, the answer is an error. */
    public synchronized void name(Object answer, String number) {
        items(answer).forEach(item -> people.name(number, item.get("Val")));
        view = null;
    }

    public synchronized List<String> nameless() {
        return people.nameless();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> items(Object answer) {
        return answer instanceof List<?> list ? (List<Map<String, String>>) list : List.of();
    }

    /** Applies a change of a call. Each message contains the whole call. */
    public synchronized void call(AmiCall call) {
        call.aliases().forEach(calls::remove);
        switch (call.state()) {
            case HELD -> held.add(call.id());
            case RESUMED, TRANSFERRED, PARKED, ENDED -> held.remove(call.id());
            default -> {}
        }
        if (call.state() == CallState.ENDED) {
            calls.remove(call.id());
        } else {
            calls.put(call.id(), call);
            call.legs().forEach(leg -> people.guess(leg.channel(), leg.number(), leg.name()));
            learnTime(call.startedAt() + call.duration());
        }
        view = null;
    }

    /** Applies a change of a queue. Each message contains the whole queue. */
    public synchronized void queue(AmiQueue queue) {
        if (queue.removed()) {
            queues.remove(queue.name());
        } else {
            queues.put(queue.name(), queue);
            queue.members().forEach(member -> people.guess(member.interfaceName(), null, member.name()));
        }
        view = null;
    }

    private void learnTime(long pbxTime) {
        long difference = clock.millis() - pbxTime;
        if (Math.abs(difference - behind) > CLOCKS_DIFFER) {
            behind = difference;
        }
    }

    private void change(Pbx to) {
        pbx = to;
        view = null;
    }

    /** The current time by the clock of the PBX, which may differ from that of this machine. */
    synchronized long now() {
        return clock.millis() - behind;
    }

    /** The parties of the call of a row. */
    synchronized Parties parties(String id) {
        AmiCall call = calls.get(id);
        if (call == null) {
            throw new IllegalArgumentException("This call has already ended.");
        }
        return Parties.of(call, gone::contains);
    }

    synchronized boolean isPerson(String number) {
        return people.has(number);
    }

    synchronized boolean isPhoneOf(Leg leg, String number) {
        return people.is(leg, number);
    }

    synchronized boolean isColleague(Leg leg) {
        return people.has(people.party(leg.channel(), leg.number(), "").number());
    }

    /** The current content of the page. Returns the same object as before if nothing has changed. */
    synchronized View view() {
        if (view == null) {
            Map<String, Row> rows = new HashMap<>();
            people.addTo(rows);
            calls.values().stream()
                    .filter(call -> !isOver(call))
                    .forEach(call -> rows.put("call:" + call.id(), row(call)));
            queues.forEach((name, queue) -> rows.put("queue:" + name, row(queue)));
            view = new View(pbx, rows);
        }
        return view;
    }

    /** Whether all have hung up. The message about the end of the call follows a moment later, see callGrace. */
    private boolean isOver(AmiCall call) {
        return !call.legs().isEmpty()
                && call.legs().stream().allMatch(leg -> leg.endedAt() != null || gone.contains(leg.channel()));
    }

    private Call row(AmiCall call) {
        Parties parties = Parties.of(call, gone::contains);
        Leg first = parties.first();
        List<Leg> others = parties.others();
        Parking parking = call.parkings().stream()
                .filter(each -> each.endedAt() == null)
                .findFirst()
                .orElse(null);
        QueueVisit visit =
                call.queues().isEmpty() ? null : call.queues().get(call.queues().size() - 1);
        boolean waits = visit != null && visit.outcome() == QueueOutcome.WAITING;
        State state;
        Long since;
        if (parking != null) {
            state = State.PARKED;
            since = parking.parkedAt();
        } else if (parties.connected().size() > 1) {
            state = State.TALKING;
            since = others.stream()
                    .map(Leg::answeredAt)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElse(call.answeredAt());
        } else if (waits) {
            state = State.WAITING;
            since = visit.joinedAt();
        } else if (!parties.ringing().isEmpty()) {
            state = State.RINGING;
            since = parties.ringing().get(0).ringingAt();
        } else {
            state = first == null || first.answeredAt() == null ? State.STARTED : State.WITH_PBX;
            since = first == null ? null : first.answeredAt();
        }
        return new Call(
                state,
                first == null || Objects.equals(first.channel(), call.channel()) ? caller(call) : party(first),
                others.stream().map(this::party).toList(),
                call.calledNumber(),
                visit == null ? null : visit.queue(),
                parking == null ? null : parking.space(),
                held.contains(call.id()),
                since == null ? call.startedAt() : since,
                call.startedAt());
    }

    private Party party(Leg leg) {
        return people.party(leg.channel(), leg.number(), leg.name());
    }

    /** A caller who waits. After a login, the PBX tells only the caller's channel, by which the call is found. */
    private Waiting waiting(QueueCaller caller) {
        AmiCall call = calls.values().stream()
                .filter(each -> each.id().equals(caller.callId())
                        || caller.channel() != null && caller.channel().equals(each.channel()))
                .findFirst()
                .orElse(null);
        return call == null
                ? new Waiting(null, people.party(caller.channel(), caller.number(), caller.name()), caller.since())
                : new Waiting("call:" + call.id(), caller(call), caller.since());
    }

    private Party caller(AmiCall call) {
        return people.party(call.channel(), call.callerNumber(), call.callerName());
    }

    private Queue row(AmiQueue queue) {
        return new Queue(
                queue.name(),
                queue.callers().stream().map(this::waiting).toList(),
                queue.members().stream()
                        .map(member -> new Member(member.name(), member.state(), member.pauseReason()))
                        .toList(),
                queue.figures().serviceLevel(),
                queue.figures().serviceLevelTime(),
                queue.figures().answered(),
                queue.figures().abandoned());
    }
}
