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

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The times and durations of an {@link AmiCall} under the names that bean mappers expect; {@link AmiCall} describes
 * them.
 *
 * @since 1.0
 */
public abstract class CallTimesBean extends CallValue {
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

    CallTimesBean(CallBuilder from) {
        this.startedAt = from.startedAt;
        this.ringingAt = from.ringingAt;
        this.answeredAt = from.answeredAt;
        this.endedAt = from.endedAt;
        this.duration = from.duration;
        this.ringTime = from.ringTime;
        this.talkTime = from.talkTime;
        this.holdTime = from.holdTime;
        this.queueTime = from.queueTime;
    }

    /** The part of {@link #each} that concerns times. */
    final void eachTime(BiConsumer<String, @Nullable Object> values) {
        values.accept("startedAt", startedAt);
        values.accept("ringingAt", ringingAt);
        values.accept("answeredAt", answeredAt);
        values.accept("endedAt", endedAt);
        values.accept("duration", duration);
        values.accept("ringTime", ringTime);
        values.accept("talkTime", talkTime);
        values.accept("holdTime", holdTime);
        values.accept("queueTime", queueTime);
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
}
