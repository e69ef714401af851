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
 * Plays one call from the first Newchannel to the last Hangup. Everything happens on the timer thread, so a step never
 * meets another half done.
 */
final class CallScript {

    private static final int ANSWERED_ELSEWHERE = 26;
    private static final Runnable NOBODY_WAITS = () -> {};

    private final SimulatedPbx pbx;
    private final Dialplan dialplan;
    private final Channels channels;
    private final CallEvents events;
    private final SimulatedCall call;
    private String bridge = "";
    private Consumer<CallOutcome> unanswered = failure -> {};
    private Runnable givenUp = NOBODY_WAITS;
    private volatile boolean over;

    CallScript(SimulatedPbx pbx, String firstId) {
        this.pbx = pbx;
        this.dialplan = pbx.data().dialplan();
        this.channels = pbx.channels();
        this.events = new CallEvents(pbx.settings().channelVars());
        this.call = new SimulatedCall(firstId);
        call.play(this);
    }

    SimulatedCall call() {
        return call;
    }

    /** A phone calls an extension. */
    void placeCall(String from, String to) {
        SimulatedChannel caller =
                open("PJSIP/" + from + channels.nextSuffix(), call.linkedid(), SimulatedChannel.RING, to);
        caller.caller(from, dialplan.callerName(from));
        emit(events.about("Newchannel", caller));
        enter(caller, to);
    }

    /** The PBX calls a channel, then puts it into the application or extension that was asked for. */
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
                    one.context = request.context().isEmpty() ? one.context : request.context();
                    if (dialplan.knows(request.exten())) {
                        one.exten = request.exten();
                        enter(one, request.exten());
                    } else {
                        one.application = request.application().isEmpty() ? "Wait" : request.application();
                        one.data = request.data();
                        emit(events.newexten(one));
                        after(pbx.settings().talkTime(), () -> hangupAll(16, "ANSWERED"));
                    }
                },
                failed);
    }

    void hangup(int cause) {
        pbx.timers().now(() -> hangupAll(cause, call.dialled().isDone() ? "ANSWERED" : "NO ANSWER"));
    }

    /** Ends without a word, as calls do when the PBX restarts. */
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
        emit(events.about("Newchannel", one));
        for (Map.Entry<String, String> variable : request.variables().entrySet()) {
            one.variables.put(variable.getKey(), variable.getValue());
            emit(events.varSet(one, variable.getKey(), variable.getValue()));
        }
        one.caller(request.callerNum(), request.callerName());
        one.connected(request.callerNum(), request.callerName());
        if (local) {
            String otherId = request.otherChannelId().isEmpty() ? channels.nextId() : request.otherChannelId();
            SimulatedChannel two = open(name + ";2", otherId, SimulatedChannel.RING, request.extension());
            two.caller(request.callerNum(), request.callerName());
            two.variables.putAll(one.variables);
            emit(events.about("Newchannel", two));
            emit(events.localBridge(one, two));
        }
        return one;
    }

    private void enter(SimulatedChannel caller, String extension) {
        String queue = dialplan.queue(extension);
        if (queue == null) {
            dial(caller, dialplan.phones(extension));
        } else {
            await(caller, queue);
        }
    }

    /** Waits in a queue until it is hung up, or time is up. */
    private void await(SimulatedChannel caller, String queue) {
        caller.application = "Queue";
        caller.data = queue;
        emit(events.newexten(caller));
        up(caller);
        emit(events.queued("QueueCallerJoin", caller, queue).with("Count", 1));
        givenUp = () -> {
            emit(events.queued("QueueCallerAbandon", caller, queue));
            emit(events.queued("QueueCallerLeave", caller, queue).with("Count", 0));
        };
        after(pbx.settings().dialTimeout(), () -> hangupAll(16, "ANSWERED"));
    }

    private void dial(SimulatedChannel caller, List<String> phones) {
        caller.application = "Dial";
        caller.data = phones.stream().map("PJSIP/"::concat).collect(Collectors.joining("&")) + ",30";
        emit(events.newexten(caller));
        List<SimulatedChannel> called =
                phones.stream().map(phone -> openCalled(caller, phone)).toList();
        ring(
                caller,
                called,
                pbx.settings().dialTimeout(),
                dialplan.outcome(phones.get(0)),
                () -> talk(caller, called.get(0)),
                failure -> {});
    }

    private SimulatedChannel openCalled(SimulatedChannel caller, String to) {
        SimulatedChannel called =
                open("PJSIP/" + to + channels.nextSuffix(), channels.nextId(), SimulatedChannel.DOWN, to);
        called.caller(to, "");
        called.connected(caller.callerNum, caller.callerName);
        called.application = "AppDial";
        called.data = "(Outgoing Line)";
        emit(events.about("Newchannel", called));
        emit(events.newCallerid(called));
        return called;
    }

    /** Lets channels ring; where one answers, it is the first. */
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
            phone.state = SimulatedChannel.RINGING;
            emit(events.about("Newstate", phone));
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
                    hangup(loser, ANSWERED_ELSEWHERE);
                });
                if (caller != null && caller.state != SimulatedChannel.UP) {
                    up(caller);
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

    private void endDial(SimulatedChannel caller, SimulatedChannel called, String status) {
        emit(events.dial("DialEnd", caller, called).with("DialStatus", status));
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
        if (!bridge.isEmpty() || givenUp != NOBODY_WAITS) {
            emit(events.about("HangupRequest", first).with("Cause", cause));
        }
        givenUp.run();
        if (!bridge.isEmpty()) {
            int members = 2;
            for (SimulatedChannel channel :
                    all.stream().filter(each -> !each.bridge.isEmpty()).toList()) {
                channel.bridge = "";
                emit(events.bridge("BridgeLeave", bridge, --members, channel));
            }
            emit(events.bridge("BridgeDestroy", bridge, 0, null));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            hangup(all.get(i), cause);
        }
        emit(events.cdr(first, all.size() > 1 ? all.get(all.size() - 1) : null, disposition));
        channels.callProcessed();
        call.dialled().complete(CallOutcome.FAILED);
        unanswered.accept(call.dialled().join());
        call.ended().complete(call);
    }

    private SimulatedChannel open(String name, String uniqueid, int state, String exten) {
        SimulatedChannel channel = new SimulatedChannel(name, uniqueid, call.linkedid(), state);
        channel.exten = exten;
        channel.call = call;
        call.channels().add(channel);
        channels.add(channel);
        return channel;
    }

    private void hangup(SimulatedChannel channel, int cause) {
        emit(events.hangup(channel, cause));
        channels.remove(channel);
        call.channels().remove(channel);
    }

    private void up(SimulatedChannel channel) {
        channel.state = SimulatedChannel.UP;
        channel.answeredAt = Instant.now();
        emit(events.about("Newstate", channel));
    }

    private void after(Duration delay, Runnable step) {
        pbx.timers().after(delay, () -> {
            if (!over) {
                step.run();
            }
        });
    }

    private void emit(SimulatedEvent event) {
        pbx.emit(event);
    }
}
