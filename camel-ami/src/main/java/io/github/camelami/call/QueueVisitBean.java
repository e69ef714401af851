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
 * The values of a {@link QueueVisit} as getters, for JSON and other bean mappers; routes use {@link QueueVisit}. The
 * class is public, because such mappers call its methods. The getters are in a class of their own, because Camel's bean
 * language finds a name ambiguous if one class has both {@code queue()} and {@code getQueue()}.
 *
 * @since 1.0
 */
public abstract class QueueVisitBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final String queue;
    private final int position;
    private final long joinedAt;
    private final @Nullable Long leftAt;
    private final long waitTime;
    private final @Nullable QueueOutcome outcome;
    private final @Nullable String agent;
    private final @Nullable String agentName;
    private final @Nullable String agentNumber;
    private final int rangInVain;
    private final @Nullable Long talkTime;
    private final @Nullable String completedBy;

    QueueVisitBean(QueueVisit.Builder from) {
        this.queue = from.queue;
        this.position = from.position;
        this.joinedAt = from.joinedAt;
        this.leftAt = from.leftAt;
        this.waitTime = from.waitTime;
        this.outcome = from.outcome;
        this.agent = from.agent;
        this.agentName = from.agentName;
        this.agentNumber = from.agentNumber;
        this.rangInVain = from.rangInVain;
        this.talkTime = from.talkTime;
        this.completedBy = from.completedBy;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("queue", queue);
        values.accept("position", position);
        values.accept("joinedAt", joinedAt);
        values.accept("leftAt", leftAt);
        values.accept("waitTime", waitTime);
        values.accept("outcome", outcome);
        values.accept("agent", agent);
        values.accept("agentName", agentName);
        values.accept("agentNumber", agentNumber);
        values.accept("rangInVain", rangInVain);
        values.accept("talkTime", talkTime);
        values.accept("completedBy", completedBy);
    }

    public final String getQueue() {
        return queue;
    }

    public final int getPosition() {
        return position;
    }

    public final long getJoinedAt() {
        return joinedAt;
    }

    public final @Nullable Long getLeftAt() {
        return leftAt;
    }

    public final long getWaitTime() {
        return waitTime;
    }

    public final @Nullable QueueOutcome getOutcome() {
        return outcome;
    }

    public final @Nullable String getAgent() {
        return agent;
    }

    public final @Nullable String getAgentName() {
        return agentName;
    }

    public final @Nullable String getAgentNumber() {
        return agentNumber;
    }

    public final int getRangInVain() {
        return rangInVain;
    }

    public final @Nullable Long getTalkTime() {
        return talkTime;
    }

    public final @Nullable String getCompletedBy() {
        return completedBy;
    }
}
