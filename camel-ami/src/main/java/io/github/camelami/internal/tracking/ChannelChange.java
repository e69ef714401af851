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

/** A change of a channel that an event or a list item reports. It does not depend on the names of AMI fields. */
sealed interface ChannelChange {

    /** Changes of a single channel. */
    sealed interface OfChannel extends ChannelChange {
        Mention channel();
    }

    /** Changes of a channel that dials another. */
    sealed interface OfDial extends ChannelChange {}

    /** Changes of channels in bridges. */
    sealed interface OfBridge extends ChannelChange {}

    /** Other changes of a call: queues, transfers, parking, recordings, voicemail. */
    sealed interface OfService extends ChannelChange {}

    /** Changes that a list shows. */
    sealed interface OfList extends ChannelChange {}

    /** The states of a channel that affect calls. */
    enum State {
        /** A caller has dialled, and the line has not been answered. */
        CALLING,
        RINGING,
        UP,
        BUSY,
        OTHER
    }

    /** The origin of a hang-up request for a channel. */
    enum Request {
        /** The other end of the line. */
        REMOTE,
        /**
         * The other end of the line, or the PBX. The event does not show which, because its cause may come from an
         * earlier dial attempt of the same channel.
         */
        REMOTE_OR_PBX,
        /** The PBX, or the other end after a rejection by the PBX. */
        PBX,
        /** A command, or the PBX because the dialplan of the channel has ended. */
        ORDER
    }

    record Began(Mention channel, State state) implements OfChannel {}

    record StateChanged(Mention channel, State state) implements OfChannel {}

    record PartyNamed(Mention channel) implements OfChannel {}

    record Renamed(Mention channel, String name) implements OfChannel {}

    record HangupRequested(Mention channel, Request by) implements OfChannel {}

    /**
     * A channel was hung up.
     *
     * @param cause Asterisk's hang-up cause; negative if there is none
     */
    record HungUp(Mention channel, int cause, String causeText) implements OfChannel {}

    /**
     * A channel dials another one.
     *
     * @param caller the dialling channel; null if the PBX itself dials
     * @param dest the dialled channel
     */
    record Dialled(Mention caller, Mention dest, String dialString) implements OfDial {}

    record Rang(Mention caller, Mention dest) implements OfDial {}

    /** Early media have arrived from the dialled line. */
    record Progressed(Mention dest) implements OfDial {}

    record DialEnded(Mention caller, Mention dest, String status, String forwardedTo) implements OfDial {}

    record PickedUp(Mention channel, Mention target) implements OfDial {}

    /**
     * An OriginateResponse has arrived.
     *
     * @param channel null if the Originate has failed
     * @param name the name of the channel or, if the Originate has failed, the dialled resource
     * @param exten the extension to which the called phone is to be connected, or null
     */
    record Originated(Mention channel, String name, String exten) implements OfDial {}

    record Entered(Mention channel, String bridge, BridgeKind kind) implements OfBridge {}

    record Left(Mention channel) implements OfBridge {}

    record BridgesMerged(String into, String from, BridgeKind kind) implements OfBridge {}

    /** The two channels are the halves of a Local channel. */
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

    /**
     * The PBX reports a waiting caller as abandoned: the caller hung up, reached the timeout, or was sent elsewhere.
     *
     * @param holdTime the length of the wait, in seconds
     */
    record QueueAbandoned(Mention channel, String queue, int position, long holdTime) implements OfService {}

    record QueueLeft(Mention channel, String queue) implements OfService {}

    record AgentRangInVain(Mention channel, Mention agent, String queue) implements OfService {}

    /**
     * A queue has connected a caller to an agent.
     *
     * @param member the interface of the member
     * @param holdTime the length of the wait, in seconds
     */
    record AgentConnected(Mention channel, Mention agent, String queue, String member, String memberName, long holdTime)
            implements OfService {}

    /**
     * The conversation of a caller with an agent has ended.
     *
     * @param talk the conversation. A channel that had already ended is null
     * @param talkTime the length of the conversation, in seconds
     * @param by who ended it: caller, agent or transfer
     */
    record AgentDone(AgentConnected talk, long talkTime, String by) implements OfService {}

    record Recorded(Mention channel, boolean on) implements OfService {}

    /**
     * The PBX reports how many new messages a mailbox has, for example because a party has recorded a message, or has
     * listened to messages.
     *
     * @param channel the channel of that party, or null
     */
    record MailboxReported(Mention channel, String mailbox, long unheard) implements OfService {}

    /**
     * A channel that the list of channels contains.
     *
     * @param age the time since the channel was created, in milliseconds
     * @param kind the kind of the bridge, as far as the list shows it
     */
    record Listed(Mention channel, State state, long age, String bridge, BridgeKind kind) implements OfList {}

    /** A channel that was up, and that the list of channels does not contain. */
    record Unlisted(String uniqueid) implements OfList {}

    /**
     * A caller whom the list of queues shows as waiting.
     *
     * @param waited how long the caller has waited, in milliseconds
     */
    record ListedInQueue(Mention channel, String queue, int position, long waited) implements OfList {}
}
