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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Plays one call from the first Newchannel to the last Hangup. All steps of all calls run on the timer thread of the
 * PBX, one after the other.
 */
final class CallScript {

    private static final int ANSWERED_ELSEWHERE = 26;
    private static final Runnable NOBODY_WAITS = () -> {};

    private final SimulatedPbx pbx;
    private final Dialplan dialplan;
    private final QueueActions queues;
    private final Channels channels;
    private final CallEvents events;
    private final SimulatedCall call;
    private String bridge = "";
    private Consumer<CallOutcome> unanswered = failure -> {};
    private Runnable givenUp = NOBODY_WAITS;
    private Runnable completed = () -> {};
    private int leg;
    private volatile boolean over;

    CallScript(SimulatedPbx pbx, String firstId) {
        this.pbx = pbx;
        this.dialplan = pbx.data().dialplan();
        this.queues = pbx.data().queues();
        this.channels = pbx.channels();
        this.events = new CallEvents(pbx.settings().channelVars());
        this.call = new SimulatedCall(firstId);
        call.play(this);
    }

    SimulatedCall call() {
        return call;
    }

    /** Lets the phone {@code from} call the extension {@code to}. */
    void placeCall(String from, String to) {
        SimulatedChannel caller =
                open("PJSIP/" + from + channels.nextSuffix(), call.linkedid(), SimulatedChannel.RING, to);
        caller.caller(from, pbx.data().phones().callerName(from));
        announce(caller);
        connect(caller, to);
    }

    /**
     * Calls the channel that an Originate names. When it answers, connects it to the application or extension of the
     * Originate.
     */
    void originate(OriginateRequest request, Consumer<SimulatedChannel> answered, Consumer<CallOutcome> failed) {
        CallOutcome outcome = dialplan.dial(request.channel());
        if (outcome == CallOutcome.FAILED) {
            over = true;
            failed.accept(outcome);
            call.dialled().complete(outcome);
            call.ended().complete(call);
            return;
        }
        SimulatedChannel one = openOriginated(request);
        ring(
                null,
                List.of(one),
                request.timeout(),
                outcome,
                () -> {
                    answered.accept(one);
                    set(one, dialplan.variables(request.extension()));
                    one.context = request.context().isEmpty() ? one.context : request.context();
                    if (pbx.data().knows(request.exten())) {
                        connect(one, request.exten());
                    } else {
                        stay(one, request.application().isEmpty() ? "Wait" : request.application(), request.data());
                    }
                },
                failed);
    }

    void hangup(int cause) {
        pbx.timers().now(() -> hangupAll(cause, call.dialled().isDone() ? "ANSWERED" : "NO ANSWER"));
    }

    /** Moves the channel to this extension, and hangs up the other channels of the call. */
    void redirect(SimulatedChannel channel, String context, String exten) {
        pbx.timers().now(() -> {
            if (!detach(channel)) {
                return;
            }
            channel.context = context;
            channel.exten = exten;
            if (pbx.data().knows(exten)) {
                connect(channel, exten);
            } else {
                stay(channel, "Wait", "");
            }
        });
    }

    /** Parks the channel in the first free space from 701 on, and hangs up the other channels of the call. */
    void park(SimulatedChannel channel) {
        pbx.timers().now(() -> {
            if (detach(channel)) {
                channel.parkingSpace = channels.freeParkingSpace();
                emit(events.parking("ParkedCall", channel));
                after(pbx.settings().talkTime(), () -> hangupAll(16, "ANSWERED"));
            }
        });
    }

    /** Ends what the channel does now, and hangs up the other channels of the call. False if the call has ended. */
    private boolean detach(SimulatedChannel channel) {
        if (over || !call.channels().contains(channel)) {
            return false;
        }
        leg++;
        givenUp();
        queues.leave(channel, false);
        unpark(channel);
        endBridge();
        call.channels().stream().filter(other -> other != channel).forEach(other -> remove(other, 16));
        return true;
    }

    private void unpark(SimulatedChannel channel) {
        if (!channel.parkingSpace.isEmpty()) {
            emit(events.parking("ParkedCallGiveUp", channel));
            channel.parkingSpace = "";
        }
    }

    /** Ends the call without events, as a restart of the PBX does. */
    void abandon() {
        over = true;
        call.ended().complete(call);
    }

