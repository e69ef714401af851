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
package io.github.camelami.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The faults for later actions, by the name of the action. The name {@code *} stands for any action. */
final class FaultTable<F> {

    private final Map<String, Deque<F>> once = new HashMap<>();
    private final Map<String, F> always = new HashMap<>();

    synchronized void next(String action, int times, F fault) {
        once.computeIfAbsent(key(action), name -> new ArrayDeque<>()).addAll(Collections.nCopies(times, fault));
    }

    synchronized void always(String action, F fault) {
        always.put(key(action), fault);
    }

    synchronized void clear() {
        once.clear();
        always.clear();
    }

    /** The fault for this action, or null. A fault that applies a limited number of times is used up by the call. */
    synchronized F next(String action) {
        for (String key : new String[] {key(action), "*"}) {
            Deque<F> waiting = once.get(key);
            if (waiting != null && !waiting.isEmpty()) {
                return waiting.poll();
            }
        }
        return always.getOrDefault(key(action), always.get("*"));
    }

    private static String key(String action) {
        return action.toLowerCase(Locale.ROOT);
    }
}
