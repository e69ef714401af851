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

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@link QueueDifference} under the names that bean mappers expect; {@link QueueDifference} describes
 * them. The getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has
 * both {@code value()} and {@code getValue()}.
 *
 * @since 1.0
 */
public abstract class QueueDifferenceBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final DifferenceKind kind;
    private final String of;
    private final @Nullable String value;
    private final @Nullable String was;
    private final @Nullable String is;

    QueueDifferenceBean(QueueDifference.Builder from) {
        this.kind = from.kind;
        this.of = from.of;
        this.value = from.value;
        this.was = from.was;
        this.is = from.is;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("kind", kind);
        values.accept("of", of);
        values.accept("value", value);
        values.accept("was", was);
        values.accept("is", is);
    }

    public final DifferenceKind getKind() {
        return kind;
    }

    public final String getOf() {
        return of;
    }

    public final @Nullable String getValue() {
        return value;
    }

    public final @Nullable String getWas() {
        return was;
    }

    public final @Nullable String getIs() {
        return is;
    }
}
