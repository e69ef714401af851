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
package io.github.camelami.call;

import static java.util.Map.entry;

import io.github.camelami.message.AmiEvent;
import java.util.Map;

/** What each event means for the calls. */
final class CallEvents {
    /** Ringing and Up of {@code ChannelState}. */
    private static final String RINGING = "5";

    static final String UP = "6";

    private static final String RECORDING_FILE = "MIXMONITOR_FILENAME";

    interface Handler {
        void handle(CallTracker calls, AmiEvent event, long time);
    }

    private interface OfChannel {
        void handle(CallTracker calls, CallChannel channel, AmiEvent event, long time);
    }

    private static final Map<String, Handler> HANDLERS = Map.ofEntries(
            of("Newchannel", CallEvents::newChannel),
            of("Newstate", CallEvents::newState),
            of("NewCallerid", (calls, channel, event, time) -> channel.readParty(event, Prefix.NONE)),
            of("Rename", CallEvents::rename),
            of("HangupRequest", CallEvents::hangupRequest),
            of("Hangup", CallEvents::hangup),
            entry("DialBegin", CallEvents::dialBegin),
            entry("DialState", CallEvents::dialState),
            entry("DialEnd", CallEvents::dialEnd),
            of("BridgeEnter", CallEvents::bridgeEnter),
            of("BridgeLeave", (calls, channel, event, time) -> calls.bridges.leave(channel, channel.bridge, time)),
            entry("BridgeMerge", CallEvents::bridgeMerge),
            entry("LocalBridge", CallEvents::localBridge),
            of("Hold", (calls, channel, event, time) -> hold(calls, channel, true, time)),
            of("Unhold", (calls, channel, event, time) -> hold(calls, channel, false, time)),
            of("Pickup", CallEvents::pickup),
            entry("BlindTransfer", CallEvents::blindTransfer),
            entry("AttendedTransfer", CallEvents::attendedTransfer),
            entry("ParkedCall", CallEvents::parked),
            entry("UnParkedCall", CallEvents::unparked),
            entry("ParkedCallTimeOut", CallEvents::unparked),
            entry("ParkedCallGiveUp", CallEvents::unparked),
            entry("ParkedCallSwap", CallEvents::unparked),
            of("MixMonitorStart", (calls, channel, event, time) -> {
                channel.call.facts.recordingStarted(channel, time);
                variables(calls, channel, event);
            }),
            of("MixMonitorStop", (calls, channel, event, time) -> {
                variables(calls, channel, event);
                channel.call.facts.recordingsEnd(channel.uniqueid, time);
            }),
            of("QueueCallerJoin", CallEvents::queueJoin),
            of(
                    "QueueCallerAbandon",
                    (calls, channel, event, time) -> channel.call.facts.leftQueue(queue(event), true, time)),
            of(
                    "QueueCallerLeave",
                    (calls, channel, event, time) -> channel.call.facts.leftQueue(queue(event), false, time)),
            of("AgentConnect", CallEvents::agentConnect),
            of("AgentRingNoAnswer", (calls, channel, event, time) -> {
                calls.channel(event, Prefix.DEST, time);
                channel.call.facts.rangInVain(queue(event));
            }),
            of(
                    "AgentComplete",
                    (calls, channel, event, time) -> channel.call.facts.completed(
                            queue(event), number(event.get("TalkTime"), 0) * 1000, event.get("Reason"))));

    private CallEvents() {}

    static boolean isKnown(String eventName) {
        return HANDLERS.containsKey(eventName);
    }

    static Handler handler(String eventName) {
        return HANDLERS.get(eventName);
    }

    private static Map.Entry<String, Handler> of(String name, OfChannel handler) {
        return entry(name, (calls, event, time) -> {
            CallChannel channel = calls.channel(event, Prefix.NONE, time);
            if (channel != null) {
                handler.handle(calls, channel, event, time);
            }
        });
    }

    private static void newChannel(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        channel.startSeen = true;
        channel.hadStartedBy(time);
        // DialBegin may have come before, with the extension that the dialplan had gone on to
        wantedExten(channel, event.get(Prefix.NONE.exten));
        newState(calls, channel, event, time);
    }

    /** The extension that the originator wants, where nothing better is known; a phone that the PBX calls has "s". */
    static void exten(CallChannel channel, String exten) {
        if (channel.call.exten == null) {
            wantedExten(channel, exten);
        }
    }

    private static void wantedExten(CallChannel channel, String exten) {
        if (channel.call.originator == channel && exten != null && !exten.isEmpty() && !exten.equals("s")) {
            channel.call.exten = exten;
        }
    }

