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
package io.github.camelami.internal.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The event names that a consumer wants. The result for each name is computed once and remembered. */
final class WantedNames {
    /** The maximum number of remembered names, because an unknown sender could invent any number of names. */
    private static final int MAX_REMEMBERED = 4096;

    private final Predicate<String> names;
    private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

    WantedNames(Predicate<String> names) {
        this.names = names;
    }

    boolean include(String name) {
        Boolean wanted = remembered.get(name);
        if (wanted == null) {
            wanted = names.test(name);
            if (remembered.size() < MAX_REMEMBERED) {
                remembered.put(name, wanted);
            }
        }
        return wanted;
    }
}
