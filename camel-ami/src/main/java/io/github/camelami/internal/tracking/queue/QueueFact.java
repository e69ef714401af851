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
package io.github.camelami.internal.tracking.queue;

/** What an event or a list item reports about a queue or an agent. */
sealed interface QueueFact {

    /** Facts about a caller. */
    sealed interface OfCaller extends QueueFact {
        String queue();
    }

    /** Facts about a member. */
    sealed interface OfMember extends QueueFact {
        String queue();
    }

    /** Facts about an agent who logs in with AgentLogin. */
    sealed interface OfPool extends QueueFact {
        String agent();
    }

    /**
     * The values of a member that an event or a list item reports.
     *
     * @param status the state of the device, by Asterisk's number
     * @param lastCall when the last call ended, in seconds since 1970; 0 if there was none
     * @param lastPause when the last pause began, in seconds since 1970; 0 if there was none
     * @param login when the member was added, in seconds since 1970; 0 if this is not reported
     * @param ringInUse null if this is not reported
     * @param wrapUp the wrap-up time, in seconds
     */
    record Facts(
            String name,
            String interfaceName,
            String stateInterface,
            String membership,
            int penalty,
            int status,
            boolean paused,
            String reason,
            boolean inCall,
            int callsTaken,
            long lastCall,
            long lastPause,
            long login,
            Boolean ringInUse,
            int wrapUp) {

        Facts notInCall() {
            return with(callsTaken, lastCall);
        }

        /**
         * The values after the end of a call.
         *
         * @param more how many calls to add to the number of calls
         * @param time when the call ended, in seconds since 1970
         */
        Facts completes(int more, long time) {
            return with(callsTaken + more, Math.max(lastCall, time));
        }

        private Facts with(int calls, long last) {
            return new Facts(
                    name,
                    interfaceName,
                    stateInterface,
                    membership,
                    penalty,
                    status,
                    paused,
                    reason,
                    false,
                    calls,
                    last,
                    lastPause,
                    login,
                    ringInUse,
                    wrapUp);
        }
    }

    /** What reported the values of a member: a list, or one of the events. */
    enum Told {
        LISTED,
        ADDED,
        REMOVED,
        PAUSED,
        CHANGED
    }

    /**
     * A caller has joined.
     *
     * @param count how many callers are waiting; negative if this is not reported
     */
    record Joined(String queue, Party caller, int position, int count) implements OfCaller {}

    /**
     * The PBX reports a waiting caller as abandoned: the caller hung up, reached the timeout, or was sent elsewhere.
     *
     * @param holdTime the length of the wait, in seconds
     */
    record Abandoned(String queue, Party caller, long holdTime) implements OfCaller {}

    /**
     * A caller has left the queue, for any reason.
     *
     * @param count how many callers are still waiting; negative if this is not reported
     */
    record Left(String queue, Party caller, int count) implements OfCaller {}

    /**
     * The queue calls a member for a caller.
     *
     * @param member the interface of the member
     * @param phone the Uniqueid of the member's channel
     */
    record Called(String queue, Party caller, String member, String phone) implements OfCaller {}

    /**
     * A member was called, but did not answer the caller.
     *
     * @param member the interface of the member
     * @param dumped whether the member picked up, but was not connected to the caller
     */
    record RangInVain(String queue, Party caller, String member, boolean dumped) implements OfCaller {}

    /**
     * A member has answered a caller.
     *
     * @param agent the Uniqueid of the member's channel
     * @param member the interface of the member
     * @param holdTime the length of the wait, in seconds
     */
    record Connected(String queue, Party caller, String agent, String member, long holdTime) implements OfCaller {}

    /**
     * The conversation of a member and a caller has ended.
     *
     * @param caller the caller; null if the caller's channel had already ended
     * @param agent the Uniqueid of the member's channel; null if that had already ended
     * @param member the interface of the member
     * @param talkTime the length of the conversation, in seconds
     * @param by who ended the conversation: caller, agent or transfer
     */
    record Completed(String queue, Party caller, String agent, String member, long talkTime, String by)
            implements OfMember {
        Completed by(String other) {
            return new Completed(queue, caller, agent, member, talkTime, other);
        }
    }

    /**
     * An event has reported the values of a member.
     *
     * @param told the kind of the event
     */
    record MemberTold(String queue, Told told, Facts member) implements OfMember {}

    /**
     * Another party takes the place of a caller, as after an attended transfer.
     *
     * @param from the Uniqueid of the caller's channel
     */
    record HandedOver(String from, Party to) implements QueueFact {}

    /** The number or the name of a caller has changed. */
    record Identified(Party caller) implements QueueFact {}

    /** A channel was hung up. */
    record HungUp(String uniqueid) implements QueueFact {}

    record LoggedIn(String agent, String channel) implements OfPool {}

    record LoggedOff(String agent) implements OfPool {}

    /** The state of the device of an agent of a pool. The device exists whether or not the agent is logged in. */
    record PoolState(String agent, boolean loggedIn, boolean inUse) implements OfPool {}

    /** The configuration of the queues was reloaded, and may have changed. No event reports the changes. */
    record Reloaded() implements QueueFact {}
}
