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
package io.github.camelami.internal.tracking;

import java.util.ArrayList;
import java.util.List;

/** The facts of one kind about a call, such as its transfers. Facts beyond a limit are counted, but not stored. */
class FactList<T> {
    private final int max;
    private List<T> facts = List.of();
    private int omitted;

    FactList(int max) {
        this.max = max;
    }

    final void add(T fact) {
        if (facts.size() >= max) {
            omitted++;
            return;
        }
        facts = facts.isEmpty() ? new ArrayList<>(2) : facts;
        facts.add(fact);
    }

    final void addAll(FactList<T> others) {
        others.facts.forEach(this::add);
        omitted += others.omitted;
    }

    final boolean hasAny() {
        return !facts.isEmpty();
    }

    final List<T> all() {
        return facts;
    }

    /** The last fact; null if there is none. */
    final T last() {
        return facts.isEmpty() ? null : facts.get(facts.size() - 1);
    }

    final int omitted() {
        return omitted;
    }
}
