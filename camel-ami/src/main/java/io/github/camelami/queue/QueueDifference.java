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

import org.jspecify.annotations.Nullable;

/**
 * One value that a comparison with the PBX has corrected. The value that followed from the events differed from that of
 * the PBX.
 *
 * @since 1.0
 */
public final class QueueDifference extends QueueDifferenceBean {
    private static final long serialVersionUID = 1;

    private QueueDifference(Builder from) {
        super(from);
    }

    /** Creates an empty difference for bean mappers, which then set its values from JSON. */
    private QueueDifference() {
        this(new Builder());
    }

    /** Returns a new builder of a difference, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the difference concerns. */
    public DifferenceKind kind() {
        return getKind();
    }

    /** The Uniqueid of the caller, the interface of the member, or the name of the queue. */
    public String of() {
        return getOf();
    }

    /**
     * The name of the value that differed. It is {@code present} if the queue, caller or member was known, but did not
     * exist on the PBX, or the reverse.
     */
    public @Nullable String value() {
        return getValue();
    }

    /** The value before the comparison; null if there was none. */
    public @Nullable String was() {
        return getWas();
    }

    /** The value on the PBX, which is the new value; null if there is none. */
    public @Nullable String is() {
        return getIs();
    }

    /** Builds a difference. */
    public static final class Builder {
        DifferenceKind kind;
        String of;

        @Nullable
        String value;

        @Nullable
        String was;

        @Nullable
        String is;

        private Builder() {}

        public Builder kind(DifferenceKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder of(String of) {
            this.of = of;
            return this;
        }

        public Builder value(@Nullable String value) {
            this.value = value;
            return this;
        }

        public Builder was(@Nullable String was) {
            this.was = was;
            return this;
        }

        public Builder is(@Nullable String is) {
            this.is = is;
            return this;
        }

        /** Builds the difference. */
        public QueueDifference build() {
            return new QueueDifference(this);
        }
    }
}
