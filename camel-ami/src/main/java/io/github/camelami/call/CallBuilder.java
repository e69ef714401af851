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

/** Puts an {@link AmiCall} together: each method sets one value, or those that belong together. */
public final class CallBuilder {
    private AmiCall built = new AmiCall();

    CallBuilder() {}

    public CallBuilder id(String id, List<String> aliases) {
        built.id = id;
        built.aliases = List.copyOf(aliases);
        return this;
    }

    public CallBuilder pbx(String pbx) {
        built.pbx = pbx;
        return this;
    }

    public CallBuilder state(CallState state) {
        built.state = state;
        return this;
    }

    public CallBuilder direction(CallDirection direction) {
        built.direction = direction;
        return this;
    }

    /** Who called. */
    public CallBuilder caller(String callerNumber, String callerName, String channel) {
        built.callerNumber = callerNumber;
        built.callerName = callerName;
        built.channel = channel;
        return this;
    }

    public CallBuilder originated(boolean originated) {
        built.originated = originated;
        return this;
    }

    /** What the called side was shown. */
    public CallBuilder shown(String shownNumber, String shownName) {
        built.shownNumber = shownNumber;
        built.shownName = shownName;
        return this;
    }

    /** What the caller wanted, and who answered or rang first. */
    public CallBuilder called(String calledNumber, String calledName) {
        built.calledNumber = calledNumber;
        built.calledName = calledName;
        return this;
    }

    public CallBuilder answeredBy(String answeredBy) {
        built.answeredBy = answeredBy;
        return this;
    }

    /** The phone that has just begun to ring. */
    public CallBuilder ringing(String ringingNumber, String ringingChannel) {
        built.ringingNumber = ringingNumber;
        built.ringingChannel = ringingChannel;
        return this;
    }

    /** In milliseconds since 1970; null where nothing happened. */
    public CallBuilder times(long startedAt, Long ringingAt, Long answeredAt, Long endedAt) {
        built.startedAt = startedAt;
        built.ringingAt = ringingAt;
        built.answeredAt = answeredAt;
        built.endedAt = endedAt;
        return this;
    }

    /** In milliseconds. */
    public CallBuilder durations(long duration, long ringTime, long talkTime, long holdTime, long queueTime) {
        built.duration = duration;
        built.ringTime = ringTime;
        built.talkTime = talkTime;
        built.holdTime = holdTime;
        built.queueTime = queueTime;
        return this;
    }

    /** What became of it. */
    public CallBuilder disposition(CallDisposition disposition, boolean missed, FailureReason failureReason) {
        built.disposition = disposition;
        built.missed = missed;
        built.failureReason = failureReason;
        return this;
    }

    public CallBuilder hungUpBy(HungUpBy hungUpBy) {
        built.hungUpBy = hungUpBy;
        return this;
    }

    public CallBuilder cause(Integer cause, String causeText) {
        built.cause = cause;
        built.causeText = causeText;
        return this;
    }

    public CallBuilder legs(List<Leg> legs) {
        built.legs = List.copyOf(legs);
        return this;
    }

    public CallBuilder queues(List<QueueVisit> queues) {
        built.queues = List.copyOf(queues);
        return this;
    }

    public CallBuilder transfers(List<Transfer> transfers) {
        built.transfers = List.copyOf(transfers);
        return this;
    }

    public CallBuilder parkings(List<Parking> parkings) {
        built.parkings = List.copyOf(parkings);
        return this;
    }

    public CallBuilder recordings(List<Recording> recordings) {
        built.recordings = List.copyOf(recordings);
        return this;
    }

    public CallBuilder pickedUpBy(String pickedUpBy) {
        built.pickedUpBy = pickedUpBy;
        return this;
    }

    public CallBuilder variables(Map<String, String> variables) {
        built.variables = Map.copyOf(variables);
        return this;
    }

    public CallBuilder partial(boolean partial) {
        built.partial = partial;
        return this;
    }

    /** How its end is known. */
    public CallBuilder end(CallEnd end, boolean synthetic) {
        built.end = end;
        built.synthetic = synthetic;
        return this;
    }

    public CallBuilder omitted(int omitted) {
        built.omitted = omitted;
        return this;
    }

    /** Gives the call; the builder is not to be used any more. */
    public AmiCall build() {
        AmiCall done = built;
        built = null;
        return done;
    }
}
