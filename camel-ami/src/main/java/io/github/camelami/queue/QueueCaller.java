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
 * A caller who is waiting in a queue, or has just stopped waiting.
 *
 * @since 1.0
 */
public final class QueueCaller extends QueueCallerBean {
    private static final long serialVersionUID = 1;

    private QueueCaller(Builder from) {
        super(from);
    }

    /** Creates an empty caller for bean mappers, which then set its values from JSON. */
    private QueueCaller() {
        this(new Builder());
    }

    /** Returns a new builder of a caller, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The Uniqueid of the channel. */
    public String id() {
        return getId();
    }

    /**
     * The Linkedid of the channel, which is the id of the call with emit=calls; null if only a list has reported the
     * caller.
     */
    public @Nullable String callId() {
        return getCallId();
    }

    /** The channel; null if unknown. */
    public @Nullable String channel() {
        return getChannel();
    }

    /** The caller's number; null if unknown. */
    public @Nullable String number() {
        return getNumber();
    }

    /** The caller's name; null if unknown. */
    public @Nullable String name() {
        return getName();
    }

    /** The position in the queue, counted from 1. */
    public int position() {
        return getPosition();
    }

    /** When the caller joined, in milliseconds since 1970. */
    public long since() {
        return getSince();
    }

    /** The length of the wait in milliseconds; null while the caller is waiting. */
    public @Nullable Long waitTime() {
        return getWaitTime();
    }

    /** Builds a caller. */
    public static final class Builder {
        String id;

        @Nullable
        String callId;

        @Nullable
        String channel;

        @Nullable
        String number;

        @Nullable
        String name;

        int position;
        long since;

        @Nullable
        Long waitTime;

        private Builder() {}

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder callId(@Nullable String callId) {
            this.callId = callId;
            return this;
        }

        public Builder channel(@Nullable String channel) {
            this.channel = channel;
            return this;
        }

        public Builder number(@Nullable String number) {
            this.number = number;
            return this;
        }

        public Builder name(@Nullable String name) {
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

        public Builder waitTime(@Nullable Long waitTime) {
            this.waitTime = waitTime;
            return this;
        }

        /** Builds the caller. */
        public QueueCaller build() {
            return new QueueCaller(this);
        }
    }
}