    private SimulatedChannel openOriginated(OriginateRequest request) {
        boolean local = request.technology().equalsIgnoreCase("Local");
        String name = request.channel().replaceFirst("/n$", "") + channels.nextSuffix();
        SimulatedChannel one =
                open(local ? name + ";1" : name, call.linkedid(), SimulatedChannel.DOWN, request.extension());
        one.account = request.account();
        announce(one);
        set(one, request.variables());
        one.caller(request.callerNum(), request.callerName());
        one.connected(request.callerNum(), request.callerName());
        if (local) {
            String otherId = request.otherChannelId().isEmpty() ? channels.nextId() : request.otherChannelId();
            SimulatedChannel two = open(name + ";2", otherId, SimulatedChannel.RING, request.extension());
            two.caller(request.callerNum(), request.callerName());
            two.variables.putAll(one.variables);
            announce(two);
            emit(events.localBridge(one, two));
        }
        return one;
    }

    private void set(SimulatedChannel channel, Map<String, String> variables) {
        variables.forEach((name, value) -> {
            channel.variables.put(name, value);
            emit(events.varSet(channel, name, value));
        });
    }

    private void connect(SimulatedChannel caller, String to) {
        caller.exten = to;
        SimulatedQueue queue = queues.dialledAs(to);
        if (queue == null) {
            List<String> phones = dialplan.phones(to);
            enter(caller, "Dial", phones.stream().map("PJSIP/"::concat).collect(Collectors.joining("&")) + ",30");
            dial(caller, phones, called -> talk(caller, called));
            return;
        }
        enter(caller, "Queue", queue.name());
        if (caller.state != SimulatedChannel.UP) {
            up(caller);
        }
        queues.join(caller, queue);
        serve(caller, queue);
        after(pbx.settings().dialTimeout(), () -> {
            if (caller.queue != null) {
                hangupAll(16, "ANSWERED");
            }
        });
    }

    private void serve(SimulatedChannel caller, SimulatedQueue queue) {
        queues.freeMember(queue)
                .ifPresentOrElse(
                        member -> dial(caller, List.of(Dialplan.extension(member)), called -> {
                            long waited = QueueActions.waited(caller);
                            queues.leave(caller, false);
                            completed = queues.connect(caller, called, queue, queue.find(member), waited);
                            talk(caller, called);
                        }),
                        () -> after(pbx.settings().ringTime(), () -> serve(caller, queue)));
    }

    private void stay(SimulatedChannel channel, String application, String data) {
        enter(channel, application, data);
        after(pbx.settings().talkTime(), () -> hangupAll(16, "ANSWERED"));
    }

    private void enter(SimulatedChannel channel, String application, String data) {
        channel.application = application;
        channel.data = data;
        emit(events.newexten(channel));
    }

    private void dial(SimulatedChannel caller, List<String> phones, Consumer<SimulatedChannel> answered) {
        List<SimulatedChannel> called =
                phones.stream().map(phone -> openCalled(caller, phone)).toList();
        ring(
                caller,
                called,
                pbx.settings().dialTimeout(),
                dialplan.outcome(phones.get(0)),
                () -> answered.accept(called.get(0)),
                failure -> {});
    }

    private SimulatedChannel openCalled(SimulatedChannel caller, String to) {
        SimulatedChannel called =
                open("PJSIP/" + to + channels.nextSuffix(), channels.nextId(), SimulatedChannel.DOWN, to);
        called.caller(to, pbx.data().phones().callerName(to));
        called.connected(caller.callerNum, caller.callerName);
        called.application = "AppDial";
        called.data = "(Outgoing Line)";
        announce(called);
        emit(events.newCallerid(called));
        return called;
    }

    /** Lets all these channels ring. If the outcome is an answer, the first channel of the list answers. */
    private void ring(
            SimulatedChannel caller,
            List<SimulatedChannel> called,
            Duration timeout,
            CallOutcome outcome,
            Runnable answered,
            Consumer<CallOutcome> failed) {
        for (SimulatedChannel phone : called) {
            emit(events.dial("DialBegin", caller, phone)
                    .with("DialString", Dialplan.resource(phone.name.replaceFirst("-[0-9a-f]{8}.*", ""))));
            enter(phone, SimulatedChannel.RINGING);
            emit(events.dial("DialState", caller, phone).with("DialStatus", "RINGING"));
        }
        unanswered = failed;
        if (caller != null) {
            givenUp = () -> called.forEach(phone -> endDial(caller, phone, "CANCEL"));
        }
        after(outcome == CallOutcome.NO_ANSWER ? timeout : pbx.settings().ringTime(), () -> {
            givenUp = NOBODY_WAITS;
            if (outcome == CallOutcome.ANSWER) {
                up(called.get(0));
                endDial(caller, called.get(0), outcome.dialStatus());
                called.stream().skip(1).forEach(loser -> {
                    endDial(caller, loser, "CANCEL");
                    remove(loser, ANSWERED_ELSEWHERE);
                });
                if (caller != null) {
                    connect(caller, called.get(0));
                }
                unanswered = failure -> {};
                call.dialled().complete(outcome);
                answered.run();
            } else {
                called.forEach(phone -> endDial(caller, phone, outcome.dialStatus()));
                call.dialled().complete(outcome);
                hangupAll(outcome.cause(), outcome == CallOutcome.BUSY ? "BUSY" : "NO ANSWER");
            }
        });
    }

