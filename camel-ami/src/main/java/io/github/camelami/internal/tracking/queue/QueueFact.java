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

/** A fact about a queue or an agent that an event or an item of a list reports. */
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
     * The reported values of a member.
     *
     * @param status the number of its device state in Asterisk
     * @param lastCall when the last call ended, in seconds since 1970, or 0 for never; {@code lastPause} and {@code
     *     login} likewise
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

        /** The facts after the end of a call. */
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

    /** The source of facts about a member: a list, or one of the events. */
    enum Told {
        LISTED,
        ADDED,
        REMOVED,
        PAUSED,
        CHANGED
    }

    /** @param count how many callers are waiting; negative if this is not reported */
    record Joined(String queue, Party caller, int position, int count) implements OfCaller {}

    /** @param holdTime in seconds */
    record Abandoned(String queue, Party caller, long holdTime) implements OfCaller {}

    record Left(String queue, Party caller, int count) implements OfCaller {}

    /**
     * The queue calls a member for a caller.
     *
     * @param phone the Uniqueid of the member's channel
     */
    record Called(String queue, Party caller, String member, String phone) implements OfCaller {}

    /**
     * A member was called, but has not answered the caller.
     *
     * @param dumped whether the member had already picked up
     */
    record RangInVain(String queue, Party caller, String member, boolean dumped) implements OfCaller {}

    /**
     * A member has answered a caller.
     *
     * @param agent the Uniqueid of the member's channel
     * @param holdTime in seconds
     */
    record Connected(String queue, Party caller, String agent, String member, long holdTime) implements OfCaller {}

    /**
     * The conversation of a member and a caller has ended.
     *
     * @param caller null if its channel ended before
     * @param talkTime in seconds
     */
    record Completed(String queue, Party caller, String agent, String member, long talkTime, String by)
            implements OfMember {}

    record MemberTold(String queue, Told told, Facts member) implements OfMember {}

    /** The party of one channel takes the place of another. */
    record HandedOver(String from, Party to) implements QueueFact {}

    /** The channel of a caller has another number or name. */
    record Identified(Party caller) implements QueueFact {}

    record HungUp(String uniqueid) implements QueueFact {}

    record LoggedIn(String agent, String channel) implements OfPool {}

    record LoggedOff(String agent) implements OfPool {}

    /** The state of an agent's device, which exists whether or not the agent is logged in. */
    record PoolState(String agent, boolean loggedIn, boolean inUse) implements OfPool {}

    /** The configuration of the queues may have changed. No event reports the changes. */
    record Reloaded() implements QueueFact {}
}
