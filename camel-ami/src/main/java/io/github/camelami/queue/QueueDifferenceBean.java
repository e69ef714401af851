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

/**
 * The values of a {@link QueueDifference} under the names that bean mappers look for; what each means is said there. The
 * getters are apart from the accessors, as Camel's bean language finds a name ambiguous that both have in one
 * class.
 */
public abstract class QueueDifferenceBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final DifferenceKind kind;
    private final String of;
    private final String value;
    private final String was;
    private final String is;

    QueueDifferenceBean(QueueDifference.Builder from) {
        this.kind = from.kind;
        this.of = from.of;
        this.value = from.value;
        this.was = from.was;
        this.is = from.is;
    }

    @Override
    final void each(BiConsumer<String, Object> values) {
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

    public final String getValue() {
        return value;
    }

    public final String getWas() {
        return was;
    }

    public final String getIs() {
        return is;
    }
}
