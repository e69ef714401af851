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

import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.TransferKind;

/** What an event or an item of a list says of channels, in the terms of calls. */
sealed interface ChannelChange {

    /** Of one channel by itself. */
    sealed interface OfChannel extends ChannelChange {
        Mention channel();
    }

    /** Of one channel that dials another. */
    sealed interface OfDial extends ChannelChange {}

    /** Of channels in bridges. */
    sealed interface OfBridge extends ChannelChange {}

    /** Of what else happens in a call: queues, transfers, parking, recordings, voicemail. */
    sealed interface OfService extends ChannelChange {}

    /** What a list says of a channel. */
    sealed interface OfList extends ChannelChange {}

    /** In which state a channel is, of those that matter. */
    enum State {
        RINGING,
        UP,
        BUSY,
        OTHER
    }

    /** Whether a bridge connects those in it. */
    enum BridgeKind {
        TALKING,
        /** It connects those in it, each in a call of its own. */
        CONFERENCE,
        /** Those in it wait, each alone: agents, and who was sent to wait. */
        HOLDING,
        /** It holds parked calls. */
        PARKING
    }

    /** Who asks for the end of a channel. */
    enum Request {
        /** The other end of the line. */
        REMOTE,
        /** The other end, or the PBX: the cause of an earlier dial may be left on the line. */
        REMOTE_OR_PBX,
        /** The PBX, or the other end in answer to the refusal of the PBX. */
        PBX,
        /** A command, or the PBX once the dialplan of the channel is over. */
        ORDER
    }

    record Began(Mention channel, State state) implements OfChannel {}

    record StateChanged(Mention channel, State state) implements OfChannel {}

    record PartyNamed(Mention channel) implements OfChannel {}

    record Renamed(Mention channel, String name) implements OfChannel {}

    record HangupRequested(Mention channel, Request by) implements OfChannel {}

    /** @param cause Asterisk's, or negative */
    record HungUp(Mention channel, int cause, String causeText) implements OfChannel {}

    /** @param caller null where the PBX itself dials */
    record Dialled(Mention caller, Mention dest, String dialString) implements OfDial {}

    record Rang(Mention caller, Mention dest) implements OfDial {}

    record DialEnded(Mention caller, Mention dest, String status, String forwardedTo) implements OfDial {}

    record PickedUp(Mention channel, Mention target) implements OfDial {}

    /** An Originate got its answer: {@code exten} is what its phone is to be connected with. */
    record Originated(Mention channel, String name, String exten) implements OfDial {}

    record Entered(Mention channel, String bridge, BridgeKind kind) implements OfBridge {}

    record Left(Mention channel) implements OfBridge {}

    record BridgesMerged(String into, String from, BridgeKind kind) implements OfBridge {}

    /** The two are the halves of a Local channel. */
    record Paired(Mention one, Mention two) implements OfBridge {}

    record Held(Mention channel, boolean on) implements OfBridge {}

    record Transferred(
            TransferKind kind,
            Mention by,
            Mention second,
            Mention who,
            Mention target,
            String exten,
            String targetKind,
            String result)
            implements OfService {
        boolean isDone() {
            return "Success".equals(result) && !"Fail".equals(targetKind);
        }
    }

    record Parked(Mention parkee, String lot, String space, String by) implements OfService {}

    record Unparked(Mention parkee, Mention retriever, ParkingOutcome outcome) implements OfService {}

    record QueueJoined(Mention channel, String queue, int position) implements OfService {}

    /** @param holdTime in seconds */
    record QueueAbandoned(Mention channel, String queue, int position, long holdTime) implements OfService {}

    record QueueLeft(Mention channel, String queue) implements OfService {}

    record AgentRangInVain(Mention channel, Mention agent, String queue) implements OfService {}

    /** @param holdTime in seconds */
    record AgentConnected(Mention channel, Mention agent, String queue, String member, String memberName, long holdTime)
            implements OfService {}

    /** @param talkTime in seconds */
    record AgentDone(Mention channel, Mention agent, String queue, long talkTime, String by) implements OfService {}

    record Recorded(Mention channel, boolean on) implements OfService {}

    /** Its party left a message in a voicemail. */
    record MessageLeft(Mention channel) implements OfService {}

    /**
     * A channel is up.
     *
     * @param age since when, in milliseconds
     * @param kind that its bridge has, as far as a list tells
     */
    record Listed(Mention channel, State state, long age, String bridge, BridgeKind kind) implements OfList {}

    /** A channel that was up is not any more. */
    record Unlisted(String uniqueid) implements OfList {}

    /** @param waited in milliseconds */
    record ListedInQueue(Mention channel, String queue, int position, long waited) implements OfList {}
}
