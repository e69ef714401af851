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
 * An action, and the kind of answer that its sender wants.
 *
 * @param timeout the time within which the response, or the last item of a list, must arrive
 * @param whole the time within which the outcome of an Originate must arrive as well; for other actions, the same as
 *     {@code timeout}
 * @param awaitOutcome for Originate and AGI: whether the answer includes the outcome
 * @param streamList for lists: whether the result is available as soon as the response has arrived, and the items
 *     follow
 * @param answered the place of the answer among the events of the consumer that sends the request, or null
 */
public record ActionRequest(
        AmiAction action,
        Duration timeout,
        Duration whole,
        boolean awaitOutcome,
        boolean streamList,
        Answered answered) {

    /** The maximum timeout. It is longer than any useful one, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    /** Creates a request. Longer timeouts are reduced to the maximum. */
    public ActionRequest {
        timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        whole = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
    }

    /** Creates a request whose answer is not marked in the stream of a consumer. */
    public ActionRequest(AmiAction action, Duration timeout, Duration whole, boolean awaitOutcome, boolean streamList) {
        this(action, timeout, whole, awaitOutcome, streamList, null);
    }

    /** Creates a request with one timeout for the whole answer. */
    public ActionRequest(AmiAction action, Duration timeout, boolean awaitOutcome, boolean streamList) {
        this(action, timeout, timeout, awaitOutcome, streamList);
    }

    /** The same request, but the place of its answer is marked among the events of a consumer. */
    public ActionRequest at(Answered place) {
        return new ActionRequest(action, timeout, whole, awaitOutcome, streamList, place);
    }

    /** Whether to await the events that report the outcome of the action after its response. */
    public boolean awaitsOutcome() {
        return awaitOutcome && (action.is("Originate") || action.is("AGI"));
    }

    /** Called when the action is about to be sent. */
    void leaves(boolean eventsAreKept) {
        if (answered != null) {
            answered.leaves(eventsAreKept);
        }
    }

    /** Called when the answer is complete. Called on the reading thread. */
    void completes(ActionResult result) {
        if (answered != null) {
            answered.completes(result);
        }
    }

    /** The class of the events that report the outcome. */
    String outcomeClass() {
        return action.is("AGI") ? "agi" : "call";
    }

    /** The value of a field of the action, or an empty text. */
    String field(String name) {
        return action.field(name).orElse("");
    }

    /**
     * The request to send with this ActionID. For an AGI command, the id also becomes the CommandID, because the event
     * with the outcome has no ActionID.
     */
    ActionRequest sentAs(String actionId) {
        return awaitsOutcome() && action.is("AGI")
                ? new ActionRequest(
                        action.with("CommandID", actionId), timeout, whole, awaitOutcome, streamList, answered)
                : this;
    }

    /** The same request after a wait, by which its timeouts are reduced. They remain at least one millisecond. */
    public ActionRequest after(Duration wait) {
        return new ActionRequest(action, rest(timeout, wait), rest(whole, wait), awaitOutcome, streamList, answered);
    }

    private static Duration rest(Duration time, Duration wait) {
        Duration left = time.minus(wait);
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }
}
