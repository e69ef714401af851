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

import io.github.camelami.message.AmiAction;
import java.time.Duration;

/**
 * An action, and how its sender wants it to be answered.
 *
 * @param timeout the time within which the response, or the last item of a list, must arrive
 * @param whole the time within which the outcome of an Originate must arrive, too; else the same as {@code timeout}
 * @param awaitOutcome for Originate: whether the answer is the OriginateResponse
 * @param streamList for lists: whether the result is available with the response, and the items follow
 * @param answered the place of the answer among the events of the sender, or null
 */
public record ActionRequest(
        AmiAction action,
        Duration timeout,
        Duration whole,
        boolean awaitOutcome,
        boolean streamList,
        Answered answered) {

    /**
     * The limit of a timeout: longer than any useful one, and short enough to be counted in nanoseconds from any
     * moment.
     */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    /** A request; a timeout that no clock can count becomes the longest one. */
    public ActionRequest {
        timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        whole = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
    }

    /** A request whose answer has no place among events. */
    public ActionRequest(AmiAction action, Duration timeout, Duration whole, boolean awaitOutcome, boolean streamList) {
        this(action, timeout, whole, awaitOutcome, streamList, null);
    }

    /** A request with one time for all of its answer. */
    public ActionRequest(AmiAction action, Duration timeout, boolean awaitOutcome, boolean streamList) {
        this(action, timeout, timeout, awaitOutcome, streamList);
    }

    /** The same request, whose answer also takes this place among events. */
    public ActionRequest at(Answered place) {
        return new ActionRequest(action, timeout, whole, awaitOutcome, streamList, place);
    }

    /** Whether events report the outcome of the action after its response, and are awaited. */
    public boolean awaitsOutcome() {
        return awaitOutcome && (action.is("Originate") || action.is("AGI"));
    }

    /** The action is about to be sent. */
    void leaves(boolean eventsAreKept) {
        if (answered != null) {
            answered.leaves(eventsAreKept);
        }
    }

    /** The answer is complete; on the reading thread. */
    void completes(ActionResult result) {
        if (answered != null) {
            answered.completes(result);
        }
    }

    /** The event class that brings the outcome. */
    String outcomeClass() {
        return action.is("AGI") ? "agi" : "call";
    }

    /** The value of a field of the action, or an empty text. */
    String field(String name) {
        return action.field(name).orElse("");
    }

    /** The request as it is sent with this ActionID: the outcome of an AGI command has only a CommandID. */
    ActionRequest sentAs(String actionId) {
        return awaitsOutcome() && action.is("AGI")
                ? new ActionRequest(
                        action.with("CommandID", actionId), timeout, whole, awaitOutcome, streamList, answered)
                : this;
    }

    /** The same request with the rest of its times after a wait; each rest is at least one millisecond. */
    public ActionRequest after(Duration wait) {
        return new ActionRequest(action, rest(timeout, wait), rest(whole, wait), awaitOutcome, streamList, answered);
    }

    private static Duration rest(Duration time, Duration wait) {
        Duration left = time.minus(wait);
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }
}
