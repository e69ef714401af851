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

/** A stay in a parking lot. */
public final class Parking extends CallValue implements ParkingBean {
    private static final long serialVersionUID = 1;

    private String lot;
    private String space;
    private long parkedAt;
    private Long endedAt;
    private ParkingOutcome outcome;
    private String by;

    private Parking() {}

    /** Starts one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the lot. */
    @Override
    public String lot() {
        return lot;
    }

    /** The space in it. */
    @Override
    public String space() {
        return space;
    }

    /** When it began. */
    @Override
    public long parkedAt() {
        return parkedAt;
    }

    /** When it ended. */
    @Override
    public Long endedAt() {
        return endedAt;
    }

    /** How it ended; null while it lasts. */
    @Override
    public ParkingOutcome outcome() {
        return outcome;
    }

    /** Who parked it, as Asterisk would dial them. */
    @Override
    public String by() {
        return by;
    }

    /** Puts one together. */
    public static final class Builder {
        private Parking built = new Parking();

        private Builder() {}

        public Builder lot(String lot) {
            built.lot = lot;
            return this;
        }

        public Builder space(String space) {
            built.space = space;
            return this;
        }

        public Builder parkedAt(long parkedAt) {
            built.parkedAt = parkedAt;
            return this;
        }

        public Builder endedAt(Long endedAt) {
            built.endedAt = endedAt;
            return this;
        }

        public Builder outcome(ParkingOutcome outcome) {
            built.outcome = outcome;
            return this;
        }

        public Builder by(String by) {
            built.by = by;
            return this;
        }

        /** Gives it; the builder is not to be used any more. */
        public Parking build() {
            Parking done = built;
            built = null;
            return done;
        }
    }
}
