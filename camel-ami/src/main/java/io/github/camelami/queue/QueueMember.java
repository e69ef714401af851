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

/**
 * A member of a queue: an agent, in one queue.
 */
public final class QueueMember extends QueueMemberBean {
    private static final long serialVersionUID = 1;

    private QueueMember(Builder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private QueueMember() {
        this(new Builder());
    }

    /** Starts one, as a test of a route may need it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    public String queue() {
        return getQueue();
    }

    /** The name of the member; its interface where it has none. */
    public String name() {
        return getName();
    }

    /** The interface that the queue calls, such as PJSIP/100 or Local/100@agents. */
    public String interfaceName() {
        return getInterfaceName();
    }

    /** The device whose state the queue watches. */
    public String stateInterface() {
        return getStateInterface();
    }

    /** How it became a member, in Asterisk's words: static, dynamic or realtime. */
    public String membership() {
        return getMembership();
    }

    /** Members with a lower penalty are called first. */
    public int penalty() {
        return getPenalty();
    }

    /** What the member does. */
    public MemberState state() {
        return getState();
    }

    /** When that state began, as far as is known, in milliseconds since 1970. */
    public long since() {
        return getSince();
    }

    /** Whether the queue gives it no calls; a member who is paused may be in a call. */
    public boolean paused() {
        return isPaused();
    }

    /** Why it is paused; null where no reason was given. */
    public String pauseReason() {
        return getPauseReason();
    }

    /** When it was paused, in milliseconds since 1970; null unless it is paused. */
    public Long pausedAt() {
        return getPausedAt();
    }

    /** Whether it is in a call of this queue. */
    public boolean inCall() {
        return isInCall();
    }

    /** Calls taken, as the queue counts them. */
    public int callsTaken() {
        return getCallsTaken();
    }

    /** When its last call of the queue ended, in milliseconds since 1970; null if there was none. */
    public Long lastCallAt() {
        return getLastCallAt();
    }

    /** The member's own time to wrap up after a call, in milliseconds. */
    public long wrapUpTime() {
        return getWrapUpTime();
    }

    /** Whether it is called while it is in use; null until an event says it. */
    public Boolean ringInUse() {
        return getRingInUse();
    }

    /** When it became a member, in milliseconds since 1970; null where the PBX does not say it. */
    public Long loggedInAt() {
        return getLoggedInAt();
    }

    /** Puts one together. */
    public static final class Builder {
        String queue;
        String name;
        String interfaceName;
        String stateInterface;
        String membership;
        int penalty;
        MemberState state;
        long since;
        boolean paused;
        String pauseReason;
        Long pausedAt;
        boolean inCall;
        int callsTaken;
        Long lastCallAt;
        long wrapUpTime;
        Boolean ringInUse;
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

        public Builder stateInterface(String stateInterface) {
            this.stateInterface = stateInterface;
            return this;
        }

        public Builder membership(String membership) {
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

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        public Builder pauseReason(String pauseReason) {
            this.pauseReason = pauseReason;
            return this;
        }

        public Builder pausedAt(Long pausedAt) {
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

        public Builder lastCallAt(Long lastCallAt) {
            this.lastCallAt = lastCallAt;
            return this;
        }

        public Builder wrapUpTime(long wrapUpTime) {
            this.wrapUpTime = wrapUpTime;
            return this;
        }

        public Builder ringInUse(Boolean ringInUse) {
            this.ringInUse = ringInUse;
            return this;
        }

        public Builder loggedInAt(Long loggedInAt) {
            this.loggedInAt = loggedInAt;
            return this;
        }

        /** Gives it. */
        public QueueMember build() {
            return new QueueMember(this);
        }
    }
}
