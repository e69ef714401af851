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

/** A recording by MixMonitor. */
public final class Recording extends CallValue implements RecordingBean {
    private static final long serialVersionUID = 1;

    private String channel;
    private String file;
    private long startedAt;
    private Long endedAt;

    private Recording() {}

    /** Starts one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The channel that is recorded. */
    @Override
    public String channel() {
        return channel;
    }

    /** Known where {@code channelvars} of the PBX names MIXMONITOR_FILENAME. */
    @Override
    public String file() {
        return file;
    }

    /** When it began. */
    @Override
    public long startedAt() {
        return startedAt;
    }

    /** When it ended. */
    @Override
    public Long endedAt() {
        return endedAt;
    }

    /** Puts one together. */
    public static final class Builder {
        private Recording built = new Recording();

        private Builder() {}

        public Builder channel(String channel) {
            built.channel = channel;
            return this;
        }

        public Builder file(String file) {
            built.file = file;
            return this;
        }

        public Builder startedAt(long startedAt) {
            built.startedAt = startedAt;
            return this;
        }

        public Builder endedAt(Long endedAt) {
            built.endedAt = endedAt;
            return this;
        }

        /** Gives it; the builder is not to be used any more. */
        public Recording build() {
            Recording done = built;
            built = null;
            return done;
        }
    }
}