    private static void newState(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        channel.readParty(event, Prefix.NONE);
        variables(calls, channel, event);
        String state = event.get(Prefix.NONE.state);
        if (RINGING.equals(state)) {
            rings(calls, channel, time);
        } else if (UP.equals(state)) {
            up(calls, channel, time);
        }
    }

    private static void rings(CallTracker calls, CallChannel channel, long time) {
        if (channel.ringingAt == 0 && channel.upAt == 0 && !channel.ended) {
            channel.ringingAt = time;
            if (!channel.isSecondHalf() && !channel.ignored) {
                calls.announce(channel.call, CallState.RINGING, time);
            }
        }
    }

    private static void up(CallTracker calls, CallChannel channel, long time) {
        if (channel.answerMissed) {
            channel.answerMissed = false;
            channel.upAt = time;
        } else if (channel.upAt == 0) {
            channel.upAt = time;
            OpenCall call = channel.call;
            // a caller whose line goes up while phones are dialled is about to talk to one of them
            if (channel == call.originator && call.talkedAt == 0 && call.lastDialAt == 0) {
                calls.announce(call, CallState.ANSWERED_BY_PBX, time);
            }
        }
    }

    private static void rename(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        String name = event.get("Newname");
        if (name != null) {
            channel.rename(name);
            calls.bridges.recount(channel.bridge, time);
        }
    }

    /** The other end of the line hung up; what the PBX ends itself comes as SoftHangupRequest. */
    private static void hangupRequest(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        OpenCall call = channel.call;
        if (call.hungUpBy == null && !channel.local) {
            if (channel == call.originator && (!call.originated || channel.upAt > 0)) {
                call.hungUpBy = HungUpBy.CALLER;
            } else if (channel.bridge != null && channel.bridge.talking) {
                call.hungUpBy = HungUpBy.CALLED;
            }
        }
    }

    private static void hangup(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        if (channel.cause < 0) {
            channel.cause = (int) number(event.get("Cause"), -1);
            channel.causeText = event.get("Cause-txt");
        }
        variables(calls, channel, event);
        calls.hangUp(channel, time, event.receivedAt());
        channel.missed = false;
    }

    private static void dialBegin(CallTracker calls, AmiEvent event, long time) {
        CallChannel caller = calls.channel(event, Prefix.NONE, time);
        CallChannel dest = calls.channel(event, Prefix.DEST, time);
        if (caller != null) {
            exten(caller, event.get(Prefix.NONE.exten));
        }
        if (dest != null) {
            dest.call.dialBegins(dest, time);
            if (caller == null && event.get(Prefix.NONE.uniqueid) == null && dest == dest.call.originator) {
                dest.call.originated = true;
            }
        }
    }

    private static void dialState(CallTracker calls, AmiEvent event, long time) {
        calls.channel(event, Prefix.NONE, time);
        CallChannel dest = calls.channel(event, Prefix.DEST, time);
        if (dest != null && "RINGING".equals(event.get("DialStatus"))) {
            rings(calls, dest, time);
        }
    }

    private static void dialEnd(CallTracker calls, AmiEvent event, long time) {
        calls.channel(event, Prefix.NONE, time);
        CallChannel dest = calls.channel(event, Prefix.DEST, time);
        if (dest != null) {
            String status = event.get("DialStatus");
            dest.call.dialEnds(dest, status, CallChannel.text(event.get("Forward")), time);
            if ("ANSWER".equals(status)) {
                dest.readParty(event, Prefix.DEST);
                up(calls, dest, time);
            }
        }
    }

    private static void bridgeEnter(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        if (channel.upAt == 0) {
            channel.upAt = time;
            channel.answerMissed = !channel.startSeen;
        }
        String bridge = CallChannel.text(event.get("BridgeUniqueid"));
        if (bridge != null) {
            calls.bridges.enter(channel, bridge, isHolding(event, ""), time);
        }
    }

    private static void bridgeMerge(CallTracker calls, AmiEvent event, long time) {
        String into = CallChannel.text(event.get("ToBridgeUniqueid"));
        if (into != null) {
            calls.bridges.merge(into, event.get("FromBridgeUniqueid"), isHolding(event, "To"), time);
        }
    }

    private static boolean isHolding(AmiEvent event, String prefix) {
        return "holding_bridge".equals(event.get(prefix + "BridgeTechnology"))
                || "parking".equals(event.get(prefix + "BridgeType"));
    }

    private static void localBridge(CallTracker calls, AmiEvent event, long time) {
        CallChannel one = calls.channel(event, Prefix.LOCAL_ONE, time);
        CallChannel two = calls.channel(event, Prefix.LOCAL_TWO, time);
        if (one != null && two != null) {
            one.otherHalf = two;
            two.otherHalf = one;
        }
    }

