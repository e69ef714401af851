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
 * The values of a {@link Recording} as getters, for JSON and other bean mappers; routes use {@link Recording}. The
 * class is public, because such mappers call its methods. The getters are in a class of their own, because Camel's bean
 * language finds a name ambiguous if one class has both {@code file()} and {@code getFile()}.
 *
 * @since 1.0
 */
public abstract class RecordingBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final String channel;
    private final @Nullable String file;
    private final long startedAt;
    private final @Nullable Long endedAt;

    RecordingBean(Recording.Builder from) {
        this.channel = from.channel;
        this.file = from.file;
        this.startedAt = from.startedAt;
        this.endedAt = from.endedAt;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("channel", channel);
        values.accept("file", file);
        values.accept("startedAt", startedAt);
        values.accept("endedAt", endedAt);
    }

    public final String getChannel() {
        return channel;
    }

    public final @Nullable String getFile() {
        return file;
    }

    public final long getStartedAt() {
        return startedAt;
    }

    public final @Nullable Long getEndedAt() {
        return endedAt;
    }
}
