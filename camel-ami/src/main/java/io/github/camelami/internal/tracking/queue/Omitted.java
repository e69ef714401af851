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

import java.util.HashSet;
import java.util.Set;

/** Counts what is beyond a limit. It remembers as many names as the limit, so that none of these counts twice. */
final class Omitted {
    private final int max;
    private final Set<String> names = new HashSet<>();
    private int more;

    Omitted(int max) {
        this.max = max;
    }

    /** A list begins, which has them all. */
    void clear() {
        names.clear();
        more = 0;
    }

    /** A list has it, or it was added. */
    void add(String name) {
        if (names.contains(name)) {
            return;
        }
        if (names.size() < max) {
            names.add(name);
        } else {
            more++;
        }
    }

    /** An event is about it. If not all names are remembered, it is one of those that have been counted. */
    void mention(String name) {
        if (more == 0) {
            add(name);
        }
    }

    /** It no longer exists. */
    void remove(String name) {
        if (!names.remove(name)) {
            more = Math.max(0, more - 1);
        }
    }

    int size() {
        return names.size() + more;
    }
}
