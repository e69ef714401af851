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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the parts of the answer to an action: the response, and then the items of a list or the outcome of a call.
 * Called with the lock of the action held.
 */
final class ActionAnswer {
    private final PendingAction action;
    private final ActionRequest request;
    private final int maxItems;
    private final ListMemory memory;
    /**
     * The events that report the outcome; null if no outcome is awaited. Over HTTP, they may arrive before the
     * response.
     */
    private final OutcomeEvents outcome;

    private AmiResponse response;
    private List<AmiEvent> items;
    private ListStream stream;
    private ListMemory.Part held;
    private ListEnd listEnd;
    private int itemCount;
    private ActionResult result;
    private AmiException failure;

    /**
     * Creates an answer of which nothing has arrived.
     *
     * @param memory the memory for the items of a list
     * @param outcome the events that report the outcome; null if none is awaited
     */
    ActionAnswer(PendingAction action, ActionRequest request, int maxItems, ListMemory memory, OutcomeEvents outcome) {
        this.action = action;
        this.request = request;
        this.maxItems = maxItems;
        this.memory = memory;
        this.outcome = outcome;
    }

    boolean hasResponse() {
        return response != null;
    }

    /** Whether the response or the end of the list has not arrived yet. */
    boolean isAwaited() {
        return response == null || listEnd != null;
    }

    /**
     * The result for the sender; null until the answer is complete or, for a streamed list, until the response has
     * arrived.
     */
    ActionResult result() {
        return result;
    }

    /** The reason why the answer ended before it was complete, or null. */
    AmiException failure() {
        return failure;
    }

    /** The part of the answer that has not arrived yet, for exception texts. */
    String missing() {
        return response == null ? "no answer" : listEnd != null ? "the list did not end" : outcome.missing();
    }

    /** Whether the outcome has arrived, and only the events that explain it are awaited. */
    boolean isExplaining() {
        return result == null && response != null && outcome != null && outcome.isKnown();
    }

    /** Completes the answer without the parts that have not arrived. */
    void completeAsItIs() {
        complete(response, null);
    }

    /** Accepts the response, or an error that ends the list or the wait for the outcome after the response. */
    Effect respond(AmiResponse answer) {
        if (response != null) {
            return answer.isError() ? refused(answer) : Effect.NONE;
        }
        response = answer;
        if (Catalogue.isEmptyList(request.action().name(), answer.message())) {
            return complete(answer, List.of());
        }
        if (answer.isError()) {
            return complete(answer, null);
        }
        if (outcome != null) {
            return outcome.isComplete() ? complete(answer, null) : Effect.TAKEN;
        }
        listEnd = ListEnd.of(request.action(), answer);
        if (listEnd == null) {
            return complete(answer, null);
        }
        held = memory.new Part();
        if (request.streamList()) {
            stream = new ListStream(held);
            result = new ActionResult(() -> action.describe(""), answer, null, stream, null, null);
        } else {
            items = new ArrayList<>();
        }
        return Effect.TAKEN;
    }

    /** Accepts an event with the id of the action, or an event about a channel. */
    Effect event(AmiEvent event) {
        if (outcome != null) {
            if (!outcome.take(event)) {
                return Effect.NONE;
            }
            return response != null && outcome.isComplete() ? complete(response, null) : Effect.TAKEN;
        }
        if (response == null || listEnd == null) {
            return Effect.NONE;
        }
        return listEnd.isItem(event) ? item(event) : complete(response, items);
    }

    private Effect item(AmiEvent event) {
        if (++itemCount > maxItems) {
            return fail(new AmiException.ProtocolViolation(
                    action.describe("the list has more than maxListEvents=" + maxItems + " items")));
        }
        if (!held.add(event)) {
            return fail(tooLong());
        }
        if (stream != null) {
            stream.add(event);
        } else {
            items.add(event);
        }
        return listEnd.ends(event) ? complete(response, items) : Effect.TAKEN;
    }

    private Effect refused(AmiResponse error) {
        return stream == null
                ? complete(error, null)
                : fail(new AmiException.Refused(action.describe("refused by the PBX: " + error.message()), error));
    }

    /** The failure if there is no memory for the content of the answer. */
    AmiException tooLong() {
        return new AmiException.ProtocolViolation(
                action.describe("the unfinished lists of this session hold more than " + memory.limit()
                        + " bytes, a quarter of the heap; request fewer items, set streamList=true and read the items"
                        + " without delay, or give Java more heap"));
    }

    private Effect complete(AmiResponse last, List<AmiEvent> list) {
        if (stream == null) {
            result = new ActionResult(
                    () -> action.describe(""),
                    last,
                    list,
                    null,
                    outcome == null || last.isError() ? null : outcome.outcome(),
                    outcome == null ? null : outcome.ends());
        }
        return Effect.ENDED;
    }

    private Effect fail(AmiException cause) {
        failure = cause;
        return Effect.ENDED;
    }

    /** Ends the list, if there is one; {@code cause} is null if the answer is complete. */
    void end(AmiException cause) {
        if (held != null) {
            held.end();
        }
        if (stream != null) {
            stream.end(cause);
        }
    }
}
