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
 * A transfer of a call.
 *
 * @since 1.0
 */
public final class Transfer extends TransferBean {
    private static final long serialVersionUID = 1;

    private Transfer(Builder from) {
        super(from);
    }

    /** Creates an empty transfer for bean mappers, which then set its values from JSON. */
    private Transfer() {
        this(new Builder());
    }

    /** Returns a new builder of a transfer, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** Blind or attended. */
    public TransferKind kind() {
        return getKind();
    }

    /** The channel of the party that made the transfer. */
    public @Nullable String by() {
        return getBy();
    }

    /** The number of the party that made the transfer. */
    public @Nullable String byNumber() {
        return getByNumber();
    }

    /** The channel of the party that was transferred. */
    public @Nullable String who() {
        return getWho();
    }

    /** The number of the target; null if the transfer failed. */
    public @Nullable String to() {
        return getTo();
    }

    /** For an attended transfer, the kind of target: Bridge, App, Link, Threeway, Fail. */
    public @Nullable String target() {
        return getTarget();
    }

    /** The result that Asterisk reports: Success, Fail, Invalid, Not Permitted. */
    public @Nullable String result() {
        return getResult();
    }

    /**
     * What happened to the transferred party; null until this is known, if it is unknown because events were lost, or if
     * no phone was dialled.
     */
    public @Nullable TransferOutcome outcome() {
        return getOutcome();
    }

    /** When the transfer was made, in milliseconds since 1970. */
    public long at() {
        return getAt();
    }

    /** Builds a transfer, which needs a kind. */
    public static final class Builder {
        TransferKind kind;

        @Nullable
        String by;

        @Nullable
        String byNumber;

        @Nullable
        String who;

        @Nullable
        String to;

        @Nullable
        String target;

        @Nullable
        String result;

        @Nullable
        TransferOutcome outcome;

        long at;

        private Builder() {}

        public Builder kind(TransferKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder by(@Nullable String by) {
            this.by = by;
            return this;
        }

        public Builder byNumber(@Nullable String byNumber) {
            this.byNumber = byNumber;
            return this;
        }

        public Builder who(@Nullable String who) {
            this.who = who;
            return this;
        }

        public Builder to(@Nullable String to) {
            this.to = to;
            return this;
        }

        public Builder target(@Nullable String target) {
            this.target = target;
            return this;
        }

        public Builder result(@Nullable String result) {
            this.result = result;
            return this;
        }

        public Builder outcome(@Nullable TransferOutcome outcome) {
            this.outcome = outcome;
            return this;
        }

        public Builder at(long at) {
            this.at = at;
            return this;
        }

        /** Builds the transfer. */
        public Transfer build() {
            return new Transfer(this);
        }
    }
}
