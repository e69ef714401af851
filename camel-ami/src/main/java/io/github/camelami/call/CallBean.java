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
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@link AmiCall} as getters, for JSON and other bean mappers; routes use {@link AmiCall}. The class
 * is public, because such mappers call its methods. The getters are in a class of their own, because Camel's bean
 * language finds a name ambiguous if one class has both {@code id()} and {@code getId()}.
 *
 * @since 1.0
 */
public abstract class CallBean extends CallPartiesBean {
    private static final long serialVersionUID = 1;

    private final long startedAt;
    private final @Nullable Long ringingAt;
    private final @Nullable Long answeredAt;
    private final @Nullable Long endedAt;
    private final long duration;
    private final long ringTime;
    private final long talkTime;
    private final long holdTime;
    private final long queueTime;
    private final @Nullable CallDisposition disposition;
    private final boolean missed;
    private final @Nullable HungUpBy hungUpBy;
    private final @Nullable Integer cause;
    private final @Nullable String causeText;
    private final @Nullable FailureReason failureReason;
    private final List<Leg> legs;
    private final List<QueueVisit> queues;
    private final List<Transfer> transfers;
    private final List<Parking> parkings;
    private final List<Recording> recordings;
    private final @Nullable String pickedUpBy;
    private final Map<String, String> variables;
    private final boolean partial;
    private final boolean synthetic;
    private final @Nullable CallEnd end;
    private final int omitted;

    CallBean(CallBuilder from) {
        super(from);
        this.startedAt = from.startedAt;
        this.ringingAt = from.ringingAt;
        this.answeredAt = from.answeredAt;
        this.endedAt = from.endedAt;
        this.duration = from.duration;
        this.ringTime = from.ringTime;
        this.talkTime = from.talkTime;
        this.holdTime = from.holdTime;
        this.queueTime = from.queueTime;
        this.disposition = from.disposition;
        this.missed = from.missed;
        this.hungUpBy = from.hungUpBy;
        this.cause = from.cause;
        this.causeText = from.causeText;
        this.failureReason = from.failureReason;
        this.legs = from.legs;
        this.queues = from.queues;
        this.transfers = from.transfers;
        this.parkings = from.parkings;
        this.recordings = from.recordings;
        this.pickedUpBy = from.pickedUpBy;
        this.variables = from.variables;
        this.partial = from.partial;
        this.synthetic = from.synthetic;
        this.end = from.end;
        this.omitted = from.omitted;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        eachParty(values);
        values.accept("startedAt", startedAt);
        values.accept("ringingAt", ringingAt);
        values.accept("answeredAt", answeredAt);
        values.accept("endedAt", endedAt);
        values.accept("duration", duration);
        values.accept("ringTime", ringTime);
        values.accept("talkTime", talkTime);
        values.accept("holdTime", holdTime);
        values.accept("queueTime", queueTime);
        values.accept("disposition", disposition);
        values.accept("missed", missed);
        values.accept("hungUpBy", hungUpBy);
        values.accept("cause", cause);
        values.accept("causeText", causeText);
        values.accept("failureReason", failureReason);
        values.accept("legs", legs);
        values.accept("queues", queues);
        values.accept("transfers", transfers);
        values.accept("parkings", parkings);
        values.accept("recordings", recordings);
        values.accept("pickedUpBy", pickedUpBy);
        values.accept("variables", variables);
        values.accept("partial", partial);
        values.accept("synthetic", synthetic);
        values.accept("end", end);
        values.accept("omitted", omitted);
    }

    public final long getStartedAt() {
        return startedAt;
    }

    public final @Nullable Long getRingingAt() {
        return ringingAt;
    }

    public final @Nullable Long getAnsweredAt() {
        return answeredAt;
    }

    public final @Nullable Long getEndedAt() {
        return endedAt;
    }

    public final long getDuration() {
        return duration;
    }

    public final long getRingTime() {
        return ringTime;
    }

    public final long getTalkTime() {
        return talkTime;
    }

    public final long getHoldTime() {
        return holdTime;
    }

    public final long getQueueTime() {
        return queueTime;
    }

    public final @Nullable CallDisposition getDisposition() {
        return disposition;
    }

    public final boolean isMissed() {
        return missed;
    }

    public final @Nullable HungUpBy getHungUpBy() {
        return hungUpBy;
    }

    public final @Nullable Integer getCause() {
        return cause;
    }

    public final @Nullable String getCauseText() {
        return causeText;
    }

    public final @Nullable FailureReason getFailureReason() {
        return failureReason;
    }

    public final List<Leg> getLegs() {
        return legs;
    }

    public final List<QueueVisit> getQueues() {
        return queues;
    }

    public final List<Transfer> getTransfers() {
        return transfers;
    }

    public final List<Parking> getParkings() {
        return parkings;
    }

    public final List<Recording> getRecordings() {
        return recordings;
    }

    public final @Nullable String getPickedUpBy() {
        return pickedUpBy;
    }

    public final Map<String, String> getVariables() {
        return variables;
    }

    public final boolean isPartial() {
        return partial;
    }

    public final boolean isSynthetic() {
        return synthetic;
    }

    public final @Nullable CallEnd getEnd() {
        return end;
    }

    public final int getOmitted() {
        return omitted;
    }
}