    private void connect(SimulatedChannel caller, SimulatedChannel called) {
        caller.connected(called.callerNum, called.callerName);
        if (caller.state != SimulatedChannel.UP) {
            up(caller);
        } else {
            emit(events.about("NewConnectedLine", caller));
        }
    }

    private void endDial(SimulatedChannel caller, SimulatedChannel called, String status) {
        emit(events.dial("DialEnd", caller, called).with("DialStatus", status));
    }

    private void givenUp() {
        givenUp.run();
        givenUp = NOBODY_WAITS;
    }

    private void talk(SimulatedChannel caller, SimulatedChannel called) {
        bridge = UUID.randomUUID().toString();
        emit(events.bridge("BridgeCreate", bridge, 0, null));
        int members = 0;
        for (SimulatedChannel channel : List.of(called, caller)) {
            channel.bridge = bridge;
            emit(events.bridge("BridgeEnter", bridge, ++members, channel));
        }
        after(pbx.settings().talkTime(), () -> hangupAll(16, "ANSWERED"));
    }

    private void hangupAll(int cause, String disposition) {
        if (over) {
            return;
        }
        over = true;
        List<SimulatedChannel> all = List.copyOf(call.channels());
        SimulatedChannel first = all.get(0);
        if (!bridge.isEmpty() || givenUp != NOBODY_WAITS || first.queue != null) {
            emit(events.about("HangupRequest", first).with("Cause", cause));
        }
        givenUp();
        all.forEach(channel -> queues.leave(channel, true));
        all.forEach(this::unpark);
        endBridge();
        completed.run();
        for (int i = all.size() - 1; i >= 0; i--) {
            remove(all.get(i), cause);
        }
        emit(events.cdr(first, all.size() > 1 ? all.get(all.size() - 1) : null, disposition));
        channels.callProcessed();
        call.dialled().complete(CallOutcome.FAILED);
        unanswered.accept(call.dialled().join());
        call.ended().complete(call);
    }

    private void endBridge() {
        if (bridge.isEmpty()) {
            return;
        }
        int members = 2;
        for (SimulatedChannel channel : call.channels()) {
            if (!channel.bridge.isEmpty()) {
                channel.bridge = "";
                emit(events.bridge("BridgeLeave", bridge, --members, channel));
            }
        }
        emit(events.bridge("BridgeDestroy", bridge, 0, null));
        bridge = "";
    }

    private void remove(SimulatedChannel channel, int cause) {
        emit(events.hangup(channel, cause));
        call.channels().remove(channel);
        channels.remove(channel);
        pbx.data().phones().update();
    }

    private SimulatedChannel open(String name, String uniqueid, int state, String exten) {
        SimulatedChannel channel = new SimulatedChannel(name, uniqueid, call.linkedid(), state);
        channel.exten = exten;
        channel.call = call;
        call.channels().add(channel);
        channels.add(channel);
        return channel;
    }

    private void announce(SimulatedChannel channel) {
        emit(events.about("Newchannel", channel));
        pbx.data().phones().update();
    }

    private void up(SimulatedChannel channel) {
        channel.answeredAt = Instant.now();
        enter(channel, SimulatedChannel.UP);
    }

    private void enter(SimulatedChannel channel, int state) {
        channel.state = state;
        emit(events.about("Newstate", channel));
        pbx.data().phones().update();
    }

    private void after(Duration delay, Runnable step) {
        int now = leg;
        pbx.timers().after(delay, () -> {
            if (!over && now == leg) {
                step.run();
            }
        });
    }

    private void emit(SimulatedEvent event) {
        pbx.emit(event);
    }
}
