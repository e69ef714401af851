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
 * The values of a {@link Parking} as getters, for JSON and other bean mappers; routes use {@link Parking}. The class is
 * public, because such mappers call its methods. The getters are in a class of their own, because Camel's bean language
 * finds a name ambiguous if one class has both {@code lot()} and {@code getLot()}.
 *
 * @since 1.0
 */
public abstract class ParkingBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final @Nullable String lot;
    private final @Nullable String space;
    private final long parkedAt;
    private final @Nullable Long endedAt;
    private final @Nullable ParkingOutcome outcome;
    private final @Nullable String by;

    ParkingBean(Parking.Builder from) {
        this.lot = from.lot;
        this.space = from.space;
        this.parkedAt = from.parkedAt;
        this.endedAt = from.endedAt;
        this.outcome = from.outcome;
        this.by = from.by;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("lot", lot);
        values.accept("space", space);
        values.accept("parkedAt", parkedAt);
        values.accept("endedAt", endedAt);
        values.accept("outcome", outcome);
        values.accept("by", by);
    }

    public final @Nullable String getLot() {
        return lot;
    }

    public final @Nullable String getSpace() {
        return space;
    }

    public final long getParkedAt() {
        return parkedAt;
    }

    public final @Nullable Long getEndedAt() {
        return endedAt;
    }

    public final @Nullable ParkingOutcome getOutcome() {
        return outcome;
    }

    public final @Nullable String getBy() {
        return by;
    }
}
