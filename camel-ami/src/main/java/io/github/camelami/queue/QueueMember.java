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
package io.github.camelami.queue;

import org.jspecify.annotations.Nullable;

/**
 * A member of a queue: an agent in one queue.
 *
 * @since 1.0
 */
public final class QueueMember extends QueueMemberBean {
    private static final long serialVersionUID = 1;

    private QueueMember(Builder from) {
        super(from);
    }

    /** Creates an empty member for bean mappers, which then set its values from JSON. */
    private QueueMember() {
        this(new Builder());
    }

    /** Returns a new builder of a member, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    public String queue() {
        return getQueue();
    }

    /** The name of the member, or its interface if it has no name. */
    public String name() {
        return getName();
    }

    /** The interface that the queue calls, such as PJSIP/100 or Local/100@agents. */
    public String interfaceName() {
        return getInterfaceName();
    }

    /** The device whose state the queue watches, such as {@code PJSIP/100}; null if unknown. */
    public @Nullable String stateInterface() {
        return getStateInterface();
    }

    /** The kind of membership as Asterisk names it: static, dynamic or realtime. */
    public @Nullable String membership() {
        return getMembership();
    }

    /** The penalty: members with a lower one are called first. */
    public int penalty() {
        return getPenalty();
    }

    /** What the member is doing. */
    public MemberState state() {
        return getState();
    }

    /**
     * The state of the device that the queue watches, as Asterisk names it, such as INUSE or BUSY. A phone that is set
     * to do not disturb is BUSY without a call.
     */
    public @Nullable String deviceState() {
        return getDeviceState();
    }

    /**
     * When the state began, in milliseconds since 1970. If the PBX did not report this, the time at which the state was
     * first seen.
     */
    public long since() {
        return getSince();
    }

    /** Whether the queue gives the member no calls; a paused member may be in a call. */
    public boolean paused() {
        return isPaused();
    }

    /** The reason for the pause; null if there is none. */
    public @Nullable String pauseReason() {
        return getPauseReason();
    }

    /** When the member was paused, in milliseconds since 1970; null if it is not paused. */
    public @Nullable Long pausedAt() {
        return getPausedAt();
    }

    /** Whether the member is in a call from this queue. */
    public boolean inCall() {
        return isInCall();
    }

    /** The number of calls that the member has taken, as the queue counts them. */
    public int callsTaken() {
        return getCallsTaken();
    }

    /** When the last call from the queue ended, in milliseconds since 1970; null if there was none. */
    public @Nullable Long lastCallAt() {
        return getLastCallAt();
    }

    /** The member's own wrap-up time after a call, in milliseconds. */
    public long wrapUpTime() {
        return getWrapUpTime();
    }

    /** Whether the member is called while it is in use; null until an event reports it. */
    public @Nullable Boolean ringInUse() {
        return getRingInUse();
    }

    /** When the member was added, in milliseconds since 1970; null if the PBX does not report it. */
    public @Nullable Long loggedInAt() {
        return getLoggedInAt();
    }

    /** Builds a member. */
    public static final class Builder {
        String queue;
        String name;
        String interfaceName;

        @Nullable
        String stateInterface;

        @Nullable
        String membership;

        int penalty;
        MemberState state;

        @Nullable
        String deviceState;

        long since;
        boolean paused;

        @Nullable
        String pauseReason;

        @Nullable
        Long pausedAt;

        boolean inCall;
        int callsTaken;

        @Nullable
        Long lastCallAt;

        long wrapUpTime;

        @Nullable
        Boolean ringInUse;

        @Nullable
        Long loggedInAt;

        private Builder() {}

        public Builder queue(String queue) {
            this.queue = queue;
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder interfaceName(String interfaceName) {
            this.interfaceName = interfaceName;
            return this;
        }

        public Builder stateInterface(@Nullable String stateInterface) {
            this.stateInterface = stateInterface;
            return this;
        }

        public Builder membership(@Nullable String membership) {
            this.membership = membership;
            return this;
        }

        public Builder penalty(int penalty) {
            this.penalty = penalty;
            return this;
        }

        public Builder state(MemberState state) {
            this.state = state;
            return this;
        }

        public Builder deviceState(@Nullable String deviceState) {
            this.deviceState = deviceState;
            return this;
        }

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        public Builder pauseReason(@Nullable String pauseReason) {
            this.pauseReason = pauseReason;
            return this;
        }

        public Builder pausedAt(@Nullable Long pausedAt) {
            this.pausedAt = pausedAt;
            return this;
        }

        public Builder inCall(boolean inCall) {
            this.inCall = inCall;
            return this;
        }

        public Builder callsTaken(int callsTaken) {
            this.callsTaken = callsTaken;
            return this;
        }

        public Builder lastCallAt(@Nullable Long lastCallAt) {
            this.lastCallAt = lastCallAt;
            return this;
        }

        public Builder wrapUpTime(long wrapUpTime) {
            this.wrapUpTime = wrapUpTime;
            return this;
        }

        public Builder ringInUse(@Nullable Boolean ringInUse) {
            this.ringInUse = ringInUse;
            return this;
        }

        public Builder loggedInAt(@Nullable Long loggedInAt) {
            this.loggedInAt = loggedInAt;
            return this;
        }

        /** Builds the member. */
        public QueueMember build() {
            return new QueueMember(this);
        }
    }
}
