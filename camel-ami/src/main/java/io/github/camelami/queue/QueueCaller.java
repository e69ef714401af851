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
 * A caller who waits in a queue, or has just ended waiting.
 */
public final class QueueCaller extends QueueCallerBean {
    private static final long serialVersionUID = 1;

    private QueueCaller(Builder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private QueueCaller() {
        this(new Builder());
    }

    /** Starts one, as a test of a route may need it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The Uniqueid of the channel. */
    public String id() {
        return getId();
    }

    /** The Linkedid of the channel, by which emit=calls names the call; null where only a list showed the caller. */
    public String callId() {
        return getCallId();
    }

    /** The channel. */
    public String channel() {
        return getChannel();
    }

    /** Null where it is not known. */
    public String number() {
        return getNumber();
    }

    /** Null where it is not known. */
    public String name() {
        return getName();
    }

    /** The place in the queue, from 1. */
    public int position() {
        return getPosition();
    }

    /** When the caller joined, in milliseconds since 1970. */
    public long since() {
        return getSince();
    }

    /** How long the caller has waited, in milliseconds; null while it waits. */
    public Long waitTime() {
        return getWaitTime();
    }

    /** Puts one together. */
    public static final class Builder {
        String id;
        String callId;
        String channel;
        String number;
        String name;
        int position;
        long since;
        Long waitTime;

        private Builder() {}

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder callId(String callId) {
            this.callId = callId;
            return this;
        }

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder number(String number) {
            this.number = number;
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder position(int position) {
            this.position = position;
            return this;
        }

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder waitTime(Long waitTime) {
            this.waitTime = waitTime;
            return this;
        }

        /** Gives it. */
        public QueueCaller build() {
            return new QueueCaller(this);
        }
    }
}
