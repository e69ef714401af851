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

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of calls that were emitted because of {@code maxOpenCalls}, and continue. */
final class CutCalls {
    private final long max;
    private final Set<String> ids = new LinkedHashSet<>();

    CutCalls(long max) {
        this.max = max;
    }

    void add(Call call) {
        ids.add(call.id());
        ids.addAll(call.aliases());
        Gone.shrink(ids, max);
    }

    boolean has(String linkedid) {
        return !ids.isEmpty() && ids.contains(linkedid);
    }

    /** Keeps those that a list still names. */
    void listed(Set<String> linkedids) {
        ids.retainAll(linkedids);
    }

    /** The restart of the PBX has ended all of them. */
    void restarted() {
        ids.clear();
    }
}
