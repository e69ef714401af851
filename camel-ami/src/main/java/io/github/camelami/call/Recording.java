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

import org.jspecify.annotations.Nullable;

/**
 * A recording by MixMonitor.
 *
 * @since 1.0
 */
public final class Recording extends RecordingBean {
    private static final long serialVersionUID = 1;

    private Recording(Builder from) {
        super(from);
    }

    /** Creates an empty recording for bean mappers, which then set its values from JSON. */
    private Recording() {
        this(new Builder());
    }

    /** Returns a new builder of a recording, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The channel that is recorded. */
    public String channel() {
        return getChannel();
    }

    /**
     * The name of the file. It is known only if {@code channelvars} in manager.conf includes MIXMONITOR_FILENAME;
     * otherwise null.
     */
    public @Nullable String file() {
        return getFile();
    }

    /** When the recording began, in milliseconds since 1970. */
    public long startedAt() {
        return getStartedAt();
    }

    /** When the recording ended, in milliseconds since 1970; null while it runs. */
    public @Nullable Long endedAt() {
        return getEndedAt();
    }

    /** Builds a recording, which needs a channel. */
    public static final class Builder {
        String channel;

        @Nullable
        String file;

        long startedAt;

        @Nullable
        Long endedAt;

        private Builder() {}

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder file(@Nullable String file) {
            this.file = file;
            return this;
        }

        public Builder startedAt(long startedAt) {
            this.startedAt = startedAt;
            return this;
        }

        public Builder endedAt(@Nullable Long endedAt) {
            this.endedAt = endedAt;
            return this;
        }

        /** Builds the recording. */
        public Recording build() {
            return new Recording(this);
        }
    }
}
