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

import static io.github.camelami.internal.tracking.Mention.field;
import static java.util.Map.entry;

import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.TransferKind;
import io.github.camelami.internal.tracking.ChannelChange.Request;
import io.github.camelami.internal.tracking.ChannelChange.State;
import io.github.camelami.message.AmiEvent;
import java.util.Map;
import java.util.function.Function;

/** Translates events to {@link ChannelChange}s. {@link ListTranslator} does the same for list items. */
final class Translator {
    /** The states by the value of the field ChannelState. */
    private static final Map<String, State> STATES =
            Map.of("4", State.CALLING, "5", State.RINGING, "6", State.UP, "7", State.BUSY);

    private interface OfChannel {
        ChannelChange change(AmiEvent event, Mention channel);
    }

    private static final Map<String, Function<AmiEvent, ChannelChange>> CHANGES = Map.ofEntries(
            of("Newchannel", (event, channel) -> new ChannelChange.Began(channel, state(event, ChannelRole.OWN))),
            of("Newstate", (event, channel) -> new ChannelChange.StateChanged(channel, state(event, ChannelRole.OWN))),
            of("NewCallerid", (event, channel) -> new ChannelChange.PartyNamed(channel)),
            of("Rename", Translator::renamed),
            of("HangupRequest", (event, channel) -> new ChannelChange.HangupRequested(channel, request(event))),
            of("SoftHangupRequest", (event, channel) -> new ChannelChange.HangupRequested(channel, Request.ORDER)),
            of(
                    "Hangup",
                    (event, channel) ->
                            new ChannelChange.HungUp(channel, EventFields.cause(event), field(event, "Cause-txt"))),
            entry("DialBegin", Translator::dialled),
            entry("DialState", Translator::dialState),
            entry("DialEnd", Translator::dialEnded),
            of("Pickup", Translator::pickedUp),
            entry("OriginateResponse", Translator::originated),
            of("BridgeEnter", Translator::entered),
            of("BridgeLeave", (event, channel) -> new ChannelChange.Left(channel)),
            entry("BridgeMerge", Translator::bridgesMerged),
            entry("LocalBridge", Translator::paired),
            of("Hold", (event, channel) -> new ChannelChange.Held(channel, true)),
            of("Unhold", (event, channel) -> new ChannelChange.Held(channel, false)),
            entry(
                    "BlindTransfer",
                    event -> transferred(TransferKind.BLIND, ChannelRole.TRANSFERER, event, "Extension")),
            entry(
                    "AttendedTransfer",
                    event -> transferred(TransferKind.ATTENDED, ChannelRole.ORIG_TRANSFERER, event, "DestApp")),
            entry("ParkedCall", Translator::parked),
            entry("UnParkedCall", event -> unparked(event, ParkingOutcome.FETCHED)),
            entry("ParkedCallTimeOut", event -> unparked(event, ParkingOutcome.TIMED_OUT)),
            entry("ParkedCallGiveUp", event -> unparked(event, ParkingOutcome.GIVEN_UP)),
            entry("ParkedCallSwap", event -> unparked(event, ParkingOutcome.SWAPPED)),
            of("MixMonitorStart", (event, channel) -> new ChannelChange.Recorded(channel, true)),
            of("MixMonitorStop", (event, channel) -> new ChannelChange.Recorded(channel, false)),
            entry("MessageWaiting", Translator::mailbox),
            of(
                    "QueueCallerJoin",
                    (event, channel) -> new ChannelChange.QueueJoined(
                            channel, EventFields.queue(event), EventFields.position(event))),
            of("QueueCallerAbandon", Translator::queueAbandoned),
            of("QueueCallerLeave", (event, channel) -> new ChannelChange.QueueLeft(channel, EventFields.queue(event))),
            of("AgentConnect", Translator::agentConnected),
            of(
                    "AgentRingNoAnswer",
                    (event, channel) -> new ChannelChange.AgentRangInVain(
                            channel, Mention.of(event, ChannelRole.DEST), EventFields.queue(event))),
            entry("AgentComplete", Translator::agentDone));

    private Translator() {}

    /** Whether events of this name can be translated. */
    static boolean isKnown(String eventName) {
        return CHANGES.containsKey(eventName);
    }

    static ChannelChange translate(AmiEvent event) {
        return CHANGES.getOrDefault(event.name(), unknown -> null).apply(event);
    }

    private static Map.Entry<String, Function<AmiEvent, ChannelChange>> of(String name, OfChannel change) {
        return entry(name, event -> {
            Mention channel = Mention.of(event, ChannelRole.OWN);
            return channel == null ? null : change.change(event, channel);
        });
    }

    static State state(AmiEvent event, ChannelRole role) {
        String state = event.first(role.state);
        return STATES.getOrDefault(state == null ? "" : state, State.OTHER);
    }

    /**
     * The origin of a hang-up request. If the dialplan runs Busy or Congestion on an unanswered line, the PBX hangs up,
     * but the event looks as if the phone had hung up.
     */
    private static Request request(AmiEvent event) {
        State state = state(event, ChannelRole.OWN);
        int cause = EventFields.cause(event);
        if (state == State.BUSY) {
            return Request.PBX;
        }
        // a dial attempt may have set the cause before the caller hung up
        String sip = event.get("TechCause");
        boolean givesUp = sip == null ? state == State.CALLING : sip.equals("487");
        boolean mayBeRefused = state != State.UP && !givesUp && Causes.isBusyOrCongestion(cause);
        return mayBeRefused ? Request.REMOTE_OR_PBX : Request.REMOTE;
    }

