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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AmiCall}. Each method sets one value, or a group of related values. A call needs an id, a PBX and a
 * state.
 *
 * @since 1.0
 */
public final class CallBuilder {
    String id;
    List<String> aliases = List.of();
    String pbx;
    CallState state;

    @Nullable
    CallDirection direction;

    @Nullable
    String callerNumber;

    @Nullable
    String callerName;

    @Nullable
    String shownNumber;

    @Nullable
    String shownName;

    @Nullable
    String calledNumber;

    @Nullable
    String calledName;

    @Nullable
    String answeredBy;

    @Nullable
    String channel;

    boolean originated;

    @Nullable
    String ringingNumber;

    @Nullable
    String ringingChannel;

    long startedAt;

    @Nullable
    Long ringingAt;

    @Nullable
    Long answeredAt;

    @Nullable
    Long endedAt;

    long duration;
    long ringTime;
    long talkTime;
    long holdTime;
    long queueTime;

    @Nullable
    CallDisposition disposition;

    boolean missed;

    @Nullable
    HungUpBy hungUpBy;

    @Nullable
    Integer cause;

    @Nullable
    String causeText;

    @Nullable
    FailureReason failureReason;

    List<Leg> legs = List.of();
    List<QueueVisit> queues = List.of();
    List<Transfer> transfers = List.of();
    List<Parking> parkings = List.of();
    List<Recording> recordings = List.of();

    @Nullable
    String pickedUpBy;

    Map<String, String> variables = Map.of();
    boolean partial;
    boolean synthetic;

    @Nullable
    CallEnd end;

    int omitted;

    CallBuilder() {}

    public CallBuilder id(String id, List<String> aliases) {
        this.id = id;
        this.aliases = List.copyOf(aliases);
        return this;
    }

    public CallBuilder pbx(String pbx) {
        this.pbx = pbx;
        return this;
    }

    public CallBuilder state(CallState state) {
        this.state = state;
        return this;
    }

    public CallBuilder direction(@Nullable CallDirection direction) {
        this.direction = direction;
        return this;
    }

    /** The caller's number, name and channel. */
    public CallBuilder caller(@Nullable String callerNumber, @Nullable String callerName, @Nullable String channel) {
        this.callerNumber = callerNumber;
        this.callerName = callerName;
        this.channel = channel;
        return this;
    }

    public CallBuilder originated(boolean originated) {
        this.originated = originated;
        return this;
    }

    /** The caller's number and name as the called side saw them. */
    public CallBuilder shown(@Nullable String shownNumber, @Nullable String shownName) {
        this.shownNumber = shownNumber;
        this.shownName = shownName;
        return this;
    }

    /** The number that the caller dialled, and the name of the party that answered, or that rang first. */
    public CallBuilder called(@Nullable String calledNumber, @Nullable String calledName) {
        this.calledNumber = calledNumber;
        this.calledName = calledName;
        return this;
    }

    public CallBuilder answeredBy(@Nullable String answeredBy) {
        this.answeredBy = answeredBy;
        return this;
    }

    /** The phone that has just begun to ring, or has stopped ringing. */
    public CallBuilder ringing(@Nullable String ringingNumber, @Nullable String ringingChannel) {
        this.ringingNumber = ringingNumber;
        this.ringingChannel = ringingChannel;
        return this;
    }

    /** Times in milliseconds since 1970; null for what did not happen. */
    public CallBuilder times(
            long startedAt, @Nullable Long ringingAt, @Nullable Long answeredAt, @Nullable Long endedAt) {
        this.startedAt = startedAt;
        this.ringingAt = ringingAt;
        this.answeredAt = answeredAt;
        this.endedAt = endedAt;
        return this;
    }

    /** Durations in milliseconds. */
    public CallBuilder durations(long duration, long ringTime, long talkTime, long holdTime, long queueTime) {
        this.duration = duration;
        this.ringTime = ringTime;
        this.talkTime = talkTime;
        this.holdTime = holdTime;
        this.queueTime = queueTime;
        return this;
    }

    /** The result of the call, whether it counts as missed, and why it could not be placed. */
    public CallBuilder disposition(
            @Nullable CallDisposition disposition, boolean missed, @Nullable FailureReason failureReason) {
        this.disposition = disposition;
        this.missed = missed;
        this.failureReason = failureReason;
        return this;
    }

    public CallBuilder hungUpBy(@Nullable HungUpBy hungUpBy) {
        this.hungUpBy = hungUpBy;
        return this;
    }

    public CallBuilder cause(@Nullable Integer cause, @Nullable String causeText) {
        this.cause = cause;
        this.causeText = causeText;
        return this;
    }

    public CallBuilder legs(List<Leg> legs) {
        this.legs = List.copyOf(legs);
        return this;
    }

    public CallBuilder queues(List<QueueVisit> queues) {
        this.queues = List.copyOf(queues);
        return this;
    }

    public CallBuilder transfers(List<Transfer> transfers) {
        this.transfers = List.copyOf(transfers);
        return this;
    }

    public CallBuilder parkings(List<Parking> parkings) {
        this.parkings = List.copyOf(parkings);
        return this;
    }

    public CallBuilder recordings(List<Recording> recordings) {
        this.recordings = List.copyOf(recordings);
        return this;
    }

    public CallBuilder pickedUpBy(@Nullable String pickedUpBy) {
        this.pickedUpBy = pickedUpBy;
        return this;
    }

    public CallBuilder variables(Map<String, String> variables) {
        // Map.copyOf would lose the order
        this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        return this;
    }

    public CallBuilder partial(boolean partial) {
        this.partial = partial;
        return this;
    }

    /** How the end of the call became known, and whether it was inferred. */
    public CallBuilder end(@Nullable CallEnd end, boolean synthetic) {
        this.end = end;
        this.synthetic = synthetic;
        return this;
    }

    public CallBuilder omitted(int omitted) {
        this.omitted = omitted;
        return this;
    }

    /**
     * Builds the call.
     *
     * @throws IllegalStateException if the id, the PBX or the state is missing
     */
    public AmiCall build() {
        if (id == null || pbx == null || state == null) {
            throw new IllegalStateException("a call needs an id, a PBX and a state");
        }
        return new AmiCall(this);
    }
}
