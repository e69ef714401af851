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

/**
 * Something that was not as the events had let expect when the state was compared with the PBX.
 */
public final class QueueDifference extends QueueDifferenceBean {
    private static final long serialVersionUID = 1;

    private QueueDifference(Builder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private QueueDifference() {
        this(new Builder());
    }

    /** Starts one, as a test of a route may need it. */
    public static Builder builder() {
        return new Builder();
    }

    /** Of what. */
    public DifferenceKind kind() {
        return getKind();
    }

    /** The Uniqueid of the caller, the interface of the member, or the name of the queue. */
    public String of() {
        return getOf();
    }

    /** Which value of it; present where there was, or is, none at all. */
    public String value() {
        return getValue();
    }

    /** What was known; null where nothing was. */
    public String was() {
        return getWas();
    }

    /** What the PBX says; null where it has none. */
    public String is() {
        return getIs();
    }

    /** Puts one together. */
    public static final class Builder {
        DifferenceKind kind;
        String of;
        String value;
        String was;
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

        public Builder value(String value) {
            this.value = value;
            return this;
        }

        public Builder was(String was) {
            this.was = was;
            return this;
        }

        public Builder is(String is) {
            this.is = is;
            return this;
        }

        /** Gives it. */
        public QueueDifference build() {
            return new QueueDifference(this);
        }
    }
}
