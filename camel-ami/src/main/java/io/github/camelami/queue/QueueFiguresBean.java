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

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@link QueueFigures} under the names that bean mappers expect; {@link QueueFigures} describes them.
 * The getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * {@code offered()} and {@code getOffered()}.
 *
 * @since 1.0
 */
public abstract class QueueFiguresBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final long since;
    private final long offered;
    private final long answered;
    private final long abandoned;
    private final long timedOut;
    private final long left;
    private final long unseen;
    private final long leaving;
    private final long completed;
    private final long answeredInTime;
    private final int serviceLevelTime;
    private final @Nullable Double serviceLevel;
    private final long longestWait;
    private final long averageWait;
    private final long talkTime;
    private final long averageTalkTime;

    QueueFiguresBean(QueueFigures.Builder from) {
        this.since = from.since;
        this.offered = from.offered;
        this.answered = from.answered;
        this.abandoned = from.abandoned;
        this.timedOut = from.timedOut;
        this.left = from.left;
        this.unseen = from.unseen;
        this.leaving = from.leaving;
        this.completed = from.completed;
        this.answeredInTime = from.answeredInTime;
        this.serviceLevelTime = from.serviceLevelTime;
        this.serviceLevel = from.serviceLevel;
        this.longestWait = from.longestWait;
        this.averageWait = from.averageWait;
        this.talkTime = from.talkTime;
        this.averageTalkTime = from.averageTalkTime;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("since", since);
        values.accept("offered", offered);
        values.accept("answered", answered);
        values.accept("abandoned", abandoned);
        values.accept("timedOut", timedOut);
        values.accept("left", left);
        values.accept("unseen", unseen);
        values.accept("leaving", leaving);
        values.accept("completed", completed);
        values.accept("answeredInTime", answeredInTime);
        values.accept("serviceLevelTime", serviceLevelTime);
        values.accept("serviceLevel", serviceLevel);
        values.accept("longestWait", longestWait);
        values.accept("averageWait", averageWait);
        values.accept("talkTime", talkTime);
        values.accept("averageTalkTime", averageTalkTime);
    }

    public final long getSince() {
        return since;
    }

    public final long getOffered() {
        return offered;
    }

    public final long getAnswered() {
        return answered;
    }

    public final long getAbandoned() {
        return abandoned;
    }

    public final long getTimedOut() {
        return timedOut;
    }

    public final long getLeft() {
        return left;
    }

    public final long getUnseen() {
        return unseen;
    }

    public final long getLeaving() {
        return leaving;
    }

    public final long getCompleted() {
        return completed;
    }

    public final long getAnsweredInTime() {
        return answeredInTime;
    }

    public final int getServiceLevelTime() {
        return serviceLevelTime;
    }

    public final @Nullable Double getServiceLevel() {
        return serviceLevel;
    }

    public final long getLongestWait() {
        return longestWait;
    }

    public final long getAverageWait() {
        return averageWait;
    }

    public final long getTalkTime() {
        return talkTime;
    }

    public final long getAverageTalkTime() {
        return averageTalkTime;
    }
}
