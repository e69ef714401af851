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

/**
 * Counts the names that are omitted because of a limit, for example those of members. Remembers as many omitted names
 * as the limit allows, so that none of them is counted twice.
 */
final class Omitted {
    private final int max;
    private final Set<String> names = new HashSet<>();
    private int more;

    Omitted(int max) {
        this.max = max;
    }

    /** Resets the count. Called before a list that contains all names. */
    void clear() {
        names.clear();
        more = 0;
    }

    /** Counts a name that is in a list, or that was added. */
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

    /**
     * Counts a name that occurs in an event. If some omitted names are not remembered, the name may be one of them, and
     * is not counted again.
     */
    void mention(String name) {
        if (more == 0) {
            add(name);
        }
    }

    /** Removes a name that no longer exists. */
    void remove(String name) {
        if (!names.remove(name)) {
            more = Math.max(0, more - 1);
        }
    }

    int size() {
        return names.size() + more;
    }
}