    private static void hold(CallTracker calls, CallChannel channel, boolean onHold, long time) {
        if (channel.onHold != onHold) {
            channel.onHold = onHold;
            channel.call.recountHold(time);
            calls.announce(channel.call, onHold ? CallState.HELD : CallState.RESUMED, time);
        }
    }

    private static void pickup(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        CallChannel target = calls.channel(event, Prefix.TARGET, time);
        OpenCall call = target == null ? channel.call : target.call;
        call.facts.pickedUpBy = channel.name;
    }

    private static void blindTransfer(CallTracker calls, AmiEvent event, long time) {
        CallChannel by = calls.channel(event, Prefix.TRANSFERER, time);
        CallChannel who = calls.channel(event, Prefix.TRANSFEREE, time);
        CallChannel of = by == null ? who : by;
        if (of != null) {
            transferred(
                    calls,
                    of,
                    Transfer.builder()
                            .kind(TransferKind.BLIND)
                            .by(event.get(Prefix.TRANSFERER.channel))
                            .who(event.get(Prefix.TRANSFEREE.channel))
                            .to(event.get("Extension"))
                            .target(event.get("DestType"))
                            .result(event.get("Result"))
                            .at(time)
                            .build(),
                    time);
        }
    }

    private static void attendedTransfer(CallTracker calls, AmiEvent event, long time) {
        CallChannel by = calls.channel(event, Prefix.ORIG_TRANSFERER, time);
        calls.channel(event, Prefix.SECOND_TRANSFERER, time);
        calls.channel(event, Prefix.TRANSFEREE, time);
        calls.channel(event, Prefix.TRANSFER_TARGET, time);
        if (by != null) {
            String to = event.get(Prefix.TRANSFER_TARGET.channel);
            to = to == null ? event.get("DestApp") : to;
            transferred(
                    calls,
                    by,
                    Transfer.builder()
                            .kind(TransferKind.ATTENDED)
                            .by(event.get(Prefix.ORIG_TRANSFERER.channel))
                            .who(event.get(Prefix.TRANSFEREE.channel))
                            .to(to == null ? event.get(Prefix.SECOND_TRANSFERER.channel) : to)
                            .target(event.get("DestType"))
                            .result(event.get("Result"))
                            .at(time)
                            .build(),
                    time);
        }
    }

    private static void transferred(CallTracker calls, CallChannel of, Transfer transfer, long time) {
        of.call.facts.transferred(transfer);
        calls.announce(of.call, CallState.TRANSFERRED, time);
    }

    private static void parked(CallTracker calls, AmiEvent event, long time) {
        CallChannel parkee = calls.channel(event, Prefix.PARKEE, time);
        if (parkee != null) {
            String by = CallChannel.text(event.get("ParkerDialString"));
            parkee.call.facts.parked(event.get("ParkingLot"), event.get("ParkingSpace"), by, time);
            calls.announce(parkee.call, CallState.PARKED, time);
        }
    }

    private static void unparked(CallTracker calls, AmiEvent event, long time) {
        CallChannel parkee = calls.channel(event, Prefix.PARKEE, time);
        calls.channel(event, Prefix.RETRIEVER, time);
        if (parkee != null) {
            parkee.call.facts.unparked(event.name(), time);
            calls.announce(parkee.call, CallState.UNPARKED, time);
        }
    }

    private static void queueJoin(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        channel.call.facts.joinedQueue(queue(event), (int) number(event.get("Position"), 0), time);
        calls.announce(channel.call, CallState.QUEUED, time);
    }

    private static void agentConnect(CallTracker calls, CallChannel channel, AmiEvent event, long time) {
        calls.channel(event, Prefix.DEST, time);
        channel.call.facts.connected(
                queue(event), event.get("Interface"), event.get("MemberName"), number(event.get("HoldTime"), 0), time);
    }

    static String queue(AmiEvent event) {
        String queue = event.get("Queue");
        return queue == null ? "" : queue;
    }

    private static void variables(CallTracker calls, CallChannel channel, AmiEvent event) {
        boolean recording = channel.call.facts.hasRecording();
        if (calls.settings().variables().isEmpty() && !recording) {
            return;
        }
        for (String line : event.values("ChanVariable")) {
            int equals = line.indexOf('=');
            String value = equals < 0 ? "" : line.substring(equals + 1);
            if (!value.isEmpty()) {
                String name = line.substring(0, equals);
                if (recording && name.equals(RECORDING_FILE)) {
                    channel.call.facts.recordedTo(channel.uniqueid, value);
                }
                if (calls.settings().variables().contains(name)) {
                    channel.call.facts.variable(name, value, channel == channel.call.originator);
                }
            }
        }
    }

    static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
