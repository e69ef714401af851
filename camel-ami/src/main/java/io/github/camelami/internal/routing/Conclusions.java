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
package io.github.camelami.internal.routing;

import io.github.camelami.internal.session.ActionResult;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The effects of answers of the PBX that are still to be applied. Each is applied when the place of its answer among
 * the events is reached.
 */
final class Conclusions {
    private record Conclusion(ActionResult answer, Runnable effect) {}

    private final Deque<Conclusion> waiting = new ArrayDeque<>();

    /** Adds the effect of an answer whose place has not been reached. */
    void add(ActionResult answer, Runnable effect) {
        waiting.add(new Conclusion(answer, effect));
    }

    /** Whether there is an answer whose earlier events have not all been processed. */
    boolean arePending() {
        return !waiting.isEmpty();
    }

    /** Called when the place of an answer is reached. Applies its effect, if there is one. */
    void reached(ActionResult answer) {
        if (arePending() && waiting.peek().answer == answer) {
            waiting.poll().effect.run();
        }
    }

    /** Drops all effects, because the lists are requested again. */
    void clear() {
        waiting.clear();
    }
}
