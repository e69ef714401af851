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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists of values that go out with each message, so that they are made at little cost and never copied again. */
final class Values {

    private Values() {}

    static <T, V> List<V> of(List<T> all, Function<T, V> value) {
        List<V> values = new ArrayList<>(all.size());
        for (T each : all) {
            values.add(value.apply(each));
        }
        return List.copyOf(values);
    }
}
