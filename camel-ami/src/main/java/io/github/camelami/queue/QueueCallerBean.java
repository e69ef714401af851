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
 * The values of a {@link QueueCaller} under the names that bean mappers expect; {@link QueueCaller} describes them. The
 * getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * {@code name()} and {@code getName()}.
 *
 * @since 1.0
 */
public abstract class QueueCallerBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final String id;
    private final @Nullable String callId;
    private final @Nullable String channel;
    private final @Nullable String number;
    private final @Nullable String name;
    private final int position;
    private final long since;
    private final @Nullable Long waitTime;

    QueueCallerBean(QueueCaller.Builder from) {
        this.id = from.id;
        this.callId = from.callId;
        this.channel = from.channel;
        this.number = from.number;
        this.name = from.name;
        this.position = from.position;
        this.since = from.since;
        this.waitTime = from.waitTime;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("id", id);
        values.accept("callId", callId);
        values.accept("channel", channel);
        values.accept("number", number);
        values.accept("name", name);
        values.accept("position", position);
        values.accept("since", since);
        values.accept("waitTime", waitTime);
    }

    public final String getId() {
        return id;
    }

    public final @Nullable String getCallId() {
        return callId;
    }

    public final @Nullable String getChannel() {
        return channel;
    }

    public final @Nullable String getNumber() {
        return number;
    }

    public final @Nullable String getName() {
        return name;
    }

    public final int getPosition() {
        return position;
    }

    public final long getSince() {
        return since;
    }

    public final @Nullable Long getWaitTime() {
        return waitTime;
    }
}
