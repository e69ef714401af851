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
package io.github.camelami.internal.uri;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers mistakes, so that each is logged only once. Their names may come from messages, and must not fill the log or
 * the memory, so their number has a limit.
 */
public final class OnceOnly {
    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param most the maximum number of mistakes to remember */
    public OnceOnly(int most) {
        this.most = most;
    }

    /** Whether a mistake is new, and there are not too many others. */
    public boolean isNew(String mistake) {
        return known.size() < most && known.add(mistake);
    }
}
