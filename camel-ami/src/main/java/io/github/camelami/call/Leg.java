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
package io.github.camelami.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant in a call: the phone or trunk that began the call, or a phone or trunk that was dialled or connected. A
 * Local channel that led to no phone or trunk is a leg, too.
 *
 * @since 1.0
 */
public final class Leg extends LegBean {
    private static final long serialVersionUID = 1;

    private Leg(Builder from) {
        super(from);
    }

    /** Creates an empty leg for bean mappers, which then set its values from JSON. */
    private Leg() {
        this(new Builder());
    }

    /** Returns a new builder of a leg, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The channel of the leg. */
    public String channel() {
        return getChannel();
    }

    /** The number that was dialled. If the leg was not dialled, the number of the leg itself. */
    public @Nullable String number() {
        return getNumber();
    }

    /** The name that the PBX has for the leg's phone. */
    public @Nullable String name() {
        return getName();
    }

    /** The caller's number as the leg saw it. */
    public @Nullable String shownNumber() {
        return getShownNumber();
    }

    /** The dial status: ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION, CHANUNAVAIL; null if the leg was not dialled. */
    public @Nullable String dialStatus() {
        return getDialStatus();
    }

    /** The target to which the phone forwarded the call. */
    public @Nullable String forwardedTo() {
        return getForwardedTo();
    }

    /** The Local channels that led to the leg, in the order in which they were dialled. */
    public List<String> via() {
        return getVia();
    }

    /** When the leg's channel was created, in milliseconds since 1970. */
    public long startedAt() {
        return getStartedAt();
    }

    /** When the leg first rang, in milliseconds since 1970. */
    public @Nullable Long ringingAt() {
        return getRingingAt();
    }

    /** When the leg was answered, in milliseconds since 1970. */
    public @Nullable Long answeredAt() {
        return getAnsweredAt();
    }

    /** When the leg was hung up, in milliseconds since 1970. */
    public @Nullable Long endedAt() {
        return getEndedAt();
    }

    /** How long the leg was connected to another party, in milliseconds. */
    public long talkTime() {
        return getTalkTime();
    }

    /** Asterisk's hang-up cause, for example 17 for a busy user. */
    public @Nullable Integer cause() {
        return getCause();
    }

    /** The text of the hang-up cause. */
    public @Nullable String causeText() {
        return getCauseText();
    }

    /** Builds a leg, which needs a channel. */
    public static final class Builder {
        String channel;

        @Nullable
        String number;

        @Nullable
        String name;

        @Nullable
        String shownNumber;

        @Nullable
        String dialStatus;

        @Nullable
        String forwardedTo;

        List<String> via = List.of();
        long startedAt;

        @Nullable
        Long ringingAt;

        @Nullable
        Long answeredAt;

        @Nullable
        Long endedAt;

        long talkTime;

        @Nullable
        Integer cause;

        @Nullable
        String causeText;

        private Builder() {}

        public Builder channel(String channel) {
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

        public Builder shownNumber(@Nullable String shownNumber) {
            this.shownNumber = shownNumber;
            return this;
        }

        public Builder dialStatus(@Nullable String dialStatus) {
            this.dialStatus = dialStatus;
            return this;
        }

        public Builder forwardedTo(@Nullable String forwardedTo) {
            this.forwardedTo = forwardedTo;
            return this;
        }

        public Builder via(List<String> via) {
            this.via = List.copyOf(via);
            return this;
        }

        public Builder startedAt(long startedAt) {
            this.startedAt = startedAt;
            return this;
        }

        public Builder ringingAt(@Nullable Long ringingAt) {
            this.ringingAt = ringingAt;
            return this;
        }

        public Builder answeredAt(@Nullable Long answeredAt) {
            this.answeredAt = answeredAt;
            return this;
        }

        public Builder endedAt(@Nullable Long endedAt) {
            this.endedAt = endedAt;
            return this;
        }

        public Builder talkTime(long talkTime) {
            this.talkTime = talkTime;
            return this;
        }

        public Builder cause(@Nullable Integer cause) {
            this.cause = cause;
            return this;
        }

        public Builder causeText(@Nullable String causeText) {
            this.causeText = causeText;
            return this;
        }

        /** Builds the leg. */
        public Leg build() {
            return new Leg(this);
        }
    }
}