    /** Translates a MessageWaiting event. Its channel, if any, is that of a caller or of a user who listened to messages. */
    private static ChannelChange mailbox(AmiEvent event) {
        String box = field(event, "Mailbox");
        long unheard = EventFields.number(event.get("New"), -1);
        Mention channel = Mention.of(event, ChannelRole.OWN);
        return box == null || unheard < 0 ? null : new ChannelChange.MailboxReported(channel, box, unheard);
    }

    private static ChannelChange renamed(AmiEvent event, Mention channel) {
        String name = field(event, "Newname");
        return name == null ? null : new ChannelChange.Renamed(channel, name);
    }

    private static ChannelChange dialled(AmiEvent event) {
        Mention dest = Mention.of(event, ChannelRole.DEST);
        Mention caller = Mention.of(event, ChannelRole.OWN);
        return dest == null ? null : new ChannelChange.Dialled(caller, dest, field(event, "DialString"));
    }

    private static ChannelChange dialState(AmiEvent event) {
        Mention dest = Mention.of(event, ChannelRole.DEST);
        String status = dest == null ? null : event.first("DialStatus");
        if ("PROGRESS".equals(status)) {
            return new ChannelChange.Progressed(dest);
        }
        return "RINGING".equals(status) ? new ChannelChange.Rang(Mention.of(event, ChannelRole.OWN), dest) : null;
    }

    private static ChannelChange dialEnded(AmiEvent event) {
        Mention dest = Mention.of(event, ChannelRole.DEST);
        Mention caller = Mention.of(event, ChannelRole.OWN);
        return dest == null
                ? null
                : new ChannelChange.DialEnded(caller, dest, field(event, "DialStatus"), field(event, "Forward"));
    }

    private static ChannelChange pickedUp(AmiEvent event, Mention channel) {
        return new ChannelChange.PickedUp(channel, Mention.of(event, ChannelRole.TARGET));
    }

    private static ChannelChange originated(AmiEvent event) {
        Mention channel = Mention.of(event, ChannelRole.OWN);
        return new ChannelChange.Originated(channel, field(event, "Channel"), Mention.dialled(field(event, "Exten")));
    }

    private static ChannelChange entered(AmiEvent event, Mention channel) {
        String bridge = field(event, "BridgeUniqueid");
        return bridge == null ? null : new ChannelChange.Entered(channel, bridge, EventFields.bridgeKind(event, ""));
    }

    private static ChannelChange bridgesMerged(AmiEvent event) {
        String into = field(event, "ToBridgeUniqueid");
        String from = field(event, "FromBridgeUniqueid");
        return into == null || from == null
                ? null
                : new ChannelChange.BridgesMerged(into, from, EventFields.bridgeKind(event, "To"));
    }

    private static ChannelChange paired(AmiEvent event) {
        Mention one = Mention.of(event, ChannelRole.LOCAL_ONE);
        Mention two = Mention.of(event, ChannelRole.LOCAL_TWO);
        return one == null || two == null ? null : new ChannelChange.Paired(one, two);
    }

    private static ChannelChange transferred(TransferKind kind, ChannelRole by, AmiEvent event, String exten) {
        return new ChannelChange.Transferred(
                kind,
                Mention.of(event, by),
                Mention.of(event, ChannelRole.SECOND_TRANSFERER),
                Mention.of(event, ChannelRole.TRANSFEREE),
                Mention.of(event, ChannelRole.TRANSFER_TARGET),
                field(event, exten),
                field(event, "DestType"),
                field(event, "Result"));
    }

    private static ChannelChange parked(AmiEvent event) {
        Mention parkee = Mention.of(event, ChannelRole.PARKEE);
        return parkee == null
                ? null
                : new ChannelChange.Parked(
                        parkee,
                        field(event, "ParkingLot"),
                        field(event, "ParkingSpace"),
                        field(event, "ParkerDialString"));
    }

    private static ChannelChange unparked(AmiEvent event, ParkingOutcome outcome) {
        Mention parkee = Mention.of(event, ChannelRole.PARKEE);
        return parkee == null
                ? null
                : new ChannelChange.Unparked(parkee, Mention.of(event, ChannelRole.RETRIEVER), outcome);
    }

    private static ChannelChange queueAbandoned(AmiEvent event, Mention channel) {
        return new ChannelChange.QueueAbandoned(
                channel,
                EventFields.queue(event),
                (int) EventFields.number(event.first("OriginalPosition"), 0),
                EventFields.number(event.first("HoldTime"), 0));
    }

    private static ChannelChange.AgentConnected agentConnected(AmiEvent event, Mention channel) {
        return new ChannelChange.AgentConnected(
                channel,
                Mention.of(event, ChannelRole.DEST),
                EventFields.queue(event),
                field(event, "Interface"),
                field(event, "MemberName"),
                EventFields.number(event.first("HoldTime"), 0));
    }

    private static ChannelChange agentDone(AmiEvent event) {
        return new ChannelChange.AgentDone(
                agentConnected(event, Mention.of(event, ChannelRole.OWN)),
                EventFields.number(event.first("TalkTime"), 0),
                field(event, "Reason"));
    }
}
