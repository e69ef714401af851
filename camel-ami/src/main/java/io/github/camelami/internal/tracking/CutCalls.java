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

/** The ids of calls that were emitted because of {@code maxOpenCalls}, but continue on the PBX. */
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

    /** Keeps only the ids that occur in a list, because the other calls have ended. */
    void listed(Set<String> linkedids) {
        ids.retainAll(linkedids);
    }

    /** Removes all ids, because the restart of the PBX has ended the calls. */
    void restarted() {
        ids.clear();
    }
}
