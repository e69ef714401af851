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
package io.github.camelami.internal.tracking.queue;

import java.util.List;
import java.util.function.Function;

/** Creates the immutable lists of values in messages, without an additional copy. */
final class Values {

    private Values() {}

    @SuppressWarnings("unchecked") // an array of V cannot be created; the list contains nothing else
    static <T, V> List<V> of(List<T> all, Function<T, V> value) {
        Object[] values = new Object[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(all.get(i));
        }
        return (List<V>) List.of(values);
    }
}
