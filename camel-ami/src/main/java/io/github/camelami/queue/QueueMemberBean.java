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
 * The values of a {@link QueueMember} under the names that bean mappers expect; {@link QueueMember} describes them. The
 * getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * {@code name()} and {@code getName()}.
 *
 * @since 1.0
 */
public abstract class QueueMemberBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final String queue;
    private final String name;
    private final String interfaceName;
    private final @Nullable String stateInterface;
    private final @Nullable String membership;
    private final int penalty;
    private final MemberState state;
    private final @Nullable String deviceState;
    private final long since;
    private final boolean paused;
    private final @Nullable String pauseReason;
    private final @Nullable Long pausedAt;
    private final boolean inCall;
    private final int callsTaken;
    private final @Nullable Long lastCallAt;
    private final long wrapUpTime;
    private final @Nullable Boolean ringInUse;
    private final @Nullable Long loggedInAt;

    QueueMemberBean(QueueMember.Builder from) {
        this.queue = from.queue;
        this.name = from.name;
        this.interfaceName = from.interfaceName;
        this.stateInterface = from.stateInterface;
        this.membership = from.membership;
        this.penalty = from.penalty;
        this.state = from.state;
        this.deviceState = from.deviceState;
        this.since = from.since;
        this.paused = from.paused;
        this.pauseReason = from.pauseReason;
        this.pausedAt = from.pausedAt;
        this.inCall = from.inCall;
        this.callsTaken = from.callsTaken;
        this.lastCallAt = from.lastCallAt;
        this.wrapUpTime = from.wrapUpTime;
        this.ringInUse = from.ringInUse;
        this.loggedInAt = from.loggedInAt;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("queue", queue);
        values.accept("name", name);
        values.accept("interfaceName", interfaceName);
        values.accept("stateInterface", stateInterface);
        values.accept("membership", membership);
        values.accept("penalty", penalty);
        values.accept("state", state);
        values.accept("deviceState", deviceState);
        values.accept("since", since);
        values.accept("paused", paused);
        values.accept("pauseReason", pauseReason);
        values.accept("pausedAt", pausedAt);
        values.accept("inCall", inCall);
        values.accept("callsTaken", callsTaken);
        values.accept("lastCallAt", lastCallAt);
        values.accept("wrapUpTime", wrapUpTime);
        values.accept("ringInUse", ringInUse);
        values.accept("loggedInAt", loggedInAt);
    }

    public final String getQueue() {
        return queue;
    }

    public final String getName() {
        return name;
    }

    public final String getInterfaceName() {
        return interfaceName;
    }

    public final @Nullable String getStateInterface() {
        return stateInterface;
    }

    public final @Nullable String getMembership() {
        return membership;
    }

    public final int getPenalty() {
        return penalty;
    }

    public final MemberState getState() {
        return state;
    }

    public final @Nullable String getDeviceState() {
        return deviceState;
    }

    public final long getSince() {
        return since;
    }

    public final boolean isPaused() {
        return paused;
    }

    public final @Nullable String getPauseReason() {
        return pauseReason;
    }

    public final @Nullable Long getPausedAt() {
        return pausedAt;
    }

    public final boolean isInCall() {
        return inCall;
    }

    public final int getCallsTaken() {
        return callsTaken;
    }

    public final @Nullable Long getLastCallAt() {
        return lastCallAt;
    }

    public final long getWrapUpTime() {
        return wrapUpTime;
    }

    public final @Nullable Boolean getRingInUse() {
        return ringInUse;
    }

    public final @Nullable Long getLoggedInAt() {
        return loggedInAt;
    }
}
