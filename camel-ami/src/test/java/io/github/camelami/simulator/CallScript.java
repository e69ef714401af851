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

/**
 * Plays one call from the first Newchannel to the last Hangup. Everything happens on the timer thread, so a step never
 * meets another half done.
 */
final class CallScript {

    private final SimulatedPbx pbx;
    private final Channels channels;
    private final CallEvents events;
    private final SimulatedCall call;
    private String bridge = "";
    private Consumer<CallOutcome> unanswered = failure -> {};
    private volatile boolean over;

    CallScript(SimulatedPbx pbx, String firstId) {
        this.pbx = pbx;
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
        caller.caller(from, "");
        emit(events.about("Newchannel", caller));
        dial(caller, to);
    }

    /** The PBX calls a channel, then puts it into the application or extension that was asked for. */
    void originate(OriginateRequest request, Consumer<SimulatedChannel> answered, Consumer<CallOutcome> failed) {
        CallOutcome outcome = pbx.data().dialplan().dial(request.channel());
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
                one,
                request.timeout(),
                outcome,
                () -> {
                    answered.accept(one);
                    one.context = request.context().isEmpty() ? one.context : request.context();
                    if (pbx.data().dialplan().knows(request.exten())) {
                        one.exten = request.exten();
                        dial(one, request.exten());
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

    private void dial(SimulatedChannel caller, String to) {
        caller.application = "Dial";
        caller.data = "PJSIP/" + to + ",30";
        emit(events.newexten(caller));
        SimulatedChannel called =
                open("PJSIP/" + to + channels.nextSuffix(), channels.nextId(), SimulatedChannel.DOWN, to);
        called.caller(to, "");
        called.connected(caller.callerNum, caller.callerName);
        called.application = "AppDial";
        called.data = "(Outgoing Line)";
        emit(events.about("Newchannel", called));
        emit(events.newCallerid(called));
        CallOutcome outcome =
                pbx.data().dialplan().knows(to) ? pbx.data().dialplan().dial("PJSIP/" + to) : CallOutcome.ANSWER;
        ring(caller, called, Duration.ofSeconds(30), outcome, () -> talk(caller, called), failure -> {});
    }

    private void ring(
            SimulatedChannel caller,
            SimulatedChannel called,
            Duration timeout,
            CallOutcome outcome,
            Runnable answered,
            Consumer<CallOutcome> failed) {
        emit(events.dial("DialBegin", caller, called)
                .with("DialString", Dialplan.resource(called.name.replaceFirst("-[0-9a-f]{8}.*", ""))));
        called.state = SimulatedChannel.RINGING;
        emit(events.about("Newstate", called));
        emit(events.dial("DialState", caller, called).with("DialStatus", "RINGING"));
        unanswered = failed;
        after(outcome == CallOutcome.NO_ANSWER ? timeout : pbx.settings().ringTime(), () -> {
            if (outcome == CallOutcome.ANSWER) {
                up(called);
                emit(events.dial("DialEnd", caller, called).with("DialStatus", outcome.dialStatus()));
                if (caller != null && caller.state != SimulatedChannel.UP) {
                    up(caller);
                }
                unanswered = failure -> {};
                call.dialled().complete(outcome);
                answered.run();
            } else {
                emit(events.dial("DialEnd", caller, called).with("DialStatus", outcome.dialStatus()));
                call.dialled().complete(outcome);
                hangupAll(outcome.cause(), outcome == CallOutcome.BUSY ? "BUSY" : "NO ANSWER");
            }
        });
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
        if (!bridge.isEmpty()) {
            emit(events.about("HangupRequest", first).with("Cause", cause));
            int members = 2;
            for (SimulatedChannel channel :
                    all.stream().filter(each -> !each.bridge.isEmpty()).toList()) {
                channel.bridge = "";
                emit(events.bridge("BridgeLeave", bridge, --members, channel));
            }
            emit(events.bridge("BridgeDestroy", bridge, 0, null));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            emit(events.hangup(all.get(i), cause));
            channels.remove(all.get(i));
        }
        emit(events.cdr(first, all.size() > 1 ? all.get(all.size() - 1) : null, disposition));
        call.channels().clear();
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
