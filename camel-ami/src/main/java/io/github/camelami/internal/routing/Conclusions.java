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
 * The effects of lists on a tracker that have not been applied yet. A list takes effect when its place among the events
 * is reached, so that all earlier events have been processed ({@link PbxLists}).
 */
final class Conclusions {
    private record Conclusion(ActionResult answer, Runnable effect) {}

    private final Deque<Conclusion> waiting = new ArrayDeque<>();

    /** Adds the effect of an answer whose place among the events has not been reached. */
    void add(ActionResult answer, Runnable effect) {
        waiting.add(new Conclusion(answer, effect));
    }

    /** Whether an effect has not been applied yet. */
    boolean arePending() {
        return !waiting.isEmpty();
    }

    /**
     * Called when the place of an answer among the events is reached. Applies the effect of the answer, if it has one.
     */
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
