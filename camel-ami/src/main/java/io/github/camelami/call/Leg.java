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

/** A phone or a trunk in a call, or a Local channel that led to none: the originator's, and each that was dialled or connected. */
public final class Leg extends CallValue implements LegBean {
    private static final long serialVersionUID = 1;

    private String channel;
    private String number;
    private String name;
    private String shownNumber;
    private String dialStatus;
    private String forwardedTo;
    private List<String> via = List.of();
    private long startedAt;
    private Long ringingAt;
    private Long answeredAt;
    private Long endedAt;
    private long talkTime;
    private Integer cause;
    private String causeText;

    private Leg() {}

    /** Starts one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its channel. */
    @Override
    public String channel() {
        return channel;
    }

    /** The number that was dialled; of one that was not dialled, its own. */
    @Override
    public String number() {
        return number;
    }

    /** The name that the PBX has for it. */
    @Override
    public String name() {
        return name;
    }

    /** The number of the caller that it was shown. */
    @Override
    public String shownNumber() {
        return shownNumber;
    }

    /** How dialling it ended: ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION, CHANUNAVAIL; null if it was not dialled. */
    @Override
    public String dialStatus() {
        return dialStatus;
    }

    /** Where the phone sent the call on. */
    @Override
    public String forwardedTo() {
        return forwardedTo;
    }

    /** The Local channels that led to it, from the one that was dialled first. */
    @Override
    public List<String> via() {
        return via;
    }

    /** When its channel came up. */
    @Override
    public long startedAt() {
        return startedAt;
    }

    /** When it rang first. */
    @Override
    public Long ringingAt() {
        return ringingAt;
    }

    /** When it was answered. */
    @Override
    public Long answeredAt() {
        return answeredAt;
    }

    /** When it was hung up. */
    @Override
    public Long endedAt() {
        return endedAt;
    }

    /** In which it was connected to another party, in milliseconds. */
    @Override
    public long talkTime() {
        return talkTime;
    }

    /** Asterisk's hang-up cause. */
    @Override
    public Integer cause() {
        return cause;
    }

    /** The text of that cause. */
    @Override
    public String causeText() {
        return causeText;
    }

    /** Puts one together. */
    public static final class Builder {
        private Leg built = new Leg();

        private Builder() {}

        public Builder channel(String channel) {
            built.channel = channel;
            return this;
        }

        public Builder number(String number) {
            built.number = number;
            return this;
        }

        public Builder name(String name) {
            built.name = name;
            return this;
        }

        public Builder shownNumber(String shownNumber) {
            built.shownNumber = shownNumber;
            return this;
        }

        public Builder dialStatus(String dialStatus) {
            built.dialStatus = dialStatus;
            return this;
        }

        public Builder forwardedTo(String forwardedTo) {
            built.forwardedTo = forwardedTo;
            return this;
        }

        public Builder via(List<String> via) {
            built.via = List.copyOf(via);
            return this;
        }

        public Builder startedAt(long startedAt) {
            built.startedAt = startedAt;
            return this;
        }

        public Builder ringingAt(Long ringingAt) {
            built.ringingAt = ringingAt;
            return this;
        }

        public Builder answeredAt(Long answeredAt) {
            built.answeredAt = answeredAt;
            return this;
        }

        public Builder endedAt(Long endedAt) {
            built.endedAt = endedAt;
            return this;
        }

        public Builder talkTime(long talkTime) {
            built.talkTime = talkTime;
            return this;
        }

        public Builder cause(Integer cause) {
            built.cause = cause;
            return this;
        }

        public Builder causeText(String causeText) {
            built.causeText = causeText;
            return this;
        }

        /** Gives it; the builder is not to be used any more. */
        public Leg build() {
            Leg done = built;
            built = null;
            return done;
        }
    }
}
