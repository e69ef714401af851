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

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@link AmiAgent} under the names that bean mappers expect; {@link AmiAgent} describes them. The
 * getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * {@code name()} and {@code getName()}.
 *
 * @since 1.0
 */
public abstract class AgentBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String name;
    private final String pbx;
    private final AgentChange change;
    private final long at;
    private final MemberState state;
    private final @Nullable String pauseReason;
    private final long since;
    private final boolean pool;
    private final @Nullable String channel;
    private final @Nullable Long loggedInAt;
    private final int callsTaken;
    private final List<QueueMember> queues;

    AgentBean(AmiAgent.Builder from) {
        this.id = from.id;
        this.name = from.name;
        this.pbx = from.pbx;
        this.change = from.change;
        this.at = from.at;
        this.state = from.state;
        this.pauseReason = from.pauseReason;
        this.since = from.since;
        this.pool = from.pool;
        this.channel = from.channel;
        this.loggedInAt = from.loggedInAt;
        this.callsTaken = from.callsTaken;
        this.queues = from.queues;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("id", id);
        values.accept("name", name);
        values.accept("pbx", pbx);
        values.accept("change", change);
        values.accept("at", at);
        values.accept("state", state);
        values.accept("pauseReason", pauseReason);
        values.accept("since", since);
        values.accept("pool", pool);
        values.accept("channel", channel);
        values.accept("loggedInAt", loggedInAt);
        values.accept("callsTaken", callsTaken);
        values.accept("queues", queues);
    }

    public final String getId() {
        return id;
    }

    public final String getName() {
        return name;
    }

    public final String getPbx() {
        return pbx;
    }

    public final AgentChange getChange() {
        return change;
    }

    public final long getAt() {
        return at;
    }

    public final MemberState getState() {
        return state;
    }

    public final @Nullable String getPauseReason() {
        return pauseReason;
    }

    public final long getSince() {
        return since;
    }

    public final boolean isPool() {
        return pool;
    }

    public final @Nullable String getChannel() {
        return channel;
    }

    public final @Nullable Long getLoggedInAt() {
        return loggedInAt;
    }

    public final int getCallsTaken() {
        return callsTaken;
    }

    public final List<QueueMember> getQueues() {
        return queues;
    }
}
