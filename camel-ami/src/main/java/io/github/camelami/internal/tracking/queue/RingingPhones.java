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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The channels of members that queues have called, until these channels are hung up. */
final class RingingPhones {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> up = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    void rings(String uniqueid) {
        if (uniqueid != null) {
            up.put(uniqueid, true);
        }
    }

    /**
     * Removes a channel that was hung up.
     *
     * @return whether a queue had called it
     */
    boolean hungUp(String uniqueid) {
        return up.remove(uniqueid) != null;
    }

    boolean anyOf(Collection<String> uniqueids) {
        return uniqueids.stream().anyMatch(up::containsKey);
    }
}
