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

import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Ends the actions of a connection whose deadlines have passed. All actions share one timer. */
final class ActionDeadlines {
    private final Collection<PendingAction> actions;
    private final SessionResources resources;
    private final Consumer<PendingAction> expired;
    private final DeadlineTimer timer;

    /**
     * @param actions the actions in flight, as a live view
     * @param expired receives each action that its deadline has ended
     */
    ActionDeadlines(Collection<PendingAction> actions, SessionResources resources, Consumer<PendingAction> expired) {
        this.actions = actions;
        this.resources = resources;
        this.expired = expired;
        this.timer = new DeadlineTimer(resources, this::expire);
    }

    /** Observes the deadline of an action that is in flight. */
    void add(PendingAction action) {
        timer.add(action.deadline());
    }

    /** If the action awaits only the events that explain its outcome, observes the short deadline for them. */
    void addExplanation(PendingAction action) {
        if (action.isExplaining()) {
            add(action);
        }
    }

    void close() {
        timer.close();
    }

    /** Ends the actions whose deadline has passed, and returns the time until the next deadline. */
    private OptionalLong expire() {
        long now = resources.nanoTime().getAsLong();
        OptionalLong next = OptionalLong.empty();
        for (PendingAction action : actions) {
            if (action.expire(now)) {
                expired.accept(action);
            } else if (!action.hasEnded()) {
                long left = action.deadline() - now;
                next = OptionalLong.of(Math.min(left, next.orElse(left)));
            }
        }
        return next;
    }
}
