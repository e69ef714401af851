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
 * A stay in a parking lot.
 *
 * @since 1.0
 */
public final class Parking extends ParkingBean {
    private static final long serialVersionUID = 1;

    private Parking(Builder from) {
        super(from);
    }

    /** Creates an empty stay for bean mappers, which then set its values from JSON. */
    private Parking() {
        this(new Builder());
    }

    /** Returns a new builder of a stay, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the parking lot. */
    public @Nullable String lot() {
        return getLot();
    }

    /** The parking space. */
    public @Nullable String space() {
        return getSpace();
    }

    /** When the stay began, in milliseconds since 1970. */
    public long parkedAt() {
        return getParkedAt();
    }

    /** When the stay ended, in milliseconds since 1970; null while it lasts. */
    public @Nullable Long endedAt() {
        return getEndedAt();
    }

    /** How the stay ended; null while it lasts. */
    public @Nullable ParkingOutcome outcome() {
        return getOutcome();
    }

    /** Who parked the call, as a dial string of Asterisk, such as {@code PJSIP/100}. */
    public @Nullable String by() {
        return getBy();
    }

    /** Builds a stay. */
    public static final class Builder {
        @Nullable
        String lot;

        @Nullable
        String space;

        long parkedAt;

        @Nullable
        Long endedAt;

        @Nullable
        ParkingOutcome outcome;

        @Nullable
        String by;

        private Builder() {}

        public Builder lot(@Nullable String lot) {
            this.lot = lot;
            return this;
        }

        public Builder space(@Nullable String space) {
            this.space = space;
            return this;
        }

        public Builder parkedAt(long parkedAt) {
            this.parkedAt = parkedAt;
            return this;
        }

        public Builder endedAt(@Nullable Long endedAt) {
            this.endedAt = endedAt;
            return this;
        }

        public Builder outcome(@Nullable ParkingOutcome outcome) {
            this.outcome = outcome;
            return this;
        }

        public Builder by(@Nullable String by) {
            this.by = by;
            return this;
        }

        /** Builds the stay. */
        public Parking build() {
            return new Parking(this);
        }
    }
}
