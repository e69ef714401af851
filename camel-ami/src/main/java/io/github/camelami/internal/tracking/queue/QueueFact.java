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

/** What an event or the item of a list says of a queue or an agent. */
sealed interface QueueFact {

    /** Of somebody who waits, or waited. */
    sealed interface OfCaller extends QueueFact {
        String queue();
    }

    /** Of a member. */
    sealed interface OfMember extends QueueFact {
        String queue();
    }

    /** Of an agent who logs in with AgentLogin. */
    sealed interface OfPool extends QueueFact {
        String agent();
    }

    /** A channel as an event or an item names it; what else it says is asked for where a caller is new. */
    interface Party {
        String uniqueid();

        String linkedid();

        String channel();

        String number();

        String name();
    }

    /**
     * What is told of a member.
     *
     * @param status Asterisk's number for the state of its device
     * @param lastCall in seconds since 1970, 0 for never; as {@code lastPause} and {@code login}
     * @param ringInUse null where it is not said
     * @param wrapUp in seconds
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

        /** After a call. */
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

    /** Which event told it of a member. */
    enum Told {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** @param count how many wait now, or negative */
    record Joined(String queue, Party caller, int position, int count) implements OfCaller {}

    /** @param holdTime in seconds */
    record Abandoned(String queue, Party caller, long holdTime) implements OfCaller {}

    record Left(String queue, Party caller, int count) implements OfCaller {}

    /**
     * A member is called for a caller.
     *
     * @param phone the Uniqueid of the member's channel
     */
    record Called(String queue, Party caller, String member, String phone) implements OfCaller {}

    /**
     * A member was called, and does not take the caller.
     *
     * @param dumped whether it had answered already
     */
    record RangInVain(String queue, Party caller, String member, boolean dumped) implements OfCaller {}

    /**
     * A member takes a caller.
     *
     * @param agent the Uniqueid of the member's channel
     * @param holdTime in seconds
     */
    record Connected(String queue, Party caller, String agent, String member, long holdTime) implements OfCaller {}

    /**
     * A member and a caller talk no more.
     *
     * @param caller null where it has gone before
     * @param talkTime in seconds
     */
    record Completed(String queue, Party caller, String agent, String member, long talkTime, String by)
            implements OfMember {}

    record MemberTold(String queue, Told told, Facts member) implements OfMember {}

    /** The party of one channel goes on in the place of another. */
    record HandedOver(String from, Party to) implements QueueFact {}

    record HungUp(String uniqueid) implements QueueFact {}

    record LoggedIn(String agent, String channel) implements OfPool {}

    record LoggedOff(String agent) implements OfPool {}

    /** By its device, which there is for each agent, logged in or not. */
    record PoolState(String agent, boolean loggedIn, boolean inUse) implements OfPool {}

    /** The configuration of the queues may have changed, of which no event tells more. */
    record Reloaded() implements QueueFact {}
}
