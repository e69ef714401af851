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

/**
 * The values of a {@link QueueCaller} under the names that bean mappers look for; what each means is said there. The
 * getters are apart from the accessors, as Camel's bean language finds a name ambiguous that both have in one
 * class.
 */
public abstract class QueueCallerBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String callId;
    private final String channel;
    private final String number;
    private final String name;
    private final int position;
    private final long since;
    private final Long waitTime;

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
    final void each(BiConsumer<String, Object> values) {
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

    public final String getCallId() {
        return callId;
    }

    public final String getChannel() {
        return channel;
    }

    public final String getNumber() {
        return number;
    }

    public final String getName() {
        return name;
    }

    public final int getPosition() {
        return position;
    }

    public final long getSince() {
        return since;
    }

    public final Long getWaitTime() {
        return waitTime;
    }
}
