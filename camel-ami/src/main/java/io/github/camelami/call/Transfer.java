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

/** A transfer. */
public final class Transfer extends CallValue implements TransferBean {
    private static final long serialVersionUID = 1;

    private TransferKind kind;
    private String by;
    private String byNumber;
    private String who;
    private String to;
    private String target;
    private String result;
    private TransferOutcome outcome;
    private long at;

    private Transfer() {}

    /** Starts one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Blind or attended. */
    @Override
    public TransferKind kind() {
        return kind;
    }

    /** The channel of who transferred. */
    @Override
    public String by() {
        return by;
    }

    /** The number of who transferred. */
    @Override
    public String byNumber() {
        return byNumber;
    }

    /** The channel of the party that was transferred. */
    @Override
    public String who() {
        return who;
    }

    /** The number to which; null where the transfer failed. */
    @Override
    public String to() {
        return to;
    }

    /** For an attended one, what kind of target: Bridge, App, Link, Threeway, Fail. */
    @Override
    public String target() {
        return target;
    }

    /** What Asterisk says of it: Success, Fail, Invalid, Not Permitted. */
    @Override
    public String result() {
        return result;
    }

    /** What the transferred party met; null while open, and where no phone was dialled. */
    @Override
    public TransferOutcome outcome() {
        return outcome;
    }

    /** When. */
    @Override
    public long at() {
        return at;
    }

    /** Puts one together. */
    public static final class Builder {
        private Transfer built = new Transfer();

        private Builder() {}

        public Builder kind(TransferKind kind) {
            built.kind = kind;
            return this;
        }

        public Builder by(String by) {
            built.by = by;
            return this;
        }

        public Builder byNumber(String byNumber) {
            built.byNumber = byNumber;
            return this;
        }

        public Builder who(String who) {
            built.who = who;
            return this;
        }

        public Builder to(String to) {
            built.to = to;
            return this;
        }

        public Builder target(String target) {
            built.target = target;
            return this;
        }

        public Builder result(String result) {
            built.result = result;
            return this;
        }

        public Builder outcome(TransferOutcome outcome) {
            built.outcome = outcome;
            return this;
        }

        public Builder at(long at) {
            built.at = at;
            return this;
        }

        /** Gives it; the builder is not to be used any more. */
        public Transfer build() {
            Transfer done = built;
            built = null;
            return done;
        }
    }
}
